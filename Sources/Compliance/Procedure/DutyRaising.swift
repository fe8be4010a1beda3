// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// Which duties the entries of a party raise, and which they end.
///
/// - Source: `raisedBy` and `ends` of the duties' files, as in force on the day of what raises
///   them, and on the day on which the duty was raised.
public enum DutyRaising {
    /// A duty that is raised, but for its id.
    public struct Raised: Hashable, Sendable {
        /// Which duty of the regime.
        public let duty: DutyCode
        /// Who owes it in which role.
        public let role: Role
        /// What raised it.
        public let cause: DutyCause
        /// The day on which that happened.
        public let raisedOn: CivilDate
        /// Until when.
        public let dueOn: CivilDate
        /// Whether that may become later.
        public let isProvisional: Bool

        /// The record under an id.
        public func record(
            _ id: DutyID, of party: PartyID, regime: RegimeCode,
            facts: [JSONValue.Member] = []
        ) -> DutyRecord {
            DutyRecord(
                id: id, party: party, role: role, regime: regime, duty: duty, cause: cause,
                raisedOn: raisedOn, facts: facts, dueOn: dueOn, isProvisional: isProvisional)
        }
    }

    /// A duty that is ended.
    public struct Ended: Hashable, Sendable {
        /// Which.
        public let duty: DutyID
        /// Why, in the words of the law.
        public let word: String
        /// The first day on which it is owed no longer.
        public let notOwedFrom: CivilDate
    }

    /// What an entry does to the duties of its party.
    public struct Outcome: Hashable, Sendable {
        /// The regime concerned.
        public let regime: RegimeCode
        /// The duties that are raised.
        public var raised: [Raised] = []
        /// The duties that are ended.
        public var ended: [Ended] = []
    }

    /// The regime whose law says what an entry does to duties; nil where it does nothing to any.
    public static func regime(concernedBy body: EntryBody, of dossier: Dossier) -> RegimeCode? {
        DutyHappening(body, of: dossier)?.regime
    }

    /// What `body`, an entry that is to be made about the party of `dossier`, does to its duties;
    /// `policy` is the law at the party's seat. What is raised already is not raised again.
    ///
    /// - Throws: `AssessmentError` where the law raises a duty and cannot say until when.
    public static func outcome(
        of body: EntryBody, _ dossier: Dossier, policy: Policy
    ) throws(AssessmentError) -> Outcome? {
        guard let happening = DutyHappening(body, of: dossier) else { return nil }
        var outcome = Outcome(regime: happening.regime)
        for one in [happening, happening.ending].compactMap(\.self) {
            switch one.effect {
            case .raises(let trigger):
                outcome.raised += try raised(by: trigger, one, dossier, policy)
            case .ends(let word):
                outcome.ended += ended(by: word, one, dossier, policy)
            case .voids:
                outcome.ended += owed(for: one, dossier).map {
                    Ended(
                        duty: $0.id, word: DutyRule.End.causeAnnulled, notOwedFrom: $0.raisedOn)
                }
            }
        }
        return outcome
    }

    private static func raised(
        by trigger: DutyHappening.Trigger, _ happening: DutyHappening, _ dossier: Dossier,
        _ policy: Policy
    ) throws(AssessmentError) -> [Raised] {
        guard let cause = happening.cause else { return [] }
        var raised: [Raised] = []
        let duties = policy.procedure.duties.values.filter { duty in
            duty.rule.values.contains { trigger.raises($0.value.cause) }
        }
        for duty in duties.sorted(by: { $0.code < $1.code }) {
            guard let rule = try? duty.rule.value(on: happening.day),
                trigger.raises(rule.value.cause)
            else { continue }
            for role in happening.roles where rule.value.roles.contains(role) {
                let isKnown = dossier.duties.values.contains {
                    $0.isRaised(by: cause, duty.code, role, on: happening.day)
                }
                guard !isKnown else { continue }
                let due = try DutyDays.dueDay(
                    rule, happening.day, of: dossier.party, role: role, facts: [], policy)
                raised.append(
                    Raised(
                        duty: duty.code, role: role, cause: cause, raisedOn: happening.day,
                        dueOn: due.day, isProvisional: due.isProvisional))
            }
        }
        return raised
    }

    /// Those that fall due when they are owed no longer, by the law of the day that raised each.
    private static func ended(
        by word: String, _ happening: DutyHappening, _ dossier: Dossier, _ policy: Policy
    ) -> [Ended] {
        owed(for: happening, dossier).compactMap { record in
            guard let rule = try? policy.procedure.duty(record.duty, on: record.raisedOn).value,
                let end = rule.end, end.words.contains(word)
            else { return nil }
            let day = end.notOwed(since: happening.day)
            guard day <= record.lastDay else { return nil }
            return Ended(duty: record.id, word: word, notOwedFrom: day)
        }
    }

    /// What is not settled and hangs on what happened.
    private static func owed(
        for happening: DutyHappening, _ dossier: Dossier
    ) -> [DutyRecord] {
        dossier.dutiesInOrder.filter { record in
            record.settlement == nil && record.regime == happening.regime
                && happening.roles.contains(record.role)
                && happening.cause.map { cause in
                    cause.record.map { $0 == record.cause.record }
                        ?? (cause.undertaking == record.cause.undertaking)
                } ?? true
        }
    }
}

extension DutyRecord {
    /// Whether it is the duty that a cause raises in a role on a day: of one cause there is one.
    public func isRaised(
        by cause: DutyCause, _ duty: DutyCode, _ role: Role, on day: CivilDate
    ) -> Bool {
        self.duty == duty && self.role == role && raisedOn == day && self.cause == cause
    }
}

extension DutyRule.End {
    /// The word by which a law says that leave to act in the role ends a duty; the register tells
    /// it by itself.
    public static let accreditationEnded = "accreditationEnded"
    /// The word by which a law says that the end of the undertaking ends a duty that hangs on it;
    /// the register tells it by itself.
    public static let undertakingClosed = "undertakingClosed"
    /// The word under which a duty is ended whose cause turned out not to be so.
    public static let causeAnnulled = "causeAnnulled"
}
