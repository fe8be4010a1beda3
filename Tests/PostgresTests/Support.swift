// SPDX-License-Identifier: Apache-2.0

import Postgres
import Synchronization
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

/// Gathers values from several tasks.
final class Collected<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func append(_ value: Value) {
        values.withLock { $0.append(value) }
    }
}
