// SPDX-License-Identifier: Apache-2.0

import Compliance
import Crypto
import Domain
import Ledger
import Policy
import Postgres
import Store

/// A command could not be decided, for another reason than a refusal.
private struct Undecided: Error {
    let reason: any Error
}

/// Why no batch can begin.
enum BatchError: Error, Hashable {
    /// The compact range of the head is of another size than the head; what wrote it did not go
    /// through this code. `probity verify` tells more.
    case headContradictsItself
}

/// One batch of commands, from the lock of the head to the rows that are written.
struct Batch: ~Copyable {
    private let commands: [any Command]
    private let head: LockedHead
    private var desk: Desk
    private var range: CompactRange
    /// How many entries the ledger has with those of the batch so far.
    private var size: UInt64
    /// The entries of the batch, each with the random bytes that go into its own.
    private var entered: [(entry: Entry, nonce: [UInt8])] = []
    private var lastRecordedAt: Instant
    var rows = BatchRows()
    /// The parties that entries were made about, with the last entry of each.
    private var touched: [PartyID: KnownAt] = [:]
    /// The groups of events that grew or shrank, by party, with the entry that did it last.
    private var touchedGroups: [PartyID: [EventGroup: EntryNumber]] = [:]
    /// The standings of the parties that were touched, where the law gives one.
    private var standings: [StandingKey: Standing] = [:]

    /// Begins a batch at a head that is locked, on a desk with all that the commands need.
    init(_ commands: [any Command], head: LockedHead, desk: consuming Desk) throws {
        self.commands = commands
        self.head = head
        self.size = UInt64(head.size.value)
        self.range = try Self.range(of: head)
        self.lastRecordedAt = head.recordedAt
        self.desk = desk
    }

    /// The hashes of the head. A range of another size would give roots that no proof ever meets.
    private static func range(of head: LockedHead) throws -> CompactRange {
        let range = try CompactRange(decoding: head.compactRange)
        guard range.size == UInt64(head.size.value) else { throw BatchError.headContradictsItself }
        return range
    }

    /// Decides every command in order; later ones see what earlier ones entered.
    ///
    /// `connection` is where they are read whom a command comes to only by what an earlier one
    /// entered, such as a relation.
    mutating func decide(
        on connection: Connection
    ) async throws -> [Result<Receipt, any Error>] {
        var results: [Result<Receipt, any Error>] = []
        var rated: [(place: Int, key: StandingKey)] = []
        for (place, command) in commands.enumerated() {
            do {
                let receipt = try await answer(command, on: connection)
                if let key = ratedStanding(of: receipt) { rated.append((place, key)) }
                results.append(.success(receipt))
            } catch let refusal as Refusal {
                results.append(.failure(refusal))
            } catch let undecided as Undecided {
                results.append(.failure(undecided.reason))
            }
        }
        try await sealEntries()
        writeTallies()
        try await writeStandings()
        for (place, key) in rated {
            results[place] = results[place].map { tell(rating(of: key), in: $0) }
            if let request = commands[place].request { remember(rating(of: key), for: request) }
        }
        return results
    }

    /// Which rating the answer to a command tells: that of the party that an event is about.
    private func ratedStanding(of receipt: Receipt) -> StandingKey? {
        // What was answered by an earlier batch is told as it was told then.
        guard let subject = receipt.subject, receipt.entry > head.size,
            let party = desk.events[subject.of(EventSubject.self)],
            let event = desk.dossiers[party]?.events[subject.of(EventSubject.self)]
        else { return nil }
        return StandingKey(party: party, role: event.role, regime: event.regime)
    }

    /// The rating that all entries of the batch together leave a party with, so that it is worked
    /// out once; the answer says as of which entry it is.
    private func rating(of key: StandingKey) -> BriefRating? {
        guard let standing = standings[key], let step = standing.steps.first,
            let last = touched[key.party]
        else { return nil }
        return BriefRating(
            role: key.role, step: step, entry: last.entry, recordedAt: last.at,
            policy: standing.policy)
    }

    private func tell(_ rating: BriefRating?, in receipt: Receipt) -> Receipt {
        var receipt = receipt
        receipt.rating = rating
        return receipt
    }

    private mutating func remember(_ rating: BriefRating?, for request: RequestKey) {
        guard let rating else { return }
        let scope = RequestScope(
            principal: request.principal, route: request.route, key: request.key)
        rows.answers[scope]?.rating = rating
    }

    /// Queues all rows of the batch and the move of the head; nothing when nothing was entered.
    func write(_ pipeline: inout Pipeline) {
        guard size > UInt64(head.size.value) else { return }
        rows.write(
            &pipeline, size: EntryNumber(Int64(size)) ?? head.size, recordedAt: lastRecordedAt,
            compactRange: range.encoded())
    }

