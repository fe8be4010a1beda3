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

    /// Notes what stands against one party in one role, with those that vouch beside it.
    mutating func check(
        _ dossier: Dossier, _ role: Role, beside others: [Nomination.Voucher],
        at pointer: String, _ desk: borrowing Desk
    ) throws {
        let policy = try desk.shelf.policy(try desk.shelf.regime(of: route), on: day)
        let key = StandingKey(party: dossier.party.id, role: role, regime: policy.code)
        let standing = try StandingRule.standing(of: dossier, key: key, policy: policy, from: day)
        let local = policy.variant(for: region ?? dossier.party.region)
        let decision = try Eligibility.decide(
            EligibilityRequest(role: role, route: route, region: region, act: .new, asOf: day),
            standing: standing,
            nomination: try nomination(of: dossier, role, beside: others, local)
                .adding(
                    PartyFactsThatFollow(of: dossier, role: role, policy: policy, on: day)),
            policy: local)
        guard decision.outcome == .ineligible else { return }
        faults += decision.reasons.filter { $0.effect == .refusal }.map {
            InputFault(pointer: pointer, code: $0.code.rawValue, detail: $0.message.en)
        }
    }

    /// What the register tells of a nomination: the vouchers, the party and its used places, but
    /// nothing of the nominee's points or documents, which the law then asks for as conditions.
    private func nomination(
        of dossier: Dossier, _ role: Role, beside others: [Nomination.Voucher], _ policy: Policy
    ) throws -> Nomination {
        var nomination = Nomination()
        nomination.vouchers = others
        nomination.kind = dossier.party.kind
        nomination.partyFacts = dossier.party.facts
        if let quota = try policy.routes[route]?.rule.value(on: day).value.terms?.quota {
            nomination.quotaUsed = dossier.undertakings.values.count { undertaking in
                undertaking.takesPlace(of: dossier.party.id, role, route: route, on: day)
                    && (quota.scope == .route || undertaking.stage.region == region)
            }
        }
        return nomination
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

extension [(dossier: Dossier, role: Role)] {
    /// The others, as those who vouch beside one of them.
    func excluding(_ index: Int) -> [Nomination.Voucher] {
        enumerated().filter { $0.offset != index }.map {
            .init(
                name: "\($0.element.dossier.party.id)", role: $0.element.role,
                kind: $0.element.dossier.party.kind)
        }
    }
}

extension UndertakingRecord {
    /// Whether it takes one of the places of a party on a route on a day.
    fileprivate func takesPlace(
        of party: PartyID, _ role: Role, route: RouteCode, on day: CivilDate
    ) -> Bool {
        closing == nil && until.map { day < $0 } ?? true && stage.route == route
            && presentVouchers.contains { $0.party == party && $0.role == role }
    }
}
