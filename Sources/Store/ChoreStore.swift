// SPDX-License-Identifier: Apache-2.0

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

    static let shapes = [claim.shape, finish.shape]
}
