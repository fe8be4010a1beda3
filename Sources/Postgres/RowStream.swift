// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// The rows of a query as they arrive, in constant memory.
///
/// The connection is busy until the last row. Leaving the loop early cancels the
/// query and discards the connection.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-single-row-mode.html>
public struct RowStream<Element: RowDecodable>: AsyncSequence, Sendable {
    /// Everything that can fail is a ``PostgresError``.
    public typealias Failure = PostgresError

    let lease: StreamLease
    let layout: StreamLayout

    /// Starts reading. There is one pass only.
    public func makeAsyncIterator() -> Iterator {
        Iterator(lease: lease, layout: layout)
    }

    /// Reads rows in batches of what has arrived.
    public struct Iterator: AsyncIteratorProtocol {
        let lease: StreamLease
        let layout: StreamLayout
        private var batch: [Element] = []
        private var position = 0

        init(lease: StreamLease, layout: StreamLayout) {
            self.lease = lease
            self.layout = layout
        }

        /// The next row, or `nil` after the last.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PostgresError) -> Element? {
            if position == batch.count {
                guard !lease.isFinished else { return nil }
                batch = try await lease.connection.nextRows(lease, layout)
                position = 0
            }
            guard position < batch.count else { return nil }
            defer { position += 1 }
            return batch[position]
        }

        /// The next row, or `nil` after the last.
        public mutating func next() async throws(PostgresError) -> Element? {
            try await next(isolation: nil)
        }
    }
}

/// Holds a connection for a stream. When it goes away before the end, the query is
/// cancelled and the connection closed.
final class StreamLease: Sendable {
    let connection: Connection
    let statementName: String?
    private let finished = Flag()

    init(_ connection: Connection, statementName: String?) {
        self.connection = connection
        self.statementName = statementName
    }

    var isFinished: Bool { finished.isSet }

    func finish() { finished.set() }

    deinit {
        guard !finished.isSet else { return }
        connection.cancelHandle?.fire()
        Task { [connection] in await connection.close() }
    }
}

/// Carries a layout from the call that opens a stream to those that read it. Only
/// the connection touches what is inside.
final class StreamLayout: @unchecked Sendable {
    let entry: StatementCache.Entry?
    var layout: ColumnLayout?

    init(_ entry: StatementCache.Entry?) {
        self.entry = entry
    }
}

extension Connection {
    private static let batchRows = 256

    /// Streams the rows of a statement. `deadline` covers the whole stream.
    public func stream<R>(
        _ statement: Statement<R>,
        _ arguments: any PostgresEncodable...,
        deadline: Duration? = nil
    ) async throws(PostgresError) -> RowStream<R> {
        let shape = statement.shape
        return try await perform(shape.name, deadline: deadline) {
            () async throws(PostgresError) in
            let bound = try BoundArguments(arguments, declared: shape.parameters)
            let entry = try await prepared(shape)
            try sendPrepared(entry, bound)
            return try await openStream(shape.name, entry)
        }
    }

    /// Streams the rows of SQL written in place. `deadline` covers the whole stream.
    public func stream<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, deadline: Duration? = nil
    ) async throws(PostgresError) -> RowStream<R> {
        try await perform(nil, deadline: deadline) { () async throws(PostgresError) in
            try sendQuery(sql.text, try BoundArguments(sql.arguments))
            return try await openStream(nil, nil)
        }
    }

    private func openStream<R>(
        _ name: String?, _ entry: StatementCache.Entry?
    ) async throws(PostgresError) -> RowStream<R> {
        try send { PQsetSingleRowMode($0) }
        try await flush()
        occupancyAfterCall = .stream
        return RowStream(
            lease: StreamLease(self, statementName: name), layout: StreamLayout(entry)
        )
    }

    /// The rows that have arrived, at least one; none at the end.
    func nextRows<R: RowDecodable>(
        _ lease: StreamLease, _ place: StreamLayout
    ) async throws(PostgresError) -> [R] {
        do throws(PostgresError) {
            return try await perform(lease.statementName, deadline: nil, continuing: .stream) {
                () async throws(PostgresError) in
                var rows: [R] = []
                while rows.count < Self.batchRows {
                    if !rows.isEmpty, PQisBusy(try live().pointer) == 1 { break }
                    guard let result = try await nextResult() else {
                        lease.finish()
                        return rows
                    }
                    try take(result, place, into: &rows)
                }
                occupancyAfterCall = .stream
                call.rows = rows.count
                return rows
            }
        } catch {
            lease.finish()
            // What is left of the result would hit the next call.
            close()
            throw error
        }
    }

    private func take<R: RowDecodable>(
        _ result: borrowing ResultHandle, _ place: StreamLayout, into rows: inout [R]
    ) throws(PostgresError) {
        if let failure = result.failure { throw failure }
        guard result.status == PGRES_SINGLE_TUPLE || result.status == PGRES_TUPLES_OK else {
            throw PostgresError(.unexpected, detail: "the command answers no rows")
        }
        let layout = if let known = place.layout { known } else { try makeLayout(result, place) }
        for index in 0..<result.rowCount {
            rows.append(try layout.decode(result, at: index))
        }
    }

    private func makeLayout(
        _ result: borrowing ResultHandle, _ place: StreamLayout
    ) throws(PostgresError) -> ColumnLayout {
        let layout =
            if let entry = place.entry {
                try self.layout(of: result, entry)
            } else {
                ColumnLayout(result: result.pointer)
            }
        place.layout = layout
        return layout
    }
}
