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
    private var shared: Set<IndicatorCode> = []
    private var routes: Set<RouteCode> = []
    private var transferred: Set<UndertakingID> = []
    private var isAuthoritiesNeeded = false
    private var versions: Set<PolicyReference> = []
    /// The law as this daemon last read it.
    private let shelf: PolicyShelf

    init(_ commands: [any Command], shelf: PolicyShelf) {
        self.shelf = shelf
        for command in commands {
            let needs = command.needs
            keys.formUnion(needs.parties.lazy.map(\.key))
            events.formUnion(needs.events)
            accreditations.formUnion(needs.accreditations)
            ties.formUnion(needs.ties)
            origins.formUnion(needs.origins)
            shared.formUnion(needs.shared)
            routes.formUnion(needs.routes)
            transferred.formUnion(needs.transferred)
            isAuthoritiesNeeded = isAuthoritiesNeeded || needs.isAuthoritiesNeeded
            versions.formUnion(needs.versions)
            if let request = command.request {
                requests.insert(
                    RequestScope(
                        principal: request.principal, route: request.route, key: request.key))
            }
        }
    }

    /// What is asked in the round trip that takes the head, each in a statement of its own after
    /// the lock: who is meant, and what was answered before.
    struct Opened {
        let head: Queued<LockedHead>
        fileprivate let authorities: Queued<[ListedAuthority]>?
        fileprivate let law: Queued<[EnactedPolicy]>?
        fileprivate let drafts: Queued<[ListedDraft]>?
        fileprivate let parties: Queued<[KeyedParty]>?
        fileprivate let events: Queued<[RecordOwner]>?
        fileprivate let accreditations: Queued<[RecordOwner]>?
        fileprivate let ties: Queued<[RecordOwner]>?
        fileprivate let origins: Queued<[OriginOwner]>?
        fileprivate let answered: Queued<[RememberedAnswer]>?
    }

    /// Queues the lock of the head, and behind it every table that leads to a party.
    func open(_ pipeline: inout Pipeline) -> Opened {
        let wanted = Array(origins)
        let scopes = Array(requests)
        let versions = Array(versions)
        return Opened(
            head: pipeline.fetchOne(LedgerStore.lockHead),
            authorities: isAuthoritiesNeeded ? pipeline.fetchAll(AuthorityStore.all) : nil,
            law: versions.isEmpty
                ? nil : pipeline.fetchAll(PolicyStore.since, shelf.lastEntry),
            drafts: versions.isEmpty
                ? nil
                : pipeline.fetchAll(
                    PolicyDraftStore.named, versions.map(\.code.text), versions.map(\.version)),
            parties: keys.isEmpty ? nil : pipeline.fetchAll(PartyStore.byKeys, Array(keys)),
            events: events.isEmpty ? nil : pipeline.fetchAll(PartyStore.ofEvents, Array(events)),
            accreditations: accreditations.isEmpty
                ? nil : pipeline.fetchAll(PartyStore.ofAccreditations, Array(accreditations)),
            ties: ties.isEmpty ? nil : pipeline.fetchAll(TieStore.parties, Array(ties)),
            origins: wanted.isEmpty
                ? nil
                : pipeline.fetchAll(
                    PartyStore.eventsByOrigin, wanted.map(\.system), wanted.map(\.id)),
            answered: scopes.isEmpty
                ? nil
                : pipeline.fetchAll(
                    IdempotencyStore.find, scopes.map(\.principal), scopes.map(\.route),
                    scopes.map(\.key)))
    }

    /// The desk of the batch, with the dossiers of all who are meant.
    func desk(
        _ opened: Opened, keyring: Keyring, randomness: Randomness, on connection: Connection
    ) async throws -> Desk {
        let head = opened.head.value
        let now = max(head.askedAt, head.recordedAt.adding(microseconds: 1))
        let law = try (opened.law?.value ?? []).map { try PolicyShelf.Enacted($0) }
        var desk = Desk(
            now: now, position: KnownAt(entry: head.size, at: head.recordedAt),
            shelf: shelf.adding(law), keyring: keyring, randomness: randomness)
        try place(opened, on: &desk)
        var parties = Set(desk.parties.values)
        parties.formUnion(desk.events.values)
        parties.formUnion(desk.accreditations.values)
        for holders in desk.ties.values { parties.formUnion(holders) }
        if !parties.isEmpty {
            try await readDossiers(Array(parties), events, into: &desk, on: connection)
        }
        try await readReached(into: &desk, on: connection)
        return desk
    }

    /// Reads whom an event reaches that is to be determined, and who stands in relations along
    /// which an event may run that is to be reported, or a bar that reaches who is to vouch. The
    /// first are read again where they are
    /// known already, for now their event is asked for too.
    private func readReached(into desk: inout Desk, on connection: Connection) async throws {
        let reaches = events.compactMap { event in
            desk.events[event].flatMap { desk.dossiers[$0]?.events[event] }
        }.flatMap(\.reaches)
        if !reaches.isEmpty {
            for reach in reaches { desk.events[reach.event] = reach.party }
            try await readDossiers(
                Array(Set(reaches.map(\.party))), events.union(reaches.map(\.event)),
                into: &desk, on: connection)
        }
        for _ in 0..<hopsMost(on: desk) {
            let related = desk.dossiers.values.flatMap { dossier in
                dossier.relations.values.flatMap { [$0.party, $0.other] }
            }
            let next = Set(related).subtracting(desk.dossiers.keys)
            guard !next.isEmpty else { return }
            try await readDossiers(Array(next), [], into: &desk, on: connection)
        }
    }

    private func hopsMost(on desk: borrowing Desk) -> Int {
        var routes = routes
        for id in transferred {
            guard let found = try? desk.undertaking(id) else { continue }
            routes.insert(found.undertaking.stage.route)
        }
        return max(
            shared.map { desk.shelf.hopsMost(of: $0) }.max() ?? 0,
            routes.map { desk.shelf.hopsMost(of: $0) }.max() ?? 0)
    }

    private func place(_ opened: Opened, on desk: inout Desk) throws {
        if let authorities = opened.authorities?.value {
            desk.authorities = AuthorityTree(authorities.map(\.authority))
        }
        for row in opened.drafts?.value ?? [] { desk.drafts[row.reference.name] = row.reference }
        for row in opened.parties?.value ?? [] { desk.parties[row.key] = row.party }
        for row in opened.events?.value ?? [] {
            desk.events[row.record.of(EventSubject.self)] = row.party
        }
        for row in opened.accreditations?.value ?? [] {
            desk.accreditations[row.record.of(AccreditationSubject.self)] = row.party
        }
        for row in opened.ties?.value ?? [] {
            desk.ties[row.record, default: []].insert(row.party)
        }
        for row in opened.origins?.value ?? [] { desk.origins[row.origin] = row.event }
        for row in opened.answered?.value ?? [] {
            let scope = RequestScope(principal: row.principal, route: row.route, key: row.key)
            desk.answered[scope] = RememberedRequest(
                requestHash: row.requestHash, entry: row.entry, subject: row.subject,
                rating: try row.rating.map { try BriefRating(bytes: $0) })
        }
    }

    private func readDossiers(
        _ parties: [PartyID], _ events: Set<EventID>, into desk: inout Desk,
        on connection: Connection
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
        for (party, dossier) in stored { desk.lastEntries[party] = dossier.lastEntry }
        let read = try await inSlices(Array(stored)) { slice in
            try slice.map { ($0.key, try $0.value.dossier()) }
        }
        for (party, dossier) in read.joined() { desk.dossiers[party] = dossier }
        for key in rows.keys.value { desk.personKeys[key.party] = key.wrappedKey }
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
