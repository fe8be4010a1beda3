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
    private var isAuthoritiesNeeded = false

    init(_ commands: [any Command]) {
        for command in commands {
            let needs = command.needs
            keys.formUnion(needs.parties.lazy.map(\.key))
            events.formUnion(needs.events)
            accreditations.formUnion(needs.accreditations)
            ties.formUnion(needs.ties)
            origins.formUnion(needs.origins)
            isAuthoritiesNeeded = isAuthoritiesNeeded || needs.isAuthoritiesNeeded
            if let request = command.request {
                requests.insert(
                    RequestScope(
                        principal: request.principal, route: request.route, key: request.key))
            }
        }
    }

    /// Reads into `desk`: who is meant and what was answered before, then the dossiers.
    func fill(_ desk: inout Desk, on connection: Connection) async throws {
        try await findOwners(&desk, on: connection)
        if isAuthoritiesNeeded {
            desk.authorities = AuthorityTree(
                try await connection.fetchAll(AuthorityStore.all).map(\.authority))
        }
        var parties = Set(desk.parties.values)
        parties.formUnion(desk.events.values)
        parties.formUnion(desk.accreditations.values)
        for holders in desk.ties.values { parties.formUnion(holders) }
        guard !parties.isEmpty else { return }
        let ids = Array(parties)
        let rows = try await connection.pipeline { pipeline in
            (
                history: pipeline.fetchAll(HistoryStore.withoutEvents, ids),
                tallies: pipeline.fetchAll(EventTallyStore.ofParties, ids),
                events: events.isEmpty
                    ? nil : pipeline.fetchAll(HistoryStore.events, ids, Array(events)),
                keys: pipeline.fetchAll(PersonalStore.keys, ids)
            )
        }
        var records: [PartyID: [HistoryRecord]] = [:]
        for row in rows.history.value + (rows.events?.value ?? []) {
            records[row.party, default: []]
                .append(try HistoryRecord(kind: row.kind, bytes: row.bytes))
            desk.lastEntries[row.party] = max(row.entry, desk.lastEntries[row.party] ?? .none)
        }
        let tallies = Dictionary(grouping: rows.tallies.value) { $0.party }
        for row in rows.tallies.value {
            desk.lastEntries[row.party] = max(row.entry, desk.lastEntries[row.party] ?? .none)
        }
        for (party, rows) in records {
            desk.dossiers[party] = try Dossier(
                records: rows, tally: EventTally(tallies[party] ?? []))
        }
        for key in rows.keys.value { desk.personKeys[key.party] = key.wrappedKey }
    }

    /// Asks every table that leads to a party, and for answers given before, in one round trip.
    private func findOwners(_ desk: inout Desk, on connection: Connection) async throws {
        let wantedOrigins = Array(origins)
        let scopes = Array(requests)
        let rows = try await connection.pipeline { pipeline in
            (
                parties: keys.isEmpty ? nil : pipeline.fetchAll(PartyStore.byKeys, Array(keys)),
                events: events.isEmpty
                    ? nil : pipeline.fetchAll(PartyStore.ofEvents, Array(events)),
                accreditations: accreditations.isEmpty
                    ? nil
                    : pipeline.fetchAll(PartyStore.ofAccreditations, Array(accreditations)),
                ties: ties.isEmpty ? nil : pipeline.fetchAll(TieStore.parties, Array(ties)),
                origins: origins.isEmpty
                    ? nil
                    : pipeline.fetchAll(
                        PartyStore.eventsByOrigin, wantedOrigins.map(\.system),
                        wantedOrigins.map(\.id)),
                answered: scopes.isEmpty
                    ? nil
                    : pipeline.fetchAll(
                        IdempotencyStore.find, scopes.map(\.principal), scopes.map(\.route),
                        scopes.map(\.key))
            )
        }
        for row in rows.parties?.value ?? [] { desk.parties[row.key] = row.party }
        for row in rows.events?.value ?? [] {
            desk.events[row.record.of(EventSubject.self)] = row.party
        }
        for row in rows.accreditations?.value ?? [] {
            desk.accreditations[row.record.of(AccreditationSubject.self)] = row.party
        }
        for row in rows.ties?.value ?? [] {
            desk.ties[row.record, default: []].insert(row.party)
        }
        for row in rows.origins?.value ?? [] { desk.origins[row.origin] = row.event }
        for row in rows.answered?.value ?? [] {
            let scope = RequestScope(principal: row.principal, route: row.route, key: row.key)
            desk.answered[scope] = RememberedRequest(
                requestHash: row.requestHash, entry: row.entry, subject: row.subject,
                rating: try row.rating.map { try BriefRating(bytes: $0) })
        }
    }
}
