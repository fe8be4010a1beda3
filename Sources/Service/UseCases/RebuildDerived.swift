// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Ledger
import Logging
import Postgres
import Store

// What is derived of parties besides their histories may be younger than the ledger, or of the
// form of an earlier version: numbers of events, standings, bands to search by, the public
// register, the list of duties. Whoever opens such a ledger first makes them out of it before it
// serves; the others wait, and find it done.

extension Registry {
    /// How many parties are folded in one transaction, which holds the head of the ledger so that
    /// nobody changes them meanwhile.
    private static let rebuiltAtATime = 200

    /// Makes all that is derived of parties out of the ledger, once in the life of a register, and
    /// gives of how many parties something was written; nil when there was nothing to be done.
    ///
    /// Page by page, each a transaction: whoever comes after one that died begins again, and
    /// writes only what does not stand. On an empty ledger it is done at once.
    func rebuildDerivedIfDue() async throws -> Int? {
        try await Archive.reachable {
            try await withWriter { connection in
                guard try await Self.isRebuildDue(connection) else { return nil }
                while try await !connection.fetchOne(DerivedRebuildStore.tryLock) {
                    try await Task.sleep(for: .milliseconds(200))
                }
                do {
                    let written = try await rebuildDerived(on: connection)
                    _ = try await connection.fetchOne(DerivedRebuildStore.unlock)
                    return written
                } catch {
                    // Where this fails too, the session ends and the lock with it.
                    _ = try? await connection.fetchOne(DerivedRebuildStore.unlock)
                    throw error
                }
            }
        }
    }

    private static func isRebuildDue(_ connection: Connection) async throws -> Bool {
        try await connection.fetchOne(ChoreStore.isNeverDone, DerivedRebuildStore.chore)
    }

    private func rebuildDerived(on connection: Connection) async throws -> Int? {
        // Another may have done it while this one waited for the lock.
        guard try await Self.isRebuildDue(connection) else { return nil }
        var written = 0
        var last = PartyID(high: 0, low: 0)
        while true {
            let after = last
            let page = try await connection.fetchAll(
                VerificationStore.parties, after, Int64(Self.rebuiltAtATime))
            guard let end = page.last else { break }
            written += try await connection.transaction { connection in
                try await rebuild(page, on: connection)
            }
            last = end
        }
        _ = try await connection.execute(ChoreStore.finish, DerivedRebuildStore.chore)
        if written > 0 {
            logger.notice("derived tables rebuilt", metadata: ["parties": "\(written)"])
        }
        return written
    }

    /// Writes the rows of those parties whose rows are not what their entries give today, and
    /// gives how many they are.
    private func rebuild(_ page: [PartyID], on connection: Connection) async throws -> Int {
        _ = try await connection.fetchOne(DerivedRebuildStore.thinkLonger)
        let head = try await connection.fetchOne(LedgerStore.lockHead)
        let now = max(head.askedAt, head.recordedAt)
        let stored = try await StoredParties(page, on: connection)
        var wrong: [PartyID] = []
        var derived = DerivedRows()
        var register: [RegisterRow] = []
        var duties: [ListedDuty] = []
        for party in page {
            let rebuilt: RebuiltParty
            do {
                rebuilt = try RebuiltParty(
                    folding: stored.entries[party] ?? [], under: shelf, at: now)
            } catch {
                // `probity verify` tells more; a damaged party must not keep the others from being
                // served.
                logger.warning(
                    "a party does not fold, and what is derived of it stays as it was",
                    metadata: ["party": "\(party)", "error": "\(type(of: error))"])
                continue
            }
            guard !stored.agree(with: rebuilt, of: party) else { continue }
            wrong.append(party)
            derived.add(rebuilt.derived)
            register += rebuilt.register
            duties += rebuilt.duties.values
        }
        guard !wrong.isEmpty else { return 0 }
        let (stale, rows, versions, owed) = (wrong, derived, register, duties)
        _ = try await connection.pipeline { pipeline in
            for removal in DerivedRebuildStore.removals { _ = pipeline.execute(removal, stale) }
            rows.write(&pipeline)
            pipeline.writeDuties(owed)
            return pipeline.writeRegister(versions)
        }
        return stale.count
    }
}

