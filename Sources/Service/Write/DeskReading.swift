// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Postgres
import Store

extension Desk {
    /// Reads dossiers: of their events the number, and those that are named.
    mutating func read(
        _ parties: [PartyID], events: Set<EventID>, on connection: Connection
    ) async throws {
        let rows = try await connection.pipeline { pipeline in
            (
                history: pipeline.fetchAll(HistoryStore.withoutEvents, parties),
                tallies: pipeline.fetchAll(EventTallyStore.ofParties, parties),
                events: events.isEmpty
                    ? nil : pipeline.fetchAll(HistoryStore.events, parties, Array(events)),
                keys: pipeline.fetchAll(PersonalStore.keys, parties)
            )
        }
        var stored: [PartyID: StoredDossier] = [:]
        for row in rows.history.value + (rows.events?.value ?? []) {
            stored[row.party, default: StoredDossier()].history.append(row)
        }
        for row in rows.tallies.value { stored[row.party]?.tallies.append(row) }
        for (party, dossier) in stored { lastEntries[party] = dossier.lastEntry }
        let read = try await inSlices(Array(stored)) { slice in
            try slice.map { ($0.key, try $0.value.dossier()) }
        }
        for (party, dossier) in read.joined() { dossiers[party] = dossier }
        for key in rows.keys.value { personKeys[key.party] = key.wrappedKey }
    }

    /// Reads whom decisions came to, none of whom is on the desk: so no command of the batch has
    /// changed any of them.
    mutating func read(_ unread: UnreadParties, on connection: Connection) async throws {
        if !unread.dossiers.isEmpty {
            try await read(Array(unread.dossiers), events: [], on: connection)
            absent.formUnion(unread.dossiers.filter { dossiers[$0] == nil })
        }
        if !unread.events.isEmpty { try await recall(unread.events, on: connection) }
        guard !unread.ties.isEmpty else { return }
        let rows = try await connection.fetchAll(HistoryStore.ties, Array(unread.ties))
        let found = Dictionary(grouping: rows, by: \.party)
        for party in unread.ties {
            tied[party] = try KinshipSearch.Records(rows: found[party] ?? [])
        }
    }

    /// Reads single events into the dossiers that they belong to.
    private mutating func recall(
        _ wanted: [EventID: PartyID], on connection: Connection
    ) async throws {
        let rows = try await connection.fetchAll(
            HistoryStore.events, Array(Set(wanted.values)), Array(wanted.keys))
        var lost = Set(wanted.keys)
        for row in rows {
            guard case .event(let event) = try HistoryRecord(kind: row.kind, bytes: row.bytes)
            else { continue }
            dossiers[row.party]?.recall(event)
            events[event.id] = row.party
            lost.remove(event.id)
        }
        lostEvents.formUnion(lost)
    }
}

/// The rows that one dossier is put together from.
private struct StoredDossier: Sendable {
    var history: [HistoryRow] = []
    var tallies: [EventTallyRow] = []

    var lastEntry: EntryNumber {
        max(
            history.map(\.entry).max() ?? .none, tallies.map(\.entry).max() ?? .none)
    }

    func dossier() throws -> Dossier {
        try Dossier(
            records: history.map { try HistoryRecord(kind: $0.kind, bytes: $0.bytes) },
            tally: EventTally(tallies))
    }
}
