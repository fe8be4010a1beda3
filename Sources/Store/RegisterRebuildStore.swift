// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// The SQL that makes the public register anew out of the ledger.
public enum RegisterRebuildStore {
    /// The chore that says whether it was made.
    public static let chore = "register.rebuild"

    /// Whether the register is to be made: the chore was never done, or no row stands where there
    /// are accreditations. A few rows are read, whatever the register holds.
    public static let isDue = Statement<Bool>(
        "registerRebuild.isDue",
        """
        SELECT EXISTS (
            SELECT FROM probity.chore WHERE name = $1 AND done_at <= 'epoch'
        ) OR (
            EXISTS (SELECT FROM probity.accreditation_index)
            AND NOT EXISTS (SELECT FROM probity.register_row)
        ) AS is_due
        """,
        parameters: [.text], columns: ["is_due": .bool])

    /// Takes the lock of whoever makes it, until the session ends or gives it back.
    public static let tryLock = Statement<Bool>(
        "registerRebuild.tryLock",
        "SELECT pg_try_advisory_lock(hashtextextended('probity.register.rebuild', 0)) AS taken",
        columns: ["taken": .bool])

    /// Gives the lock back.
    public static let unlock = Statement<Bool>(
        "registerRebuild.unlock",
        "SELECT pg_advisory_unlock(hashtextextended('probity.register.rebuild', 0)) AS given",
        columns: ["given": .bool])

    /// The entries of some parties that can bear on the register, each party's in order. Events do
    /// not, and may be many.
    public static let entries = Statement<StoredEntry>(
        "registerRebuild.entries",
        """
        SELECT number, recorded_at, kind, party_id, bytes, leaf_hash
        FROM probity.ledger_entry
        WHERE party_id = ANY($1)
            AND (kind LIKE 'party.%' OR kind LIKE 'accreditation.%' OR kind LIKE 'sanction.%')
        ORDER BY party_id, number
        """,
        parameters: [.uuidArray], columns: StoredEntry.columns)

    /// Takes away every version of some parties' accreditations.
    public static let remove = Statement<NoRow>(
        "registerRebuild.remove", "DELETE FROM probity.register_row WHERE party_id = ANY($1)",
        parameters: [.uuidArray])

    static let shapes = [
        isDue.shape, tryLock.shape, unlock.shape, entries.shape, remove.shape,
    ]
}
