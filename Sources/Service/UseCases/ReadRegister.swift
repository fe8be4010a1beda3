// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Postgres
import Store

/// Which rows of the public register are asked for: those of which everything holds that is
/// given.
public struct RegisterQuestion: Hashable, Sendable {
    /// The regime.
    public let regime: RegimeCode?
    /// The role.
    public let role: Role?
    /// The route.
    public let route: RouteCode?
    /// The region that the seat lies in.
    public let region: RegionCode?
    /// The legal day; nil for today in each regime.
    public let asOf: CivilDate?

    /// Makes a question.
    public init(
        regime: RegimeCode? = nil, role: Role? = nil, route: RouteCode? = nil,
        region: RegionCode? = nil, asOf: CivilDate? = nil
    ) {
        self.regime = regime
        self.role = role
        self.route = route
        self.region = region
        self.asOf = asOf
    }
}

/// The public register at one position of the ledger and on the legal days of one moment. Two of
/// these that are equal give the same rows, byte by byte, on whichever daemon.
public struct RegisterSnapshot: Hashable, Sendable {
    /// Which rows.
    public let question: RegisterQuestion
    /// As of which position of the ledger.
    public let knownAt: KnownAt
    /// The legal day of each regime.
    public let days: [RegimeCode: CivilDate]
    /// The regimes in which an authority assigns the band, which is then public.
    public let assigning: Set<RegimeCode>
}

/// A row of the public register on one day.
public struct RegisterEntry: Hashable, Sendable {
    /// Where the accreditation stands.
    public enum Status: String, Sendable, CaseIterable {
        /// It is held.
        case inForce
        /// It is held and suspended: the row is shown, not left out.
        case suspended
        /// What is known leaves open whether it is held, or suspended, on the day.
        case uncertain
    }

    /// The record.
    public let record: RegisterRecord
    /// The legal day.
    public let asOf: CivilDate
    /// Where it stands on that day.
    public let status: Status
    /// The band that an authority assigned, where the regime knows such bands and it is certain
    /// which one holds.
    public let band: BandCode?

    /// The paid services on that day.
    public var services: [ServiceCode] { record.accreditation.services(on: asOf) }
    /// The published sanctions in force on that day.
    public var sanctions: [StandingSanction] {
        record.sanctions.filter { $0.isInForce(on: asOf) }
    }

    /// The row on a day; nil when the accreditation is not held on it.
    init?(_ record: RegisterRecord, on day: CivilDate, showsBand: Bool) {
        let held = record.accreditation.heldVerdict(on: day)
        let suspended = record.accreditation.suspendedVerdict(on: day)
        let kinds = record.sanctions.filter { $0.isInForce(on: day) }.map(\.kind)
        guard held != .no, !kinds.contains(.revocation) else { return nil }
        self.record = record
        self.asOf = day
        if held == .yes, kinds.contains(.suspension) {
            status = .suspended
        } else if held == .perhaps {
            status = .uncertain
        } else {
            status =
                switch suspended {
                case .yes: .suspended
                case .perhaps: .uncertain
                case .no: .inForce
                }
        }
        let bands = showsBand ? record.accreditation.possibleBands(on: day) : []
        band = bands.count == 1 ? bands[0].band : nil
    }
}

extension Registry {
    /// The edition of the public register that a question is answered from.
    ///
    /// - Throws: `Refusal`: a regime or a position that does not exist, or no database.
    public func registerSnapshot(
        _ question: RegisterQuestion, knownAt: KnownAtRequest = .now
    ) async throws -> RegisterSnapshot {
        let regimes = question.regime.map { [$0] } ?? shelf.regimes
        var days: [RegimeCode: CivilDate] = [:]
        var assigning: Set<RegimeCode> = []
        for regime in regimes {
            let day = try question.asOf ?? today(under: regime)
            days[regime] = day
            let policy = try shelf.policy(regime, on: day)
            // A day that the law says nothing of has no band.
            if (try? policy.bands(on: day))?.value.basis == .assigned { assigning.insert(regime) }
        }
        return RegisterSnapshot(
            question: question, knownAt: try await archive.position(of: knownAt), days: days,
            assigning: assigning)
    }

    /// The next rows of an edition, after an accreditation: at most `limit`, and with the
    /// accreditation to go on after; nil when nothing follows. A portion may hold fewer rows.
    ///
    /// Each portion is a short read of its own, as anyone: row-level security lets nothing else
    /// through, and whoever reads slowly holds nothing of the database.
    ///
    /// - Throws: `Refusal.unavailable`, or `RecordError` when stored bytes are damaged.
    public func registerPortion(
        of edition: RegisterSnapshot, after: AccreditationID?, limit: Int
    ) async throws -> (rows: [RegisterEntry], next: AccreditationID?) {
        guard let first = edition.days.values.min(), let last = edition.days.values.max() else {
            return ([], nil)
        }
        let question = edition.question
        let start = after ?? AccreditationID(high: 0, low: 0)
        let stored = try await Archive.reachable {
            try await query(as: .anyone) { pipeline in
                _ = pipeline.fetchOne(RegisterStore.planForValues)
                return pipeline.fetchAll(
                    RegisterStore.portion, edition.knownAt.entry, start, first, last,
                    question.regime?.text, question.role?.rawValue, question.route?.text,
                    question.region?.text, Int64(limit + 1))
            }
        }.value
        let rows = try stored.prefix(limit).compactMap { row -> RegisterEntry? in
            let record = try RegisterRecord(bytes: row.bytes)
            let regime = record.accreditation.regime
            guard let day = edition.days[regime] else { return nil }
            return RegisterEntry(
                record, on: day, showsBand: edition.assigning.contains(regime))
        }
        return (rows, stored.count > limit ? stored[limit - 1].accreditation : nil)
    }
}
