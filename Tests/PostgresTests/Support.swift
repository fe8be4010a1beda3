// SPDX-License-Identifier: Apache-2.0

import Postgres
import Synchronization
import TestSupport
import Testing

/// The ``PostgresError`` a call must end with.
func failure<Value>(_ body: () async throws -> Value) async throws -> PostgresError {
    do {
        _ = try await body()
    } catch let error as PostgresError {
        return error
    }
    Issue.record("the call succeeded")
    throw CancellationError()
}

/// What is thrown to give a transaction or a copy up.
struct Abandoned: Error {}

/// Two accounts of 100 each, cloned for each test.
let accounts = TestDatabases.template(named: "accounts") { connectionString in
    try await runScript(
        """
        CREATE TABLE account (id int8 PRIMARY KEY, balance int8 NOT NULL,
            parent int8 REFERENCES account DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO account VALUES (1, 100), (2, 100)
        """, at: connectionString)
}

/// What is on all accounts together.
func total(_ pool: Pool) async throws -> Int64 {
    try await pool.withConnection { connection in
        try await connection.fetchOne("SELECT sum(balance)::int8 FROM account")
    }
}

/// Gathers values from several tasks.
final class Collected<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func append(_ value: Value) {
        values.withLock { $0.append(value) }
    }
}
