// SPDX-License-Identifier: Apache-2.0

/// An undertaking (承诺): one or several vouchers stand for one foreign national on one route.
///
/// It stands in the dossier of every party that vouches or has vouched on it, the same in each.
public struct UndertakingRecord: Hashable, Sendable {
    /// Its id.
    public let id: UndertakingID
    /// Under which regime.
    public let regime: RegimeCode
    /// The foreign national (被保荐人) under a pseudonymous reference: the same person under two
    /// sponsors has the same one.
    public let nominee: Digest32
    /// The routes one after the other, the first from the beginning; a status conversion
    /// (身份转换) adds one.
    public internal(set) var stages: [UndertakingStage]
    /// Who vouches or has vouched.
    public internal(set) var vouchers: [UndertakingVoucher]
    /// The first day on which it is planned to be over; nil while open-ended.
    public let until: CivilDate?
    /// How it was closed; nil while it is open.
    public internal(set) var closing: UndertakingClosing?

    /// Makes an undertaking.
    public init(
        id: UndertakingID, regime: RegimeCode, nominee: Digest32, stages: [UndertakingStage],
        vouchers: [UndertakingVoucher], until: CivilDate?, closing: UndertakingClosing? = nil
    ) {
        precondition(!stages.isEmpty, "An undertaking has a first route.")
        self.id = id
        self.regime = regime
        self.nominee = nominee
        self.stages = stages
        self.vouchers = vouchers
        self.until = until
        self.closing = closing
    }

    /// The day it began.
    public var from: CivilDate { stages[0].from }

    /// The latest route.
    public var stage: UndertakingStage { stages[stages.count - 1] }

    /// Every party that vouches or has vouched, each once, in order of their ids.
    public var parties: [PartyID] { Set(vouchers.map(\.party)).sorted() }

    /// The vouchers that nobody has taken over from.
    public var presentVouchers: [UndertakingVoucher] { vouchers.filter { $0.until == nil } }

    /// The same, converted to another route from a day on.
    public func converted(to stage: UndertakingStage) -> UndertakingRecord {
        var record = self
        record.stages.append(stage)
        return record
    }

    /// The same, with one voucher replaced by another from a day on.
    public func transferred(
        from old: UndertakingVoucher, to party: PartyID, role: Role, on day: CivilDate
    ) -> UndertakingRecord {
        var record = self
        for index in record.vouchers.indices where record.vouchers[index] == old {
            record.vouchers[index].until = day
        }
        record.vouchers.append(UndertakingVoucher(party: party, role: role, from: day))
        return record
    }

    /// The same, closed.
    public func closed(_ closing: UndertakingClosing) -> UndertakingRecord {
        var record = self
        record.closing = closing
        return record
    }
}

/// A route that an undertaking is or was on.
public struct UndertakingStage: Hashable, Sendable {
    /// The route.
    public let route: RouteCode
    /// Where the nominee lives or works; nil when it does not matter.
    public let region: RegionCode?
    /// The first day on it.
    public let from: CivilDate

    /// Makes a stage.
    public init(route: RouteCode, region: RegionCode?, from: CivilDate) {
        self.route = route
        self.region = region
        self.from = from
    }
}

/// A party that vouches on an undertaking.
public struct UndertakingVoucher: Hashable, Sendable {
    /// The party.
    public let party: PartyID
    /// In which role.
    public let role: Role
    /// The first day on which it vouches.
    public let from: CivilDate
    /// The first day on which another does in its place; nil while it vouches.
    public internal(set) var until: CivilDate?

    /// Makes a voucher.
    public init(party: PartyID, role: Role, from: CivilDate, until: CivilDate? = nil) {
        self.party = party
        self.role = role
        self.from = from
        self.until = until
    }
}

/// How an undertaking was closed.
public struct UndertakingClosing: Hashable, Sendable {
    /// What became of it, in a code: `departed`, `overstayed`, `neverArrived`, …
    public let outcome: OutcomeCode
    /// The day.
    public let on: CivilDate

    /// Makes a closing.
    public init(outcome: OutcomeCode, on: CivilDate) {
        self.outcome = outcome
        self.on = on
    }
}

/// What was done to an undertaking.
public enum UndertakingChange: String, Hashable, Sendable, CaseIterable {
    /// It was made.
    case made
    /// It was converted to another route.
    case converted
    /// One voucher took over from another.
    case transferred
    /// It was closed.
    case closed
}
