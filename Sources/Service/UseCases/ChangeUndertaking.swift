// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Converts an undertaking to another route, hands a voucher's part to another party, or closes
/// the undertaking with its outcome.
public struct ChangeUndertaking: AskedCommand {
    /// What is to happen.
    public enum Change: Sendable {
        /// The nominee goes over to another route (身份转换).
        case convert(RouteCode, region: RegionCode?)
        /// Another party vouches in the place of one that did.
        case transfer(from: MakeUndertaking.Voucher, to: MakeUndertaking.Voucher)
        /// It is over.
        case close(OutcomeCode)
    }

    private let undertaking: UndertakingID
    private let change: Change
    private let day: CivilDate
    /// Who asks.
    public let asking: Asking

    /// Asks for a change on a day.
    public init(_ undertaking: UndertakingID, _ change: Change, on day: CivilDate, asking: Asking) {
        self.undertaking = undertaking
        self.change = change
        self.day = day
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        var needs = CommandNeeds(ties: [RecordID(undertaking)])
        switch change {
        case .transfer(let from, let to): needs.parties = [from.party, to.party]
        case .convert, .close: break
        }
        return needs
    }

    /// Goes along the relations on which bars may reach those who are to vouch.
    public func reach(at desk: borrowing Desk) throws {
        let (record, dossiers) = try opened(at: desk)
        switch change {
        case .close: break
        case .convert(let route, let region):
            let rule = VoucherRule(route: route, region: region, day: day)
            try rule.reach(Self.standing(record.presentVouchers, dossiers), desk)
        case .transfer(_, let to):
            let joining = try desk.dossier(to.party)
            try Access.demand(asking.principal, action, joining.accessObject)
            try rule(of: record).reach([(dossier: joining, role: to.role)], desk)
        }
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossiers) = try opened(at: desk)
        let (kind, after) = try changed(record, dossiers, at: desk)
        guard let about = after.presentVouchers.first ?? after.vouchers.first else {
            throw Refusal.unknown("undertaking", zh: "承诺")
        }
        return Filing(
            .undertakingChanged(kind, after), for: after.parties, about: about.party,
            subject: RecordID(record.id))
    }

    /// The undertaking, which must be open to a change on the day, and the dossiers of all who
    /// vouch or have vouched on it.
    private func opened(
        at desk: borrowing Desk
    ) throws(Refusal) -> (record: UndertakingRecord, dossiers: [Dossier]) {
        let (record, dossiers) = try desk.undertaking(undertaking)
        let present = Set(record.presentVouchers.map(\.party))
        for dossier in dossiers where present.contains(dossier.party.id) {
            try Access.demand(
                asking.principal, action, dossier.accessObject,
                hidden: .unknown("undertaking", zh: "承诺"))
        }
        guard record.closing == nil else { throw Self.closed }
        let latest = max(record.stage.from, record.vouchers.map(\.from).max() ?? record.from)
        guard day >= latest else { throw Self.outOfOrder(latest) }
        let today = try desk.today(under: record.regime)
        guard day <= today else { throw Self.inFuture(today) }
        return (record, dossiers)
    }

    /// By what whoever takes over must stand.
    private func rule(of record: UndertakingRecord) -> VoucherRule {
        VoucherRule(route: record.stage.route, region: record.stage.region, day: day)
    }

    /// To bind a party that did not vouch before is the officer's alone.
    private var action: Access.Action {
        if case .transfer = change { .transferUndertaking } else { .makeUndertaking }
    }

    private func changed(
        _ record: UndertakingRecord, _ dossiers: [Dossier], at desk: borrowing Desk
    ) throws -> (UndertakingChange, UndertakingRecord) {
        switch change {
        case .close(let outcome):
            return (.closed, record.closed(UndertakingClosing(outcome: outcome, on: day)))
        case .convert(let route, let region):
            guard route != record.stage.route else { throw Self.sameRoute }
            guard try desk.shelf.regime(of: route) == record.regime else {
                throw Self.otherRegime
            }
            var rule = VoucherRule(route: route, region: region, day: day)
            let standing = Self.standing(record.presentVouchers, dossiers)
            for (index, voucher) in standing.enumerated() {
                try rule.check(
                    voucher.dossier, voucher.role, beside: standing.excluding(index),
                    at: "/route", desk)
            }
            try rule.demandAllowed()
            let stage = UndertakingStage(route: route, region: region, from: day)
            return (.converted, record.converted(to: stage))
        case .transfer(let from, let to):
            return (.transferred, try transferred(record, from, to, dossiers, at: desk))
        }
    }

    /// The vouchers with their dossiers.
    private static func standing(
        _ vouchers: [UndertakingVoucher], _ dossiers: [Dossier]
    ) -> [(dossier: Dossier, role: Role)] {
        vouchers.compactMap { voucher in
            dossiers.first { $0.party.id == voucher.party }.map { ($0, voucher.role) }
        }
    }

    private func transferred(
        _ record: UndertakingRecord, _ from: MakeUndertaking.Voucher,
        _ to: MakeUndertaking.Voucher, _ dossiers: [Dossier], at desk: borrowing Desk
    ) throws -> UndertakingRecord {
        let leaving = try desk.dossier(from.party).party.id
        let old = record.presentVouchers.first {
            $0.party == leaving && $0.role == from.role
        }
        guard let old else { throw Self.noVoucher }
        let joining = try desk.dossier(to.party)
        try Access.demand(asking.principal, action, joining.accessObject)
        let vouchesAlready = record.presentVouchers.contains {
            $0.party == joining.party.id && $0.role == to.role
        }
        guard !vouchesAlready else { throw Self.vouchesAlready }
        var rule = rule(of: record)
        // Whoever joins stands beside those who stay.
        let staying = Self.standing(record.presentVouchers.filter { $0 != old }, dossiers)
        let standing = [(dossier: joining, role: to.role)] + staying
        try rule.check(
            joining, to.role, beside: standing.excluding(0), at: "/to", desk)
        try rule.demandAllowed()
        return record.transferred(from: old, to: joining.party.id, role: to.role, on: day)
    }
}

extension ChangeUndertaking {
    private static let closed = Refusal(
        .conflict, code: "undertaking.closed",
        message: LocalText(en: "The undertaking is closed already.", zh: "该承诺已终结。"))
    private static let sameRoute = Refusal(
        .conflict, code: "undertaking.sameRoute",
        message: LocalText(
            en: "The undertaking is on this route already.", zh: "该承诺已在此路径上。"))
    private static let otherRegime = Refusal(
        .rule, code: "undertaking.otherRegime",
        message: LocalText(
            en: "The route is one of another regime; close this undertaking and make a new one.",
            zh: "该路径属于另一制度；请终结本承诺并另立新承诺。"))
    private static let noVoucher = Refusal.invalid([
        InputFault(
            pointer: "/from", code: "voucher.unknown",
            detail: "This party does not vouch in this role on the undertaking now.")
    ])
    private static let vouchesAlready = Refusal.invalid([
        InputFault(
            pointer: "/to", code: "value.repeated",
            detail: "This party vouches in this role on the undertaking already.")
    ])

    private static func outOfOrder(_ day: CivilDate) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/on", code: "value.order",
                detail: "The last change of the undertaking is of \(day); this cannot precede it.")
        ])
    }

    private static func inFuture(_ today: CivilDate) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/on", code: "value.inFuture",
                detail: "Only what has happened is recorded; today is \(today).")
        ])
    }
}
