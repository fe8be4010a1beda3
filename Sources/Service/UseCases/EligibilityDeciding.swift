// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// A question about eligibility as it is answered from dossiers, now or again later.
struct EligibilityCase {
    let request: EligibilityRequest
    /// Whom it is about; nil where no party stood under the address.
    let dossier: Dossier?
    /// Who vouches beside it; nil where that was not told.
    let others: [(dossier: Dossier, role: Role)]?
    /// What else was told; nil for nothing.
    let told: ToldNomination?
    let policy: Policy
    /// Whether the question named that version: then no later one ends the answer.
    let isPolicyNamed: Bool
    let knownAt: EntryNumber

    /// The party and those who vouch beside it; nobody where no party stood under the address.
    private var all: [(dossier: Dossier, role: Role)] {
        dossier.map { [($0, request.role)] + (others ?? []) } ?? []
    }

    /// The searches for whose bars may reach each of them, in the order of the answers.
    var searches: [KinshipSearch?] {
        all.map { dossier, role in
            KinshipSearch(
                StandingKey(party: dossier.party.id, role: role, regime: policy.code), dossier,
                on: request.route, request.asOf,
                policy.variant(for: request.region ?? dossier.party.region))
        }
    }

    /// The answer about the party, and one about each of the others, each in the place of the one
    /// asked about; `kin` is what the ``searches`` found.
    ///
    /// - Throws: `ComplianceError` or `PolicyError` when the law has no value for a day.
    func decisions(by shelf: PolicyShelf, kin: [Kinship]) throws -> [Decision] {
        let all = all
        guard !all.isEmpty else {
            let decision = try Eligibility.unknownParty(policy: policy, asOf: request.asOf)
            return [isPolicyNamed ? decision : shelf.capped(decision, request, policy, knownAt)]
        }
        return try all.indices.map { place in
            let beside = others == nil ? nil : all.excluding(place)
            return try decide(all[place].dossier, all[place].role, beside, kin[place], by: shelf)
        }
    }

    private func decide(
        _ dossier: Dossier, _ role: Role, _ beside: [Nomination.Voucher]?, _ kin: Kinship,
        by shelf: PolicyShelf
    ) throws -> Decision {
        let asked = EligibilityRequest(
            role: role, route: request.route, region: request.region, act: request.act,
            asOf: request.asOf)
        let standing = try StandingRule.standing(
            of: dossier,
            key: StandingKey(party: dossier.party.id, role: role, regime: policy.code),
            policy: policy, from: asked.asOf)
        let local = policy.variant(for: request.region ?? dossier.party.region)
        var nomination: Nomination?
        if beside != nil || told != nil {
            nomination = try Nomination(of: dossier, asked, beside: beside, local)
                .adding(
                    PartyFactsThatFollow(
                        of: dossier, role: role, policy: policy, on: asked.asOf))
            nomination?.nominee = told?.nominee
            nomination?.documents = told?.documents
            nomination?.marketTest = told?.marketTest
        }
        let decision = try Eligibility.decide(
            asked, standing: standing, nomination: nomination, kin: kin, policy: local)
        return isPolicyNamed ? decision : shelf.capped(decision, asked, policy, knownAt)
    }
}

extension KinshipSearch {
    /// Searches for whoever is related to the party of a dossier; nil where bars reach nobody else
    /// on the route.
    init?(
        _ key: StandingKey, _ dossier: Dossier, on route: RouteCode, _ day: CivilDate,
        _ policy: Policy
    ) {
        guard let rule = policy.relatedParties(on: route, day) else { return nil }
        self.init(key, related: dossier.relations.values, by: rule, on: day)
    }
}

extension Desk {
    /// What bars of others may reach each of some parties.
    ///
    /// - Throws: as for one of them; `UnreadParties` of all.
    func kinships(_ searches: [KinshipSearch?]) throws -> [Kinship] {
        var found: [Kinship] = []
        var unread = UnreadParties()
        for search in searches {
            do {
                found.append(try kinship(search))
            } catch let parties as UnreadParties {
                unread.formUnion(parties)
            }
        }
        guard unread.isEmpty else { throw unread }
        return found
    }

    /// What bars of others may reach a party, by the state under the head lock.
    ///
    /// - Throws: `relations.tooMany`, or `UnreadParties` while a party that stands in a relation
    ///   was not read.
    func kinship(_ search: KinshipSearch?) throws -> Kinship {
        guard var search else { return .none }
        var count = 0
        while !search.wanted.isEmpty {
            count += search.wanted.count
            try Self.demandFew(count)
            var found: [PartyID: KinshipSearch.Records] = [:]
            for party in search.wanted {
                found[party] = dossiers[party].map { KinshipSearch.Records($0) } ?? tied[party]
            }
            let unread = search.wanted.filter { found[$0] == nil }
            guard unread.isEmpty else { throw UnreadParties(ties: Set(unread)) }
            search.add(found)
        }
        return search.kinship
    }
}

extension PolicyShelf {
    /// An answer holds no longer than its law: an enacted version that begins later ends it.
    func capped(
        _ decision: Decision, _ request: EligibilityRequest, _ policy: Policy,
        _ entry: EntryNumber
    ) -> Decision {
        let next = versions(of: policy.code).first {
            $0.from > request.asOf && $0.entry <= entry
        }
        guard let lastDay = next?.from.adding(days: -1),
            decision.validUntil.map({ lastDay < $0 }) ?? true
        else { return decision }
        return Decision(
            outcome: decision.outcome, reasons: decision.reasons, score: decision.score,
            band: decision.band, services: decision.services, validUntil: lastDay,
            quota: decision.quota, privileges: decision.privileges)
    }
}

extension Nomination {
    /// What the register tells of a nomination: the vouchers, the party and its used places, but
    /// nothing of the nominee's points or documents, which the law then asks for as conditions.
    init(
        of dossier: Dossier, _ request: EligibilityRequest, beside others: [Voucher]?,
        _ policy: Policy
    ) throws {
        self.init()
        vouchers = others
        kind = dossier.party.kind
        partyFacts = dossier.party.facts
        let route = request.route
        let day = request.asOf
        guard let quota = try policy.routes[route]?.rule.value(on: day).value.terms?.quota,
            // Without a region nobody can tell whose places are asked about.
            quota.scope == .route || request.region != nil
        else { return }
        quotaUsed = dossier.undertakings.values.count { undertaking in
            undertaking.takesPlace(of: dossier.party.id, request.role, route: route, on: day)
                && (quota.scope == .route || undertaking.stage.region == request.region)
        }
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