/// What the entries of one party give, besides its history.
private struct RebuiltParty {
    private(set) var derived = DerivedRows()
    let register: [RegisterRow]
    private(set) var duties: [DutyID: ListedDuty] = [:]

    /// Folds the entries.
    ///
    /// - Throws: `FoldError` or `LedgerError` when the ledger is damaged.
    init(folding entries: [StoredEntry], under shelf: PolicyShelf, at now: Instant) throws {
        var dossier: Dossier?
        var talliedIn: [EventGroup: EntryNumber] = [:]
        var records: [(record: RegisterRecord, entry: EntryNumber)] = []
        for row in entries {
            let body = try EntryBytes.decode(row.bytes).body
            if case .dutyChanged(_, let duty) = body {
                duties[duty.id] = ListedDuty(duty, entry: row.number, at: row.recordedAt)
            }
            if case .partyRegistered(let party) = body {
                guard dossier == nil else { throw FoldError.alreadyRegistered }
                dossier = Dossier(party: party)
            } else {
                // Whatever brings an event into a group or out of it is the group's last entry.
                if let before = dossier?.event(of: body) {
                    talliedIn[EventGroup(before)] = row.number
                }
                guard let record = try dossier?.apply(body) else { throw FoldError.notRegistered }
                if case .event(let event) = record { talliedIn[EventGroup(event)] = row.number }
            }
            records += (dossier?.registerRecords(changedBy: body) ?? []).map { ($0, row.number) }
        }
        guard let dossier, let last = entries.last?.number else { throw FoldError.notRegistered }
        for (group, lines) in dossier.tally.groups {
            derived.tallies.append(
                EventTallyRow(
                    party: dossier.party.id, group: group, entry: talliedIn[group] ?? last,
                    lines: lines))
        }
        for key in StandingRule.keys(of: dossier) {
            derived.add(shelf.standing(of: dossier, key, at: now), key, entry: last)
        }
        register = RegisterRow.versions(records)
    }
}

/// What stands of some parties: their entries, and what is derived of them.
private struct StoredParties {
    let entries: [PartyID?: [StoredEntry]]
    private let tallies: [PartyID: [EventTallyRow]]
    private let standings: [PartyID: [StoredStanding]]
    private let bands: [PartyID: [BandRow]]
    private let register: [PartyID: [RegisterRow]]
    private let duties: [PartyID: [ListedDuty]]

    init(_ page: [PartyID], on connection: Connection) async throws {
        let rows = try await connection.pipeline { pipeline in
            (
                entries: pipeline.fetchAll(VerificationStore.entries, page),
                tallies: pipeline.fetchAll(EventTallyStore.ofParties, page),
                standings: pipeline.fetchAll(VerificationStore.standings, page),
                bands: pipeline.fetchAll(RegisterStore.bands, page),
                register: pipeline.fetchAll(RegisterStore.ofParties, page),
                duties: pipeline.fetchAll(DutyStore.ofParties, page)
            )
        }
        entries = Dictionary(grouping: rows.entries.value) { $0.party }
        tallies = Dictionary(grouping: rows.tallies.value) { $0.party }
        standings = Dictionary(grouping: rows.standings.value) { $0.key.party }
        bands = Dictionary(grouping: rows.bands.value) { $0.key.party }
        register = Dictionary(grouping: rows.register.value) { $0.party }
        duties = Dictionary(grouping: rows.duties.value) { $0.party }
    }

    /// Whether what stands is what the entries give. Keys of the tables forbid a row twice.
    func agree(with rebuilt: RebuiltParty, of party: PartyID) -> Bool {
        Set(tallies[party] ?? []) == Set(rebuilt.derived.tallies)
            && Set(standings[party] ?? []) == Set(rebuilt.derived.standings)
            && Set(bands[party] ?? []) == Set(rebuilt.derived.bands)
            && Set(register[party] ?? []) == Set(rebuilt.register)
            && Set(duties[party] ?? []) == Set(rebuilt.duties.values)
    }
}
