// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// Whether parties may vouch on a route on a day, by the rule that answers a visa desk.
struct VoucherRule {
    let route: RouteCode
    let region: RegionCode?
    let day: CivilDate
    private var faults: [InputFault] = []

    init(route: RouteCode, region: RegionCode?, day: CivilDate) {
        self.route = route
        self.region = region
        self.day = day
    }

    /// Goes along the relations on which bars may reach any of these parties.
    func reach(_ vouchers: [(dossier: Dossier, role: Role)], _ desk: borrowing Desk) throws {
        _ = try desk.kinships(try vouchers.map { try search($0.dossier, $0.role, desk) })
    }

    private func search(
        _ dossier: Dossier, _ role: Role, _ desk: borrowing Desk
    ) throws -> KinshipSearch? {
        let policy = try desk.shelf.policy(try desk.shelf.regime(of: route), on: day)
        return KinshipSearch(
            StandingKey(party: dossier.party.id, role: role, regime: policy.code), dossier,
            on: route, day, policy.variant(for: region ?? dossier.party.region))
    }

    /// Notes what stands against one party in one role, with those that vouch beside it.
    mutating func check(
        _ dossier: Dossier, _ role: Role, beside others: [Nomination.Voucher],
        at pointer: String, _ desk: borrowing Desk
    ) throws {
        let policy = try desk.shelf.policy(try desk.shelf.regime(of: route), on: day)
        let key = StandingKey(party: dossier.party.id, role: role, regime: policy.code)
        let standing = try StandingRule.standing(of: dossier, key: key, policy: policy, from: day)
        let local = policy.variant(for: region ?? dossier.party.region)
        let request = EligibilityRequest(
            role: role, route: route, region: region, act: .new, asOf: day)
        let decision = try Eligibility.decide(
            request, standing: standing,
            nomination: try Nomination(of: dossier, request, beside: others, local)
                .adding(PartyFactsThatFollow(of: dossier, role: role, policy: policy, on: day)),
            kin: try desk.kinship(try search(dossier, role, desk)),
            policy: local)
        guard decision.outcome == .ineligible else { return }
        faults += decision.reasons.filter { $0.effect == .refusal }.map {
            InputFault(pointer: pointer, code: $0.code.rawValue, detail: $0.message.en)
        }
    }

    /// Throws when anything stands against any of them.
    func demandAllowed() throws(Refusal) {
        guard !faults.isEmpty else { return }
        throw Refusal(
            .rule, code: "voucher.ineligible",
            message: LocalText(
                en: "A party may not vouch on this route on this day; errors names the reasons.",
                zh: "有主体在该日不得在此路径担任保证方；原因见 errors。"),
            faults: faults)
    }
}
