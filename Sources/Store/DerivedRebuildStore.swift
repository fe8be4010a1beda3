// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// The SQL that makes anew, out of the ledger, what a ledger may be older than: numbers of events,
/// standings, bands to search by, the public register and the list of duties.
public enum DerivedRebuildStore {
    /// The chore that says whether it was done.
    public static let chore = "derived.rebuild"

    /// Takes the lock of whoever does it, until the session ends or gives it back.
    public static let tryLock = Statement<Bool>(
        "derivedRebuild.tryLock",
        "SELECT pg_try_advisory_lock(hashtextextended('probity.derived.rebuild', 0)) AS taken",
        columns: ["taken": .bool])

    /// Gives the lock back.
    public static let unlock = Statement<Bool>(
        "derivedRebuild.unlock",
        "SELECT pg_advisory_unlock(hashtextextended('probity.derived.rebuild', 0)) AS given",
        columns: ["given": .bool])

    /// Lets the rest of the transaction think for longer than a batch may: parties with very many
    /// events are folded in it.
    public static let thinkLonger = Statement<String>(
        "derivedRebuild.thinkLonger",
        """
        SELECT set_config('idle_in_transaction_session_timeout', '60s', true) AS setting
        """,
        columns: ["setting": .text])

    /// Takes away all that is derived so of some parties.
    public static let removals: [Statement<NoRow>] = [
        removal("tallies", of: "event_tally"), removal("standings", of: "standing"),
        removal("bands", of: "band_index"), removal("register", of: "register_row"),
        removal("duties", of: "duty"),
    ]

    private static func removal(_ name: String, of table: String) -> Statement<NoRow> {
        Statement(
            "derivedRebuild.remove.\(name)",
            "DELETE FROM probity.\(table) WHERE party_id = ANY($1)", parameters: [.uuidArray])
    }

    static let shapes =
        [tryLock.shape, unlock.shape, thinkLonger.shape] + removals.map(\.shape)
}
