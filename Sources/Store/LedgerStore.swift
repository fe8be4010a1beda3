// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
public import Postgres

/// The SQL of the ledger: its head, its entries and the hashes of its complete subtrees.
public enum LedgerStore {
    /// Locks the head until the transaction ends: whoever holds it is the only writer.
    public static let lockHead = Statement<LockedHead>(
        "ledger.lockHead",
        """
        SELECT size, recorded_at, compact_range, clock_timestamp() AS asked_at
        FROM probity.ledger_head FOR UPDATE
        """,
        columns: [
            "size": .int8, "recorded_at": .timestamptz, "compact_range": .bytea,
            "asked_at": .timestamptz,
        ])

    /// Moves the head on to a new size, instant and compact range.
    public static let moveHead = Statement<NoRow>(
        "ledger.moveHead",
        """
        UPDATE probity.ledger_head SET size = $1, recorded_at = $2, compact_range = $3
        """,
        parameters: [.int8, .timestamptz, .bytea])

    /// Appends entries: numbers, instants, kinds, parties, bytes, leaf hashes.
    public static let append = Statement<NoRow>(
        "ledger.append",
        """
        INSERT INTO probity.ledger_entry
            (number, recorded_at, kind, party_id, bytes, leaf_hash)
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::uuid[], $5::bytea[],
            $6::bytea[]) AS entry (number, recorded_at, kind, party_id, bytes, leaf_hash)
        """,
        parameters: [
            .int8Array, .timestamptzArray, .textArray, .uuidArray, .byteaArray, .byteaArray,
        ])

    /// Stores the roots of subtrees that became complete: levels, indices, hashes.
    public static let appendSubtrees = Statement<NoRow>(
        "ledger.appendSubtrees",
        """
        INSERT INTO probity.ledger_subtree (level, index, hash)
        SELECT level, index, hash
        FROM unnest($1::smallint[], $2::bigint[], $3::bytea[]) AS subtree (level, index, hash)
        """,
        parameters: [.int2Array, .int8Array, .byteaArray])

    /// The head as readers see it.
    public static let head = Statement<LedgerHead>(
        "ledger.head",
        "SELECT size, recorded_at FROM probity.ledger_head",
        columns: ["size": .int8, "recorded_at": .timestamptz])

    /// The head with its compact range, for a checkpoint.
    public static let headWithRange = Statement<LedgerHeadWithRange>(
        "ledger.headWithRange",
        "SELECT size, recorded_at, compact_range FROM probity.ledger_head",
        columns: ["size": .int8, "recorded_at": .timestamptz, "compact_range": .bytea])

    /// One entry by its number.
    public static let entry = Statement<StoredEntry>(
        "ledger.entry",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry WHERE number = $1
        """,
        parameters: [.int8], columns: StoredEntry.columns)

    /// The entries of one party up to a number, in order.
    public static let entriesOfParty = Statement<StoredEntry>(
        "ledger.entriesOfParty",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry
        WHERE party_id = $1 AND number <= $2 ORDER BY number
        """,
        parameters: [.uuid, .int8], columns: StoredEntry.columns)

    /// Every entry of a kind, in order of their numbers. It reads the whole ledger.
    public static let ofKind = Statement<StoredEntry>(
        "ledger.ofKind",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry WHERE kind = $1 ORDER BY number
        """,
        parameters: [.text], columns: StoredEntry.columns)

    /// Every entry up to a number, in order of their numbers.
    public static let allByNumber = Statement<StoredEntry>(
        "ledger.allByNumber",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry
        WHERE number <= $1 ORDER BY number
        """,
        parameters: [.int8], columns: StoredEntry.columns)

    /// The stored hashes of complete subtrees by level and index; level 0 are the leaves.
    public static let subtrees = Statement<StoredSubtree>(
        "ledger.subtrees",
        """
        SELECT level, index, hash FROM probity.ledger_subtree
        WHERE (level, index) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))
        UNION ALL
        SELECT 0::smallint, number - 1, leaf_hash FROM probity.ledger_leaf
        WHERE number = ANY($3)
        """,
        parameters: [.int2Array, .int8Array, .int8Array], columns: StoredSubtree.columns)

    /// Every stored subtree, for verification.
    public static let allSubtrees = Statement<StoredSubtree>(
        "ledger.allSubtrees",
        "SELECT level, index, hash FROM probity.ledger_subtree ORDER BY level, index",
        columns: StoredSubtree.columns)

    /// The head as it was just after an entry.
    public static let headAfter = Statement<LedgerHead>(
        "ledger.headAfter",
        "SELECT number AS size, recorded_at FROM probity.ledger_leaf WHERE number = $1",
        parameters: [.int8], columns: ["size": .int8, "recorded_at": .timestamptz])

    /// The number of the last entry recorded at or before an instant; 0 for none.
    public static let numberAt = Statement<Int64>(
        "ledger.numberAt",
        """
        SELECT coalesce(max(number), 0) AS number FROM probity.ledger_leaf
        WHERE recorded_at <= $1
        """,
        parameters: [.timestamptz], columns: ["number": .int8])
}
