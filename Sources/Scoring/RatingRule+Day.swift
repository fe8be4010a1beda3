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

    /// The ratings of one day, without what explains them, under two versions that score alike:
    /// what ``step(_:role:policy:on:)`` gives for each, nil where it throws.
    ///
    /// What both have in common is worked out once.
    public static func steps(
        _ dossier: Dossier, role: Role, policies: PoliciesAlike, on day: CivilDate
    ) -> (first: RatingStep?, second: RatingStep?) {
        let (first, second) = (policies.first, policies.second)
        let seat = dossier.party.region
        guard
            let record = try? ScoredRecord(
                counting: dossier, role: role, policy: first.variant(for: seat), until: day),
            let law = try? record.law(on: day), law.bands.value.basis == .score,
            let other = try? DayLaw(second.variant(for: seat), on: day),
            other.bands.value.basis == .score, let ground = try? record.ground(law, on: day)
        else {
            return (
                try? step(dossier, role: role, policy: first, on: day),
                try? step(dossier, role: role, policy: second, on: day)
            )
        }
        func rated(by law: DayLaw) -> RatingStep? {
            (try? record.verdict(law, ground, on: day, explains: false)).map {
                RatingStep($0, from: day)
            }
        }
        return (rated(by: law), rated(by: other))
    }
}

extension RatingStep {
    fileprivate init(_ verdict: ScoredRecord.Verdict, from day: CivilDate) {
        self.init(
            from: day, score: verdict.tally.score, band: verdict.band, basis: verdict.basis,
            overrides: verdict.overrides.codes)
    }
}