    private mutating func answer(
        _ command: any Command, on connection: Connection
    ) async throws -> Receipt {
        if let request = command.request, let replay = try replay(of: request) { return replay }
        let filing = try await filing(of: command, on: connection)
        try demandUnchanged(filing.party, for: command)
        let first = size
        for part in filing.parts {
            for body in part.bodies { try enter(body, for: part.party, by: command.actor) }
        }
        let entry = EntryNumber(Int64(size)) ?? head.size
        if size > first {
            store(filing, entry: entry)
            if let request = command.request {
                remember(request, entry: entry, subject: filing.subject)
            }
        }
        return Receipt(
            entry: entry, recordedAt: lastRecordedAt, bodies: filing.parts.last?.bodies ?? [],
            // A second owner of a dossier would make the next event of its party copy it.
            dossier: filing.isAboutEventOrDuty ? nil : filing.party.flatMap { desk.dossiers[$0] },
            party: filing.party, subject: filing.subject, isReplay: false)
    }

    /// Refuses a command that was made on the sight of an older state of its party.
    private func demandUnchanged(_ party: PartyID?, for command: any Command) throws(Refusal) {
        guard let expected = command.expectedEntry, let party else { return }
        guard desk.lastEntries[party] == expected else { throw .stale }
    }

    /// Decides one command, and decides it again after reading whom it came to unread.
    private mutating func filing(
        of command: any Command, on connection: Connection
    ) async throws -> Filing {
        while true {
            do {
                let filing = try Self.decision(of: command, at: desk)
                return try DutyFollowing.filing(after: filing, at: desk)
            } catch let unread as UnreadParties {
                try await desk.read(unread, on: connection)
            }
        }
    }

    /// Decides one command. Nothing is entered yet, so whatever stands against it, such as a law
    /// without a value for the day, is that command's own affair and not the batch's.
    private static func decision(
        of command: any Command, at desk: borrowing Desk
    ) throws -> Filing {
        do {
            return try command.decide(at: desk)
        } catch let refusal as Refusal {
            throw refusal
        } catch let unread as UnreadParties {
            throw unread
        } catch {
            throw Undecided(reason: error)
        }
    }

    private func replay(of request: RequestKey) throws -> Receipt? {
        let scope = RequestScope(
            principal: request.principal, route: request.route, key: request.key)
        guard let before = desk.answered[scope] else { return nil }
        guard before.requestHash == desk.keyring.keyed(request.requestHash) else {
            throw Self.keyReused
        }
        return Receipt(
            entry: before.entry, recordedAt: lastRecordedAt, bodies: [], dossier: nil,
            rating: before.rating, party: nil, subject: before.subject, isReplay: true)
    }

    private mutating func enter(
        _ body: EntryBody, for party: PartyID?, by actor: Actor
    ) throws {
        size += 1
        let number = EntryNumber(Int64(size)) ?? head.size
        // Instants rise with the numbers, whatever the clock does.
        lastRecordedAt = max(desk.now, lastRecordedAt.adding(microseconds: 1))
        desk.position = KnownAt(entry: number, at: lastRecordedAt)
        let entry = Entry(
            number: number, recordedAt: lastRecordedAt, actor: actor, party: party, body: body)
        if let party {
            // A party keeps every address that it had.
            if case .partyAmended(let record) = body {
                let present = desk.dossiers[party]?.party.addresses ?? []
                address(party, by: record.addresses.subtracting(present))
            }
            let before = desk.dossiers[party]?.event(of: body)
            let record = try fold(body, into: party)
            if case .event(let event) = record {
                if let before { touchedGroups[party, default: [:]][EventGroup(before)] = number }
                touchedGroups[party, default: [:]][EventGroup(event)] = number
            }
            if case .sanction(let sanction) = record {
                rows.sanctions[sanction.id] = (sanction, party, number)
            }
            if case .proceeding(let proceeding) = record {
                rows.proceedings[proceeding.id] = ProceedingStates(proceeding, of: party)
            }
            if case .duty(let duty) = record {
                rows.duties[duty.id] = ListedDuty(duty, entry: number, at: lastRecordedAt)
                rows.reminders[duty.id] = desk.reminders(of: duty, in: number)
            }
            rows.register +=
                (desk.dossiers[party]?.registerRecords(changedBy: body) ?? []).map { ($0, number) }
            rows.history[BatchRows.RecordKey(party: party, key: record.key)] = (record, number)
            touched[party] = KnownAt(entry: number, at: lastRecordedAt)
            desk.lastEntries[party] = number
        }
        if case .authorityChanged(let change, let record) = body {
            let authority = Authority(change, record, at: lastRecordedAt, in: number)
            desk.authorities.put(authority)
            rows.authorities[record.code] = authority
        }
        entered.append((entry, desk.randomness.bytes(EntryBytes.nonceByteCount)))
        index(body, of: party, in: number)
    }

    private mutating func fold(
        _ body: EntryBody, into party: PartyID
    ) throws -> HistoryRecord {
        if case .partyRegistered(let record) = body {
            desk.dossiers[party] = Dossier(party: record)
            return .party(record, isErased: false)
        }
        // In place: a dossier may hold many events, and a copy of it would cost all of them.
        guard let record = try desk.dossiers[party]?.apply(body) else {
            throw FoldError.notRegistered
        }
        return record
    }

