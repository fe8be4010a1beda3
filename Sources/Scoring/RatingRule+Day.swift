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
        var walk = StepWalk(record)
        try walk.visit(day, isLast: true)
        guard let step = walk.steps.first else {
            preconditionFailure("A day that was visited has its step.")
        }
        return step
    }
}
