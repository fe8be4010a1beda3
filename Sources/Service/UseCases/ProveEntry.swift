// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Ledger
import Postgres
import Store

/// An entry as stored.
public struct EntryView: Sendable {
    /// The entry, read back from its bytes.
    public let entry: Entry
    /// The exact bytes that were hashed.
    public let bytes: [UInt8]
    /// Their leaf hash.
    public let leafHash: TreeHash
}

extension Registry {
    /// Shows an entry with its exact bytes.
    ///
    /// - Throws: `Refusal`; `EntryBytesError` when the stored bytes are damaged.
    public func showEntry(
        _ number: EntryNumber, by principal: Principal
    ) async throws -> EntryView {
        try Access.demand(principal, .readEntry, Access.Object(party: nil, region: nil))
        let row = try await Archive.reachable {
            try await query(as: principal) { $0.fetchOptional(LedgerStore.entry, number) }
        }.value
        guard let row else { throw Refusal.unknown("entry", zh: "条目") }
        return EntryView(
            entry: try EntryBytes.decode(row.bytes), bytes: row.bytes, leafHash: row.leafHash)
    }

    /// The position of the ledger as it is now.
    ///
    /// - Throws: `Refusal.unavailable`.
    public func head() async throws -> KnownAt {
        let row = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchOne(LedgerStore.head)
            }
        }
        return KnownAt(entry: row.size, at: row.recordedAt)
    }

    /// The ledger's head, signed: C2SP `tlog-checkpoint`.
    ///
    /// - Throws: `Refusal.unavailable`, or `LedgerError` when the head is damaged.
    public func checkpoint() async throws -> SignedCheckpoint {
        let row = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchOne(LedgerStore.headWithRange)
            }
        }
        let range = try CompactRange(decoding: row.compactRange)
        return try Checkpoint(
            origin: keyring.signing.name, treeSize: range.size, root: range.root
        ).sign(with: keyring.signing)
    }

    /// The proof that an entry stands in the ledger, as one offline file: C2SP `tlog-proof`,
    /// against a checkpoint of the head as it is now.
    ///
    /// - Throws: `Refusal`, or `LedgerError` when stored hashes do not fit together.
    public func prove(_ number: EntryNumber) async throws -> TlogProof {
        let checkpoint = try await checkpoint()
        let size = checkpoint.unverified.treeSize
        guard number > .none, UInt64(number.value) <= size else {
            throw Refusal.unknown("entry", zh: "条目")
        }
        let index = UInt64(number.leafIndex)
        let plan = try ProofPlan.inclusion(index: index, treeSize: size)
        let stored = try await storedHashes(plan.storedSubtrees)
        let proof = try InclusionProof(
            index: index, treeSize: size, hashes: plan.hashes { stored[$0] })
        return try TlogProof(inclusion: proof, checkpoint: checkpoint)
    }

    private func storedHashes(_ subtrees: [Subtree]) async throws -> [Subtree: TreeHash] {
        let upper = subtrees.filter { $0.level > 0 }
        let leaves = subtrees.filter { $0.level == 0 }
        let rows = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchAll(
                    LedgerStore.subtrees, upper.map { Int16($0.level) },
                    upper.map { Int64($0.index) }, leaves.map { Int64($0.index) + 1 })
            }
        }
        return Dictionary(
            rows.map { ($0.subtree, $0.hash) }, uniquingKeysWith: { first, _ in first })
    }
}
