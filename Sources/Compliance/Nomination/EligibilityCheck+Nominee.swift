// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension EligibilityCheck {
    /// Those who vouch: the party asked about and the others named; nil where others were not
    /// told of.
    private var vouchers: [Nomination.Voucher]? {
        guard let nomination, let others = nomination.vouchers else { return nil }
        let asked = Nomination.Voucher(name: nil, role: request.role, kind: nomination.kind)
        return [asked] + others
    }

    /// Does one of the sets stand together?
    func missingVouchers(_ terms: RouteTerms) -> [Reason] {
        guard case .anyOf(let sets)? = terms.vouchers else { return [] }
        guard let vouchers else {
            // The party asked about may be enough, of whatever kind it is.
            let isEnough = sets.contains { set in
                set.allSatisfy { $0.role == request.role && $0.atLeast == 1 && $0.kinds.isEmpty }
            }
            return isEnough ? [] : [condition(.voucherRequired, ReasonText.vouchersUntold(sets))]
        }
        let isMet = sets.contains { set in
            set.allSatisfy { share in
                vouchers.count(where: { share.takes($0) }) >= share.atLeast
            }
        }
        return isMet ? [] : [refusal(.voucherRequired, ReasonText.voucherRequired(sets))]
    }

    /// Does everybody who vouches fit into one of the sets?
    func wrongVouchers(_ terms: RouteTerms) -> [Reason] {
        guard let others = nomination?.vouchers else { return [] }
        switch terms.vouchers {
        case nil: return []
        case RouteTerms.Vouchers.none?:
            return others.map { refusal(.voucherWrongKind, ReasonText.voucherUnneeded($0)) }
        case .anyOf(let sets)?:
            return (vouchers ?? []).filter { voucher in
                !sets.contains { $0.contains { $0.takes(voucher) } }
            }.map { refusal(.voucherWrongKind, ReasonText.voucherWrongKind($0)) }
        }
    }

    /// Is the nominee of a new nomination where the route takes nominees from? Whoever is vouched
    /// for already may have come in since.
    func wrongPlace(_ terms: RouteTerms) -> [Reason] {
        guard let wanted = terms.place, request.act == .new else { return [] }
        guard let place = nomination?.nominee?.place else {
            return terms.isUntoldPlaceEnough
                ? [] : [condition(.nomineeWrongPlace, ReasonText.placeUntold(wanted))]
        }
        return place == wanted ? [] : [refusal(.nomineeWrongPlace, ReasonText.wrongPlace(wanted))]
    }

    /// Does the nominee reach the points of the route and what is needed besides, or what does
    /// instead?
    func belowMark(
        _ terms: RouteTerms, in finding: inout Finding
    ) throws(PolicyError) -> [Reason] {
        guard let mark = terms.mark else { return [] }
        guard let nomination, nomination.nominee != nil, let subject else {
            return [condition(.pointsBelowMark, ReasonText.pointsUntold(mark.atLeast))]
        }
        let score = try NomineeScore(
            of: nomination, by: mark.points, role: request.role, policy: policy, on: day)
        score.until.map { finding.turningDays.append($0) }
        if let other = mark.orWhen, other.holds(of: subject) { return [] }
        let besides = mark.andWhen.map { $0.answer(of: subject) } ?? true
        var lacking: [LocalText] = []
        if score.total < mark.atLeast {
            lacking.append(ReasonText.pointsBelowMark(score.total, mark.atLeast))
        }
        lacking += score.items.filter(\.isShort).map(ReasonText.itemShort)
        if let condition = mark.andWhen, besides == false {
            lacking.append(ReasonText.besidesPoints(policy.text(ofNominee: condition)))
        }
        if !lacking.isEmpty {
            return [refusal(.pointsBelowMark, ReasonText.sentences(lacking))]
        }
        guard let condition = mark.andWhen, besides == nil else { return [] }
        let untold = factTitles(of: condition.untoldFacts(of: subject))
        return [
            self.condition(
                .pointsBelowMark,
                ReasonText.requirementUntold(policy.text(ofNominee: condition), untold))
        ]
    }

    /// Does an authority vouch, so that it must not decide?
    func decidedByOther(_ terms: RouteTerms) -> [Reason] {
        guard terms.isDecidedByOther, let nomination else { return [] }
        let asked = Nomination.Voucher(name: nil, role: request.role, kind: nomination.kind)
        let all = terms.isIndependent ? [] : [asked] + (nomination.vouchers ?? [])
        return all.filter { $0.kind == .government }.map {
            condition(.decisionByOther, ReasonText.decidedByOther($0))
        }
    }
}

extension RouteTerms.Share {
    /// Whether somebody may stand in this share.
    fileprivate func takes(_ voucher: Nomination.Voucher) -> Bool {
        voucher.role == role && (kinds.isEmpty || kinds.contains(voucher.kind))
    }
}
