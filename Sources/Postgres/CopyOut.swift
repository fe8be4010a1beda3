// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// What a COPY … TO STDOUT sends, in chunks of whole rows.
///
/// The connection is busy until the end. Leaving the loop early cancels the command
/// and discards the connection.
public struct CopyStream: AsyncSequence, Sendable {
    /// Bytes in the format the COPY asked for.
    public typealias Element = [UInt8]
    /// Everything that can fail is a ``PostgresError``.
    public typealias Failure = PostgresError

    let lease: StreamLease

    /// Starts reading. There is one pass only.
    public func makeAsyncIterator() -> Iterator {
        Iterator(lease: lease)
    }

    /// Reads chunks of what has arrived.
    public struct Iterator: AsyncIteratorProtocol {
        let lease: StreamLease

        /// The next chunk, or `nil` after the last.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PostgresError) -> [UInt8]? {
            guard !lease.isFinished else { return nil }
            let chunk = try await lease.connection.nextChunk(lease)
            return chunk.isEmpty ? nil : chunk
        }

        /// The next chunk, or `nil` after the last.
        public mutating func next() async throws(PostgresError) -> [UInt8]? {
            try await next(isolation: nil)
        }
    }
}

extension Connection {
    private static let chunkBytes = 65_536

    /// Starts a COPY … TO STDOUT, which takes no parameters. `deadline` covers the
    /// whole of it.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-copy.html>
    public func copyOut(
        _ copy: SQL, deadline: Duration? = nil
    ) async throws(PostgresError) -> CopyStream {
        try await perform(nil, deadline: deadline) { () async throws(PostgresError) in
            try await openCopy(copy, expecting: PGRES_COPY_OUT)
            occupancyAfterCall = .copyOut
            return CopyStream(lease: StreamLease(self, statementName: nil))
        }
    }

    /// Sends a COPY command and sees to it that the server has begun.
    func openCopy(
        _ copy: SQL, expecting status: ExecStatusType
    ) async throws(PostgresError) {
        try sendQuery(copy.text, try BoundArguments(copy.arguments))
        try await flush()
        let result = try await nextResult()
        guard let result else { throw PostgresError(.unexpected, detail: "no result") }
        guard result.status != status else { return }
        let failure = result.failure
        if failure == nil { close() } else { try? await drain() }
        throw failure ?? PostgresError(.unexpected, detail: "not the expected COPY command")
    }

    /// The chunk that has arrived, at least one row; empty at the end.
    func nextChunk(_ lease: StreamLease) async throws(PostgresError) -> [UInt8] {
        do throws(PostgresError) {
            return try await perform(nil, deadline: nil, continuing: .copyOut) {
                () async throws(PostgresError) in
                var chunk: [UInt8] = []
                while chunk.count < Self.chunkBytes {
                    guard let hasRow = try takeCopyRow(into: &chunk) else {
                        try await drain()
                        lease.finish()
                        return chunk
                    }
                    if !hasRow {
                        guard chunk.isEmpty else { break }
                        _ = try await wait(for: .read)
                        try consume()
                    }
                }
                occupancyAfterCall = .copyOut
                return chunk
            }
        } catch {
            lease.finish()
            // A refusal by the server ends the COPY in order; all else leaves it open.
            if !(error.sqlState != nil && error.kind != .closed) { close() }
            throw error
        }
    }

    /// Appends a row. False if none has arrived, `nil` at the end.
    private func takeCopyRow(into chunk: inout [UInt8]) throws(PostgresError) -> Bool? {
        let handle = try live()
        var row: UnsafeMutablePointer<CChar>?
        let count = PQgetCopyData(handle.pointer, &row, 1)
        guard count != 0 else { return false }
        guard count != -2 else { throw lost(handle) }
        guard count > 0, let row else { return nil }
        defer { PQfreemem(row) }
        call.rows += 1
        chunk.append(
            contentsOf: UnsafeRawBufferPointer(start: row, count: Int(count)))
        return true
    }
}
