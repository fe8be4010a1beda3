// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The rating where an authority assigns bands: the worst band of any leave to act that is held,
/// and inside a span of uncertain days the worst that may hold.
///
/// A suspended leave is still held; its band counts.
struct AssignedRating {
    private(set) var assignments: [AssignedBand] = []
    private(set) var isUncertain = false
    private(set) var band: BandCode?
    /// The decisions that lower it.
    private(set) var overrides: [OverrideInForce] = []

    /// - Source: `bands.yaml` of the pack gives the order of the bands.
    init(
        _ dossier: Dossier, role: Role, policy: Policy, scale: DatedValue<BandScale>,
        on day: CivilDate
    ) throws(PolicyError) {
        let held = dossier.accreditations.values
            .filter { $0.role == role && $0.regime == policy.code }
            .map { (record: $0, verdict: $0.heldVerdict(on: day)) }
            .filter { $0.verdict != .no }
            .sorted { ($0.record.route, $0.record.id) < ($1.record.route, $1.record.id) }
        var worstRank = -1
        for (record, verdict) in held {
            let possible = record.possibleBands(on: day)
            guard let (worst, rank) = try Self.worst(of: possible, in: scale.value) else {
                continue
            }
            if verdict == .perhaps || possible.contains(where: { $0.band != worst.band }) {
                isUncertain = true
            }
            if rank > worstRank {
                worstRank = rank
                band = worst.band
            }
            assignments.append(
                AssignedBand(
                    accreditation: record.id, route: record.route, band: worst.band,
                    services: record.services(on: day), assigned: worst.assigned,
                    source: scale.provenance.citation))
        }
        overrides = dossier.lowered(role, under: policy.code)
            .filter { $0.validity.contains(day) }.map(\.cap)
        for cap in overrides where band != nil {
            guard let rank = scale.value.rank(of: cap.band) else {
                throw .unknown("bands/\(cap.band)")
            }
            if rank > worstRank {
                worstRank = rank
                band = cap.band
            }
        }
    }

    var basis: RatingBasis { band == nil ? .none : .assigned }

    var rating: Rating {
        Rating(
            score: nil, band: band, basis: basis, start: nil, contributions: [],
            overrides: overrides, assignments: assignments, isUncertain: isUncertain)
    }

    private static func worst(
        of possible: [BandAssignment], in scale: BandScale
    ) throws(PolicyError) -> (BandAssignment, rank: Int)? {
        var worst: (BandAssignment, rank: Int)?
        for assignment in possible {
            guard let rank = scale.rank(of: assignment.band) else {
                throw .unknown("bands/\(assignment.band)")
            }
            if rank > worst?.rank ?? -1 { worst = (assignment, rank) }
        }
        return worst
    }
}
