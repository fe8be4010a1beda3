// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// A compliance event as it may be shown to whoever asked.
public struct EventView: Sendable {
    /// The event.
    public let event: EventRecord
    /// Whose it is.
    public let party: PartyID
    /// The entry that last changed it.
    public let entry: EntryNumber
    /// The note; nil when there is none, it was erased, or it is not for whoever asked.
    public let note: String?
    /// Whether who reported it and what was noted may be shown: to officers and auditors, but
    /// not to the party itself, because a note may name who spoke.
    public let isForOfficers: Bool
}

/// Which events of a party are wanted; nil narrows nothing.
public struct EventFilter: Sendable, Hashable {
    /// In which state.
    public let state: EventState?
    /// Of which indicator.
    public let indicator: IndicatorCode?
    /// Those that happened on this day or later.
    public let from: CivilDate?
    /// Those that happened on this day or earlier.
    public let until: CivilDate?

    /// Makes a filter.
    public init(
        state: EventState? = nil, indicator: IndicatorCode? = nil, from: CivilDate? = nil,
        until: CivilDate? = nil
    ) {
        self.state = state
        self.indicator = indicator
        self.from = from
        self.until = until
    }
}

extension Registry {
    /// Shows one event to whoever may see its party's rating with every contribution.
    ///
    /// - Throws: `Refusal`; `KeyringError` when a note does not open with this keyring.
    public func showEvent(
        _ id: EventID, by principal: Principal
    ) async throws -> (view: EventView, knownAt: KnownAt) {
        let unknown = Refusal.unknown("event", zh: "合规事件")
        let place = try await Archive.reachable {
            try await query(as: principal) { $0.fetchOptional(EventStore.located, id) }
        }.value
        guard let place else { throw unknown }
        try Access.demand(
            principal, .readRating, Access.Object(party: place.party, region: place.region),
            hidden: unknown)
        let row = try await Archive.reachable {
            try await query(as: principal) { $0.fetchOne(EventStore.one, place.party, id) }
        }.value
        guard let view = try await views([row], of: place.party, by: principal).first else {
            throw unknown
        }
        note(.rating, of: place.party, by: principal)
        return (view, KnownAt(entry: row.head.size, at: row.head.recordedAt))
    }

    /// Lists the events of a party, the latest reported first.
    ///
    /// - Throws: `Refusal`; `KeyringError` when a note does not open with this keyring.
    public func listEvents(
        of address: PartyAddress, _ filter: EventFilter, after: EventID?, limit: Int,
        by principal: Principal
    ) async throws -> ListPage<EventView, EventID> {
        let party = try await archive.party(address, for: .readRating, as: principal)
        // One more than wanted tells whether another page follows.
        let rows = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                pipeline.fetchAll(
                    EventStore.page, party, after, filter.state?.rawValue,
                    filter.indicator?.text, filter.from, filter.until, Int64(limit + 1))
            }
        }.value
        guard let head = rows.first?.head else { throw Refusal.unavailable }
        let found = rows.filter { $0.record != nil }
        let views = try await views(
            Array(found.prefix(limit)), of: party, by: principal)
        note(.rating, of: party, by: principal)
        return ListPage(
            rows: views, next: found.count > limit ? views.last?.event.id : nil,
            knownAt: KnownAt(entry: head.size, at: head.recordedAt))
    }

    private func views(
        _ rows: [HistoryRowWithHead], of party: PartyID, by principal: Principal
    ) async throws -> [EventView] {
        let isForOfficers = principal.role != .employer
        var events: [(event: EventRecord, entry: EntryNumber)] = []
        for row in rows {
            guard let record = row.record,
                case .event(let event) = try HistoryRecord(
                    kind: record.kind, bytes: record.bytes)
            else { continue }
            events.append((event, record.entry))
        }
        let notes = isForOfficers ? events.compactMap { $0.event.note.map(RecordText.sealed) } : []
        let texts = try await open(notes, as: principal)
        return events.map { item in
            EventView(
                event: item.event, party: party, entry: item.entry,
                note: item.event.note.flatMap { texts[.sealed($0)] },
                isForOfficers: isForOfficers)
        }
    }
}
