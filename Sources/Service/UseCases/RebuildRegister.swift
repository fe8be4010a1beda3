// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Logging
import Postgres
import Store

// The public register is derived, and a ledger may be older than it. Whoever opens such a ledger
// first makes the register out of it before it serves; the others wait, and find it done.

extension Registry {
    /// How many parties are folded in one transaction, which holds the head of the ledger so that
    /// nobody changes them meanwhile.
    private static let rebuiltAtATime = 500

    /// Makes the public register out of the ledger where it is not made yet, and gives how many
    /// rows were written; nil when there was nothing to be done.
    ///
    /// Page by page, each a transaction: whoever comes after one that died begins again, and
    /// writes only what is not there.
    func rebuildRegisterIfDue() async throws -> Int? {
        try await Archive.reachable {
            try await withWriter { connection in
                guard try await Self.isRebuildDue(connection) else { return nil }
                while try await !connection.fetchOne(RegisterRebuildStore.tryLock) {
                    try await Task.sleep(for: .milliseconds(200))
                }
                do {
                    let written = try await rebuildRegister(on: connection)
                    _ = try await connection.fetchOne(RegisterRebuildStore.unlock)
                    return written
                } catch {
                    // Where this fails too, the session ends and the lock with it.
                    _ = try? await connection.fetchOne(RegisterRebuildStore.unlock)
                    throw error
                }
            }
        }
    }

    private static func isRebuildDue(_ connection: Connection) async throws -> Bool {
        try await connection.fetchOne(RegisterRebuildStore.isDue, RegisterRebuildStore.chore)
    }

    private func rebuildRegister(on connection: Connection) async throws -> Int? {
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
                try await Self.rebuild(page, on: connection)
            }
            last = end
        }
        _ = try await connection.execute(ChoreStore.finish, RegisterRebuildStore.chore)
        if written > 0 {
            logger.notice("register rebuilt", metadata: ["rows": "\(written)"])
        }
        return written
    }

    /// Writes the versions of those parties whose rows are not what their entries give.
    private static func rebuild(_ page: [PartyID], on connection: Connection) async throws -> Int {
        _ = try await connection.fetchOne(LedgerStore.lockHead)
        let stored = try await connection.pipeline { pipeline in
            (
                entries: pipeline.fetchAll(RegisterRebuildStore.entries, page),
                rows: pipeline.fetchAll(RegisterStore.ofParties, page)
            )
        }
        let entries = Dictionary(grouping: stored.entries.value) { $0.party }
        let standing = Dictionary(grouping: stored.rows.value) { $0.party }
        var wrong: [PartyID] = []
        var rows: [RegisterRow] = []
        for party in page {
            // What does not fold is for `probity verify` to tell; a damaged party must not keep
            // the others from being served.
            guard let expected = try? RegisterRow.versions(folding: entries[party] ?? []),
                Set(expected) != Set(standing[party] ?? [])
            else { continue }
            wrong.append(party)
            rows += expected
        }
        guard !wrong.isEmpty else { return 0 }
        let (stale, fresh) = (wrong, rows)
        _ = try await connection.pipeline { pipeline in
            _ = pipeline.execute(RegisterRebuildStore.remove, stale)
            return pipeline.writeRegister(fresh)
        }
        return fresh.count
    }
}

extension RegisterRow {
    /// The versions that the entries of one party give rise to.
    ///
    /// - Throws: `FoldError` or `LedgerError` when the ledger is damaged.
    fileprivate static func versions(folding entries: [StoredEntry]) throws -> [RegisterRow] {
        var dossier: Dossier?
        var records: [(record: RegisterRecord, entry: EntryNumber)] = []
        for row in entries {
            let body = try EntryBytes.decode(row.bytes).body
            if case .partyRegistered(let party) = body {
                dossier = Dossier(party: party)
            } else {
                guard try dossier?.apply(body) != nil else { throw FoldError.notRegistered }
            }
            records += (dossier?.registerRecords(changedBy: body) ?? []).map { ($0, row.number) }
        }
        return versions(records)
    }
}

extension Pipeline {
    /// Adds rows of the public register.
    @discardableResult
    mutating func writeRegister(_ rows: [RegisterRow]) -> Queued<CommandTag> {
        execute(
            RegisterStore.write, rows.map(\.accreditation), rows.map(\.entry),
            rows.map(\.replacedBy), rows.map(\.party), rows.map(\.regime), rows.map(\.role),
            rows.map(\.route), rows.map(\.region), rows.map(\.isPublished),
            rows.map(\.heldFrom), rows.map(\.overOn), rows.map(\.bytes))
    }
}
