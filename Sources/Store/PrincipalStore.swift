// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// The SQL by which a transaction of the query role says on whose behalf it reads. The policies
/// of row-level security look at nothing else: without it, no row of a party is seen.
public enum PrincipalStore {
    /// Says, until the transaction ends: role, territory, parties as a `uuid[]` in text, token.
    public static let enter = Statement<EnteredPrincipal>(
        "principal.enter",
        """
        SELECT set_config('probity.role', $1, true) AS role,
            set_config('probity.territory', $2, true) AS territory,
            set_config('probity.parties', $3, true) AS parties,
            set_config('probity.token', $4, true) AS token
        """,
        parameters: [.text, .text, .text, .text],
        columns: ["role": .text, "territory": .text, "parties": .text, "token": .text])

    /// The shapes of what is asked on somebody's behalf before anything else, for the catalogue.
    static let shapes = [enter.shape, PartyStore.located.shape, LedgerStore.headAfter.shape]
}

/// What a transaction was told of its principal.
public struct EnteredPrincipal: RowDecodable {
    /// The role, as the policies know it.
    public let role: String
    /// The territory; empty for none.
    public let territory: String
    /// The parties, `{…}`.
    public let parties: String
    /// The token; empty for none.
    public let token: String

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        role = try row.decode("role")
        territory = try row.decode("territory")
        parties = try row.decode("parties")
        token = try row.decode("token")
    }
}
