// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// The facts of a party that follow from others, on one day and until they may be others.
///
/// - Source: the `derived` of `facts.yaml` of the pack; each fact names its own.
public struct PartyFactsThatFollow: Sendable {
    /// The facts, none of which was stated.
    public let facts: [DerivedFact]
    /// The first later day known on which others follow; nil while none is.
    public let until: CivilDate?

    /// What follows for the party of `dossier` on `day`, from its stated facts and its events.
    ///
    /// - Throws: `PolicyError` when the law has no value for the day of an event.
    public init(
        of dossier: Dossier, role: Role, policy: Policy, on day: CivilDate
    ) throws(PolicyError) {
        let policy = policy.variant(for: dossier.party.region)
        guard policy.facts.contains(where: { $0.subject == .party && $0.derivation != nil })
        else {
            (facts, until) = ([], nil)
            return
        }
        let record = try ScoredRecord(
            counting: dossier, role: role, policy: policy, until: .latest)
        let present = record.factsThatFollow(on: day)
        facts = present
        until = Self.days(record, after: day).first {
            record.factsThatFollow(on: $0) != present
        }
    }

    /// The later days on which others may follow, in order. What an earlier period came to depends
    /// on all that a rating depends on.
    private static func days(_ record: ScoredRecord, after day: CivilDate) -> [CivilDate] {
        let policy = record.policy
        guard policy.turns.factsRestOnResults else { return record.turnsOfFacts(after: day) }
        var days = policy.changeDays.filter { $0 > day }
        record.addTurningDays(after: day, to: &days)
        days += record.dossier.turningDaysOfLeave(as: record.role, under: policy)
            .filter { $0 > day }
        record.addPeriodStarts(after: day, to: &days)
        return days.sorted()
    }
}