    /// Makes what was entered known to later commands, and to the tables that find it again.
    private mutating func index(_ body: EntryBody, of party: PartyID?, in entry: EntryNumber) {
        guard let party else { return }
        switch body {
        case .partyRegistered(let record):
            address(party, by: record.addresses)
            rows.parties[party] = (record, entry)
        case .partyAmended(let record): rows.parties[party] = (record, entry)
        case .accreditationGranted(let record):
            desk.accreditations[record.id] = party
            rows.accreditations.append((record.id, party))
        case .eventReported(let event):
            desk.events[event.id] = party
            if let origin = event.origin { desk.origins[origin] = event.id }
            rows.events.append((event, party))
        case .relationRecorded(let relation): tie(.relation(relation), to: party)
        case .undertakingChanged(_, let undertaking): tie(.undertaking(undertaking), to: party)
        case .sanctionImposed(let sanction): tie(.sanction(sanction), to: party)
        case .proceedingOpened(let proceeding): tie(.proceeding(proceeding), to: party)
        case .dutyChanged(_, let duty): desk.duties[duty.id] = party
        case .personErased:
            desk.personKeys[party] = nil
            rows.erase(party)
        default: break
        }
    }

    private mutating func address(_ party: PartyID, by addresses: Set<PartyAddress>) {
        for address in addresses {
            desk.parties[address.key] = party
            rows.keys.append((address.key, party))
        }
    }

    private mutating func tie(_ record: HistoryRecord, to party: PartyID) {
        let key = record.key
        desk.ties[key.record, default: []].insert(party)
        rows.ties.append((key, party))
    }

    private mutating func store(_ filing: Filing, entry: EntryNumber) {
        if let party = filing.sealedParty {
            if let key = filing.personKey {
                desk.personKeys[party] = key
                rows.personKeys.append((party, key))
            }
            rows.texts += filing.texts.map { ($0, party) }
        }
        for body in filing.parts.flatMap(\.bodies) {
            switch body {
            case .policyEnacted(let reference, let from):
                rows.policies.append((reference, filing.law?.pack ?? [], from, entry))
                // Later commands of the batch must not overlap with it, and are decided by it.
                if let policy = filing.law?.policy {
                    desk.shelf = desk.shelf.adding(
                        [PolicyShelf.Enacted(policy: policy, from: from, entry: entry)])
                }
            case .policyDrafted(let reference):
                if let law = filing.law { rows.drafts.append((law, entry)) }
                desk.drafts[reference.name] = reference
            case .editionImported(let edition): rows.editions.append((edition, entry))
            default: break
            }
        }
    }

    private mutating func remember(
        _ request: RequestKey, entry: EntryNumber, subject: RecordID?
    ) {
        let scope = RequestScope(
            principal: request.principal, route: request.route, key: request.key)
        let hash = desk.keyring.keyed(request.requestHash)
        let remembered = RememberedRequest(
            requestHash: hash, entry: entry, subject: subject, rating: nil)
        desk.answered[scope] = remembered
        rows.answers[scope] = remembered
    }

    /// Derives the numbers of events of every party that an event was entered for.
    private mutating func writeTallies() {
        for (party, groups) in touchedGroups {
            let tally = desk.dossiers[party]?.tally.groups ?? [:]
            for (group, entry) in groups {
                rows.derived.tallies.append(
                    EventTallyRow(
                        party: party, group: group, entry: entry, lines: tally[group] ?? []))
            }
        }
    }

    /// Writes out the entries' bytes and hashes them into the ledger's tree.
    private mutating func sealEntries() async throws {
        let sealed = try await inSlices(entered) { slice in
            slice.map { item in
                let bytes = EntryBytes.encode(item.entry, nonce: item.nonce)
                return (item.entry, bytes, TreeHash.leaf(bytes))
            }
        }
        for (entry, bytes, leaf) in sealed.joined() {
            rows.subtrees += range.append(leaf)
            rows.append(entry, bytes: bytes, leaf: leaf)
        }
    }

    /// Derives the standings of every party that an entry touched, once for the batch.
    private mutating func writeStandings() async throws {
        let touched = touched.compactMap { party, last in
            desk.dossiers[party].map { (dossier: $0, entry: last.entry) }
        }
        let (shelf, now) = (desk.shelf, desk.now)
        let derived = try await inSlices(touched) { slice in
            var rows = DerivedRows()
            var standings: [StandingKey: Standing] = [:]
            for (dossier, entry) in slice {
                for key in StandingRule.keys(of: dossier) {
                    let standing = shelf.standing(of: dossier, key, at: now)
                    standings[key] = standing
                    rows.add(standing, key, entry: entry)
                }
            }
            return (rows: rows, standings: standings)
        }
        for part in derived {
            rows.derived.add(part.rows)
            standings.merge(part.standings) { $1 }
        }
    }

    private static let keyReused = Refusal(
        .conflict, code: "idempotency.keyReused",
        message: LocalText(
            en: "This Idempotency-Key was used for another request; take a new key.",
            zh: "此 Idempotency-Key 已用于另一请求；请使用新的键。"))
}
