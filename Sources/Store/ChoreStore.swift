// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL by which several daemons do a chore once a period.
public enum ChoreStore {
    /// Locks a chore until the transaction ends, if it is due and nobody is at it: name, and for
    /// how many seconds it stays done.
    public static let claim = Statement<String>(
        "chore.claim",
        """
        SELECT name FROM probity.chore
        WHERE name = $1 AND done_at <= clock_timestamp() - make_interval(secs => $2)
        FOR UPDATE SKIP LOCKED
        """,
        parameters: [.text, .int8], columns: ["name": .text])

    /// Says that all of a locked chore is done.
    public static let finish = Statement<NoRow>(
        "chore.finish", "UPDATE probity.chore SET done_at = clock_timestamp() WHERE name = $1",
        parameters: [.text])

    /// The chore of looking at the clocks of duties.
    public static let duties = "duties.miss"

    /// Moves a chore on before it is done, if it is due: name, and for how many seconds it stays
    /// done. Gives the instant; no row where another was first.
    public static let take = Statement<ChoreTake>(
        "chore.take",
        """
        UPDATE probity.chore SET done_at = clock_timestamp()
        WHERE name = $1 AND done_at <= clock_timestamp() - make_interval(secs => $2)
        RETURNING done_at
        """,
        parameters: [.text, .int8], columns: ["done_at": .timestamptz])

    /// Whether what is done once in the life of a register is still to be done.
    public static let isNeverDone = Statement<Bool>(
        "chore.isNeverDone",
        """
        SELECT EXISTS (
            SELECT FROM probity.chore WHERE name = $1 AND done_at <= 'epoch'
        ) AS is_due
        """,
        parameters: [.text], columns: ["is_due": .bool])

    static let shapes = [claim.shape, finish.shape, take.shape, isNeverDone.shape]
}

/// When a chore was taken.
public struct ChoreTake: RowDecodable {
    /// The instant, by the database's clock.
    public let at: Instant

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        at = try row.decode("done_at")
    }
}
