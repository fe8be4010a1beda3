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
    private var duties: Set<DutyID> = []
    private var origins: Set<EventOrigin> = []
    private var requests: Set<RequestScope> = []
    private var isAuthoritiesNeeded = false
    private var versions: Set<PolicyReference> = []
    private let commands: [any Command]
    /// The law as this daemon last read it.
    private let shelf: PolicyShelf

    init(_ commands: [any Command], shelf: PolicyShelf) {
        self.commands = commands
        self.shelf = shelf
        for command in commands {
            let needs = command.needs
            keys.formUnion(needs.parties.lazy.map(\.key))
            events.formUnion(needs.events)
            accreditations.formUnion(needs.accreditations)
            ties.formUnion(needs.ties)
            duties.formUnion(needs.duties)
            origins.formUnion(needs.origins)
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
        fileprivate let duties: Queued<[RecordOwner]>?
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
            duties: duties.isEmpty ? nil : pipeline.fetchAll(DutyStore.owners, Array(duties)),
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
        parties.formUnion(desk.duties.values)
        for holders in desk.ties.values { parties.formUnion(holders) }
        if !parties.isEmpty {
            try await desk.read(Array(parties), events: events, on: connection)
        }
        try await readReached(into: &desk, on: connection)
        try await readRelated(into: &desk, on: connection)
        return desk
    }

    /// Reads whom an event reaches that is to be determined: all whom it reached when it was
    /// reported. They are read again where they are known already, for now their event is asked
    /// for too.
    private func readReached(into desk: inout Desk, on connection: Connection) async throws {
        let reaches = events.compactMap { event in
            desk.events[event].flatMap { desk.dossiers[$0]?.events[event] }
        }.flatMap(\.reaches)
        guard !reaches.isEmpty else { return }
        for reach in reaches { desk.events[reach.event] = reach.party }
        try await desk.read(
            Array(Set(reaches.map(\.party))), events: events.union(reaches.map(\.event)),
            on: connection)
    }

    /// Reads whom the commands come to along relations, for all of them at once and one relation
    /// further each time. Each goes the way of its own decision, so that nobody is read whom its
    /// law does not name.
    private func readRelated(into desk: inout Desk, on connection: Connection) async throws {
        var searching = commands
        while true {
            var unread = UnreadParties()
            var further: [any Command] = []
            for command in searching {
                do {
                    try command.reach(at: desk)
                } catch let parties as UnreadParties {
                    unread.formUnion(parties)
                    further.append(command)
                } catch {
                    // Whatever stands against it is told when it is decided.
                }
            }
            guard !unread.isEmpty else { return }
            try await desk.read(unread, on: connection)
            searching = further
        }
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
        for row in opened.duties?.value ?? [] {
            desk.duties[row.record.of(DutySubject.self)] = row.party
        }
        for row in opened.origins?.value ?? [] { desk.origins[row.origin] = row.event }
        for row in opened.answered?.value ?? [] {
            let scope = RequestScope(principal: row.principal, route: row.route, key: row.key)
            desk.answered[scope] = RememberedRequest(
                requestHash: row.requestHash, entry: row.entry, subject: row.subject,
                rating: try row.rating.map { try BriefRating(bytes: $0) })
        }
    }
}
