// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Postgres
import Store

extension Registry {
    /// Reads the whole ledger again, hashes every entry, folds every party and compares all that
    /// is derived from it, row by row and byte by byte.
    ///
    /// With a signed checkpoint the ledger must also be one that continues the tree of that
    /// checkpoint: a ledger that was rewritten from one end to the other does not.
    ///
    /// `progress` is told the entries or parties done so far and of how many.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer, or `LedgerError` when
    ///   the checkpoint is not one of this installation's.
    public func verify(
        checkpoint: String? = nil,
        progress: @Sendable (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
    ) async throws -> VerifyReport {
        let trusted = try checkpoint.map {
            try SignedCheckpoint(parsing: $0).verify(with: keyring.signing.verifierKey)
        }
        let shelf = self.shelf
        return try await Archive.reachable {
            try await queries.read(as: .local, .showing, .repeatableRead) { connection in
                var tree = TreeVerification(
                    trusted: trusted, shelf: shelf, keyring: keyring)
                try await tree.run(on: connection, progress: progress)
                var fold = FoldVerification(report: tree.report, shelf: shelf)
                try await fold.run(on: connection, progress: progress)
                return fold.report
            }
        }
    }
}

/// Hashes every entry again, from the first to the last, and compares with the stored tree.
private struct TreeVerification {
    var report = VerifyReport()
    private let trusted: Checkpoint?
    private var range = CompactRange()
    private var subtrees: [Subtree: TreeHash] = [:]
    private var lastRecordedAt = Instant(microsecondsSinceEpoch: .min)
    private var law = LawVerification()
    private var authorities = AuthorityVerification()
    private let shelf: PolicyShelf
    private let keyring: Keyring

    init(trusted: Checkpoint?, shelf: PolicyShelf, keyring: Keyring) {
        self.trusted = trusted
        self.shelf = shelf
        self.keyring = keyring
    }

    mutating func run(
        on connection: Connection, progress: (Int64, Int64) -> Void
    ) async throws {
        let head = try await connection.fetchOne(LedgerStore.headWithRange)
        compareTrusted()
        let rows = try await connection.stream(LedgerStore.allByNumber, EntryNumber.latest)
        for try await row in rows {
            check(row)
            if report.entries % 10_000 == 0 { progress(report.entries, head.head.size.value) }
        }
        compare(head)
        try await compareSubtrees(on: connection)
        try await law.compare(on: connection, &report)
        try await authorities.compare(on: connection, &report)
        var eligibility = EligibilityVerification(shelf: shelf, keyring: keyring)
        try await eligibility.run(on: connection, &report)
        if let trusted, trusted.treeSize > range.size {
            report.note(
                "checkpoint", "it speaks of \(trusted.treeSize) entries; \(range.size) are here")
        }
        report.checkpointSize = trusted?.treeSize
    }

    private mutating func check(_ row: StoredEntry) {
        report.entries += 1
        let place = "entry \(row.number)"
        if row.number.value != Int64(range.size) + 1 {
            report.note(place, "the numbers have a gap before it")
        }
        let leaf = TreeHash.leaf(row.bytes)
        if leaf != row.leafHash {
            report.note(place, "its bytes do not have the stored leaf hash")
        }
        do {
            let entry = try EntryBytes.decode(row.bytes)
            if entry.number != row.number || entry.party != row.party
                || entry.recordedAt != row.recordedAt || entry.body.kind != row.kind
            {
                report.note(place, "what stands beside the bytes differs from what is within")
            }
            law.take(entry)
            authorities.take(entry)
            if entry.recordedAt <= lastRecordedAt {
                report.note(place, "it is not later than the entry before it")
            }
            lastRecordedAt = entry.recordedAt
        } catch {
            report.note(place, error.description)
        }
        for completed in range.append(leaf) { subtrees[completed.subtree] = completed.hash }
        compareTrusted()
    }

    private mutating func compareTrusted() {
        guard let trusted, trusted.treeSize == range.size else { return }
        if trusted.root != range.root {
            report.note(
                "checkpoint",
                "the first \(trusted.treeSize) entries are not those of the checkpoint: the "
                    + "ledger was rewritten")
        }
    }

    private mutating func compare(_ head: LedgerHeadWithRange) {
        if head.head.size.value != Int64(range.size) {
            report.note("ledger head", "it says \(head.head.size) entries; \(range.size) are here")
        } else if head.compactRange != range.encoded() {
            report.note("ledger head", "its hashes are not those of the entries")
        } else if range.size > 0, head.head.recordedAt != lastRecordedAt {
            report.note("ledger head", "its instant is not that of the last entry")
        }
    }

    private mutating func compareSubtrees(on connection: Connection) async throws {
        for stored in try await connection.fetchAll(LedgerStore.allSubtrees) {
            let place = "subtree \(stored.subtree.level)/\(stored.subtree.index)"
            guard let computed = subtrees.removeValue(forKey: stored.subtree) else {
                report.note(place, "no such subtree is complete")
                continue
            }
            if computed != stored.hash {
                report.note(place, "its hash is not that of its entries")
            }
        }
        for missing in subtrees.keys.sorted() {
            report.note("subtree \(missing.level)/\(missing.index)", "it is missing")
        }
    }
}
