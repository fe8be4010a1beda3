// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Store

/// All that the commands of a batch must read, gathered so that each table is asked once.
struct BatchReading {
    private var keys: Set<String> = []
    private var events: Set<EventID> = []
    private var accreditations: Set<AccreditationID> = []
    private var ties: Set<RecordID> = []
    private var origins: Set<EventOrigin> = []
    private var requests: Set<RequestScope> = []

    init(_ commands: [any Command]) {
        for command in commands {
            let needs = command.needs
            keys.formUnion(needs.parties.lazy.map(\.key))
            events.formUnion(needs.events)
            accreditations.formUnion(needs.accreditations)
            ties.formUnion(needs.ties)
            origins.formUnion(needs.origins)
            if let request = command.request {
                requests.insert(
                    RequestScope(
                        principal: request.principal, route: request.route, key: request.key))
            }
        }
    }

    /// Reads into `desk`.
    func fill(_ desk: inout Desk, on connection: Connection) async throws {
        try await findOwners(&desk, on: connection)
        try await findRequests(&desk, on: connection)
        var parties = Set(desk.parties.values)
        parties.formUnion(desk.events.values)
        parties.formUnion(desk.accreditations.values)
        for holders in desk.ties.values { parties.formUnion(holders) }
        guard !parties.isEmpty else { return }
        let ids = Array(parties)
        let (history, wrapped) = try await connection.pipeline { pipeline in
            (
                pipeline.fetchAll(HistoryStore.ofParties, ids),
                pipeline.fetchAll(PersonalStore.keys, ids)
            )
        }
        var records: [PartyID: [HistoryRecord]] = [:]
        for row in history.value {
            records[row.party, default: []]
                .append(try HistoryRecord(kind: row.kind, bytes: row.bytes))
            desk.lastEntries[row.party] = max(row.entry, desk.lastEntries[row.party] ?? .none)
        }
        for (party, rows) in records { desk.dossiers[party] = try Dossier(records: rows) }
        for key in wrapped.value { desk.personKeys[key.party] = key.wrappedKey }
    }

    private func findOwners(_ desk: inout Desk, on connection: Connection) async throws {
        if !keys.isEmpty {
            for row in try await connection.fetchAll(PartyStore.byKeys, Array(keys)) {
                desk.parties[row.key] = row.party
            }
        }
        if !events.isEmpty {
            for row in try await connection.fetchAll(PartyStore.ofEvents, Array(events)) {
                desk.events[row.record.of(EventSubject.self)] = row.party
            }
        }
        if !accreditations.isEmpty {
            let ids = Array(accreditations)
            for row in try await connection.fetchAll(PartyStore.ofAccreditations, ids) {
                desk.accreditations[row.record.of(AccreditationSubject.self)] = row.party
            }
        }
        if !ties.isEmpty {
            for row in try await connection.fetchAll(TieStore.parties, Array(ties)) {
                desk.ties[row.record, default: []].insert(row.party)
            }
        }
        if !origins.isEmpty {
            let wanted = Array(origins)
            let rows = try await connection.fetchAll(
                PartyStore.eventsByOrigin, wanted.map(\.system), wanted.map(\.id))
            for row in rows { desk.origins[row.origin] = row.event }
        }
    }

    private func findRequests(_ desk: inout Desk, on connection: Connection) async throws {
        guard !requests.isEmpty else { return }
        let wanted = Array(requests)
        let rows = try await connection.fetchAll(
            IdempotencyStore.find, wanted.map(\.principal), wanted.map(\.route),
            wanted.map(\.key))
        for row in rows {
            let scope = RequestScope(principal: row.principal, route: row.route, key: row.key)
            desk.answered[scope] = RememberedRequest(
                requestHash: row.requestHash, entry: row.entry, subject: row.subject)
        }
    }
}
