// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// A move that may be made in a proceeding as it stands.
///
/// - Source: the proceeding's file of the pack.
public struct OpenMove: Hashable, Sendable {
    /// Its name.
    public let name: MoveCode
    /// What it is called.
    public let title: LocalText
    /// Who may make it, as far as the role says so.
    public let makers: [PrincipalRole]
    /// The first day on which it may be made; nil where it may be made now.
    public let from: CivilDate?
    /// The last day on which it may be made; nil where there is none.
    public let until: CivilDate?
    /// What must be stated with it.
    public let needs: [String]
    /// In what it may end; none where it has one outcome only.
    public let outcomes: [OutcomeCode]
}

extension ProceedingRules {
    /// The moves that may be made on `day` or later from the state that a proceeding is in then;
    /// none where the law has no value for the day on which it was opened.
    public static func open(
        _ record: ProceedingRecord, policy: Policy, on day: CivilDate
    ) -> [OpenMove] {
        guard let state = record.turn(on: day)?.state,
            let rule = try? policy.procedure.proceeding(record.code, on: record.openedOn).value
        else { return [] }
        return rule.moves.filter { $0.from.contains(state) }.compactMap { move in
            let until = move.notAfter.flatMap { record.day(of: $0.step, by: $0.clock)?.day }
            if let until, until < day { return nil }
            let from = move.notBefore.flatMap { record.possibleFrom(after: $0) }
            return OpenMove(
                name: move.name, title: move.title, makers: move.makers,
                from: from.flatMap { $0 > day ? $0 : nil }, until: until,
                needs: move.fields.filter(\.isNeeded).map(\.kind.pointer),
                outcomes: move.outcomes.compactMap(\.code))
        }
    }
}

extension ProceedingRecord {
    /// The first day on which a move is possible that must wait; nil where nothing stands in its
    /// way, or the day is not set.
    fileprivate func possibleFrom(after wait: ProceedingMoveRule.Wait) -> CivilDate? {
        guard let start = lastStart(of: wait.day) else { return nil }
        let isWaived = moves[(start.index + 1)...].contains { wait.unless.contains($0.name) }
        return isWaived ? nil : start.day.adding(days: 1)
    }
}

extension ProceedingMoveRule.Field.Kind {
    /// Where it stands in a request.
    fileprivate var pointer: String {
        switch self {
        case .fact(let name), .day(let name): "facts/\(name)"
        case .text(let name): "texts/\(name)"
        case .evidence: "evidence"
        case .measures: "decisions"
        }
    }
}
