// SPDX-License-Identifier: Apache-2.0

import CLibPQ

extension Connection {
    /// Prepares a statement and compares what it declares with what PostgreSQL finds:
    /// the lint every static ``Statement`` goes through on a migrated database.
    ///
    /// - Throws: ``PostgresError``: `server` if it cannot be prepared, `arguments` if
    ///   parameter types differ, `decoding` if columns do.
    /// - Source: <https://www.postgresql.org/docs/15/libpq-async.html#LIBPQ-PQSENDDESCRIBEPREPARED>
    public func check(
        _ shape: StatementShape, deadline: Duration? = nil
    ) async throws(PostgresError) {
        try await perform(shape.name, deadline: deadline) { () async throws(PostgresError) in
            let entry = try await prepared(shape)
            try send { PQsendDescribePrepared($0, entry.serverName) }
            try await flush()
            let result = try await onlyResult()
            let found = (0..<PQnparams(result.pointer)).map { PQparamtype(result.pointer, $0) }
            guard found == shape.parameters.map(\.oid) else {
                throw PostgresError(
                    .arguments, isSafeToRetry: true,
                    detail: "declared \(shape.parameters.map(\.oid)), the server has \(found)"
                )
            }
            try ColumnLayout(result: result.pointer).check(declared: shape.columns)
        }
    }
}
