// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// Rates a party in one role under one regime.
///
/// Only confirmed events of that role and regime that happened on or before the day count. An
/// event is judged by the law of the day it happened; bands and start scores are those of the day
/// asked about. All of it is the law as it stands in the region of the party's seat.
public enum RatingRule {
    /// The rating on `asOf`, with everything that explains it.
    ///
    /// The start score and what counts of every contribution sum up to the score.
    ///
    /// - Throws: `PolicyError` when the law has no value for one of the days concerned.
    /// - Source: the pack: bands, start scores, indicators and overrides each name their own.
    public static func rate(
        _ dossier: Dossier, role: Role, policy: Policy, asOf: CivilDate
    ) throws(PolicyError) -> Rating {
        let policy = policy.variant(for: dossier.party.region)
        let scale = try policy.bands(on: asOf)
        switch scale.value.basis {
        case .assigned, .noBands:
            let assigned = try AssignedRating(
                dossier, role: role, policy: policy, scale: scale, on: asOf)
            return assigned.rating
        case .score:
            let record = try ScoredRecord(
                explaining: dossier, role: role, policy: policy, until: asOf)
            return try record.rating(on: asOf)
        }
    }

    /// The rating as a function of the legal day: a step on `from`, and one on each later known
    /// day on which the rating becomes another, if nothing new is entered.
    ///
    /// Where the law as written ends, so do the steps. A later day on which the law contradicts
    /// itself, as by a band that its scale no longer has, gets a step without a band: it takes
    /// nothing from the days before, and nobody vouches on it.
    ///
    /// Of more than `countMaximum` steps the first so many are given.
    ///
    /// - Throws: `PolicyError` when the law has no value for `from` or for the day of an event.
    /// - Source: the pack, as for ``rate(_:role:policy:asOf:)``.
    public static func steps(
        _ dossier: Dossier, role: Role, policy: Policy, from: CivilDate,
        countMaximum: Int = .max
    ) throws(PolicyError) -> [RatingStep] {
        let policy = policy.variant(for: dossier.party.region)
        let record = try ScoredRecord(
            counting: dossier, role: role, policy: policy, until: .latest)
        var later = policy.changeDays.filter { $0 > from }
        record.addTurningDays(after: from, to: &later)
        later += dossier.turningDaysOfLeave(as: role, under: policy).filter { $0 > from }
        record.addPeriodStarts(after: from, to: &later, changesMaximum: countMaximum)
        later.sort()
        var walk = StepWalk(record)
        try walk.visit(from)
        var before = from
        for day in later where day != before {
            guard walk.steps.count < countMaximum else { break }
            before = day
            do {
                try walk.visit(day)
            } catch .notInForce {
                // Whoever asks about such a day is told so by the law itself.
                continue
            } catch .unknown {
                walk.visitContradiction(day)
            }
        }
        return walk.steps
    }
}

extension Dossier {
    /// The days on which what leave to act says of the party's band may change.
    func turningDaysOfLeave(as role: Role, under policy: Policy) -> [CivilDate] {
        accreditations.values.filter { $0.role == role && $0.regime == policy.code }
            .flatMap(\.turningDays)
    }
}
