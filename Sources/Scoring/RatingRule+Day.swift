// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

extension RatingRule {
    /// The rating of one day without what explains it: what ``rate(_:role:policy:asOf:)`` says of
    /// score, band and overrides. The tally of the events is enough for it.
    ///
    /// - Throws: `PolicyError` when the law has no value for one of the days concerned.
    /// - Source: the pack, as for ``rate(_:role:policy:asOf:)``.
    public static func step(
        _ dossier: Dossier, role: Role, policy: Policy, on day: CivilDate
    ) throws(PolicyError) -> RatingStep {
        let record = try ScoredRecord(
            counting: dossier, role: role, policy: policy.variant(for: dossier.party.region),
            until: day)
        let law = try record.law(on: day)
        guard law.bands.value.basis == .score else { return try record.assigned(by: law, on: day) }
        return RatingStep(try record.verdict(law, on: day, explains: false), from: day)
    }

    /// The ratings of one day, without what explains them, under two versions of the law: what
    /// ``step(_:role:policy:on:)`` gives for each, nil where it throws.
    ///
    /// What both have in common for the events of the dossier is worked out once.
    public static func steps(
        _ dossier: Dossier, role: Role, policies: PolicyPair, on day: CivilDate
    ) -> (first: RatingStep?, second: RatingStep?) {
        let policies = policies.standing(in: dossier.party.region)
        // Facts of the party may follow from its events in any role.
        guard !policies.scores.touches(dossier.tally.groups.keys.lazy.map(\.indicator)) else {
            return singly(dossier, role, policies, on: day)
        }
        guard !policies.hasSameBands else {
            let both = try? step(dossier, role: role, policy: policies.first, on: day)
            return (both, both)
        }
        guard
            let record = try? ScoredRecord(
                counting: dossier, role: role, policy: policies.first, until: day),
            let law = try? record.law(on: day), law.bands.value.basis == .score,
            let other = try? DayLaw(policies.second, on: day),
            other.bands.value.basis == .score, let ground = try? record.ground(law, on: day)
        else { return singly(dossier, role, policies, on: day) }
        func rated(by law: DayLaw) -> RatingStep? {
            (try? record.verdict(law, ground, on: day, explains: false)).map {
                RatingStep($0, from: day)
            }
        }
        return (rated(by: law), rated(by: other))
    }

    private static func singly(
        _ dossier: Dossier, _ role: Role, _ policies: LocalPolicyPair, on day: CivilDate
    ) -> (first: RatingStep?, second: RatingStep?) {
        (
            try? step(dossier, role: role, policy: policies.first, on: day),
            try? step(dossier, role: role, policy: policies.second, on: day)
        )
    }
}

extension RatingStep {
    fileprivate init(_ verdict: ScoredRecord.Verdict, from day: CivilDate) {
        self.init(
            from: day, score: verdict.tally.score, band: verdict.band, basis: verdict.basis,
            overrides: verdict.overrides.codes)
    }
}
