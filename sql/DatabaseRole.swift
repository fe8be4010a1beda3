// SPDX-License-Identifier: Apache-2.0

/// The roles of migrations 0001 and 0013: each path to the data has its own, with narrow grants.
public enum DatabaseRole: String, CaseIterable, Sendable {
    /// Owns schema, tables and functions; only migrations act as it.
    case owner = "probity_owner"
    /// The Registrar: appends to the ledger, changes what is derived.
    case writer = "probity_writer"
    /// The fast check: standings, keys and where the ledger ends; nothing else.
    case hotReader = "probity_hot_reader"
    /// Lists, histories, proofs, exports, authentication; only reads.
    case query = "probity_query"

    /// The role's name in PostgreSQL.
    public var name: String { rawValue }

    /// What a connection of this role sets: the role itself, its search path and its
    /// time limits, in PostgreSQL's spelling.
    ///
    /// The migration gives the roles the same limits, but PostgreSQL applies a role's
    /// settings only at its own login, not at SET ROLE, which is how the daemon takes it.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/sql-set-role.html>
    public var settings: [String: String] {
        var settings = limits
        settings["role"] = name
        settings["search_path"] = "probity, pg_temp"
        if self == .hotReader || self == .writer { settings.merge(Self.planning) { $1 } }
        return settings
    }

    /// Few statements, run very often with arrays of any length, each of which finds rows by a key:
    /// planned once, and by the index whatever the statistics say. Before a table's first ANALYZE
    /// the planner would read it whole.
    private static let planning = [
        "plan_cache_mode": "force_generic_plan", "enable_seqscan": "off",
        "enable_hashjoin": "off", "enable_mergejoin": "off", "jit": "off",
    ]

    // The writer's last limit is below its second: a daemon that stands still within a batch loses
    // the head of the ledger before the others give up waiting for it.
    private var limits: [String: String] {
        let (statement, lock, idle) =
            switch self {
            case .owner: ("0", "10s", "60s")
            case .writer: ("30s", "15s", "5s")
            case .hotReader: ("5s", "2s", "5s")
            case .query: ("60s", "5s", "60s")
            }
        return [
            "statement_timeout": statement,
            "lock_timeout": lock,
            "idle_in_transaction_session_timeout": idle,
        ]
    }
}
