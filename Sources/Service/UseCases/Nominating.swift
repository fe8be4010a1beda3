// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// What a calculation asks about a nominee and about vouching for one.
struct Nominating {
    private let calculation: Calculation
    private let role: Role
    private let version: Policy
    /// The law where the post is: what is asked of a nominee lies there, all else where the party
    /// is.
    private let policy: Policy
    private let day: CivilDate

    /// Takes the version as the nation has it, for each place has its own of it.
    init(_ calculation: Calculation, role: Role, version: Policy, day: CivilDate) {
        self.calculation = calculation
        self.role = role
        self.version = version
        policy = version.variant(for: calculation.request?.region ?? calculation.region)
        self.day = day
    }

    /// What the nominee brings by points; nil where none is told of or no one table is meant.
    ///
    /// - Throws: `PolicyError` when the law has no value for the day.
    func points() throws -> NomineeScore? {
        guard let nomination = calculation.nomination, nomination.nominee != nil,
            let code = policy.nomineePoints(for: calculation.request?.route, on: day)
        else { return nil }
        return try NomineeScore(of: nomination, by: code, role: role, policy: policy, on: day)
    }

    /// Whether the party may vouch, had it leave to act everywhere and ever since, with what its
    /// filings left overdue, the bars that are told of it or follow, and the facts of it that
    /// follow from others.
    ///
    /// - Throws: `Refusal` where the band is none of the law; `PolicyError` when the law has no
    ///   value for the day.
    func decision(
        on dossier: Dossier, duties: [DutyStanding], bars: [OwnBar], facts: PartyFactsThatFollow
    ) throws -> Decision? {
        guard let request = calculation.request else { return nil }
        if let band = request.band, try policy.bands(on: day).value.rank(of: band) == nil {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/assignedBand", code: "band.unknown",
                    detail: "The law has no such band on the day.")
            ])
        }
        var dossier = dossier
        try dossier.apply(
            .accreditationGranted(
                AccreditationRecord(
                    id: AccreditationID(high: 0, low: 0), role: role, route: request.route,
                    regime: policy.code,
                    regions: [], from: Span(on: .earliest), expiresOn: nil, band: request.band,
                    services: [])))
        let key = StandingKey(party: dossier.party.id, role: role, regime: policy.code)
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: version, from: day)
        return try Eligibility.decide(
            EligibilityRequest(
                role: role, route: request.route, region: request.region, act: request.act,
                asOf: day),
            standing: standing,
            nomination: calculation.nomination.map { $0.adding(facts) }.adding(duties),
            bars: bars, policy: policy)
    }
}
