// SPDX-License-Identifier: Apache-2.0

/// A hook told of each finished call. It never sees SQL text or values.
public struct QueryTrace: Sendable {
    /// One finished call.
    public struct Event: Sendable {
        /// The name of the ``Statement``; `nil` for SQL written in place.
        public let statementName: String?
        /// From the call to its result, waiting included.
        public let duration: Duration
        /// Rows answered, changed or copied.
        public let rows: Int
        /// The SQLSTATE if the server refused.
        public let sqlState: SQLState?
        /// Whether the call returned normally.
        public let succeeded: Bool
    }

    let onQuery: @Sendable (Event) -> Void

    /// Takes the hook. It is called on the connection's executor: keep it short.
    public init(onQuery: @escaping @Sendable (Event) -> Void) {
        self.onQuery = onQuery
    }
}
