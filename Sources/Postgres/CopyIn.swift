// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// Takes the rows of a COPY … FROM STDIN and sends them in chunks.
public final class CopyWriter {
    private static let chunkBytes = 65_536

    let connection: Connection
    private var buffer: [UInt8] = []

    init(_ connection: Connection) {
        self.connection = connection
        buffer.reserveCapacity(Self.chunkBytes + 1_024)
    }

    /// Writes one row of COPY's text format; `nil` is NULL. Values are escaped here.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2>
    nonisolated(nonsending) public func row(_ values: [String?])
        async throws(PostgresError)
    {
        for (position, value) in values.enumerated() {
            if position > 0 { buffer.append(UInt8(ascii: "\t")) }
            if let value { escape(value) } else { buffer.append(contentsOf: [0x5C, 0x4E]) }
        }
        buffer.append(UInt8(ascii: "\n"))
        try await sendIfFull()
    }

    /// Writes bytes as they are, in the format the COPY asked for.
    nonisolated(nonsending) public func bytes(
        _ bytes: some Sequence<UInt8>
    ) async throws(PostgresError) {
        buffer.append(contentsOf: bytes)
        try await sendIfFull()
    }

    nonisolated(nonsending) func sendRest() async throws(PostgresError) {
        guard !buffer.isEmpty else { return }
        try await connection.putCopyData(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    nonisolated(nonsending) private func sendIfFull() async throws(PostgresError) {
        if buffer.count >= Self.chunkBytes { try await sendRest() }
    }

    private func escape(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): buffer.append(contentsOf: [0x5C, 0x5C])
            case UInt8(ascii: "\t"): buffer.append(contentsOf: [0x5C, UInt8(ascii: "t")])
            case UInt8(ascii: "\n"): buffer.append(contentsOf: [0x5C, UInt8(ascii: "n")])
            case UInt8(ascii: "\r"): buffer.append(contentsOf: [0x5C, UInt8(ascii: "r")])
            default: buffer.append(byte)
            }
        }
    }
}

extension Connection {
    /// Copies rows into a table: `write` hands them over one by one. Answers how many
    /// rows the server took; if anything throws, none.
    ///
    /// ```swift
    /// let count = try await connection.copyIn("staging", columns: ["id", "name"]) { writer in
    ///     for party in parties { try await writer.row([party.id, party.name]) }
    /// }
    /// ```
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-copy.html>
    @discardableResult
    nonisolated(nonsending) public func copyIn(
        _ table: String,
        columns: [String],
        deadline: Duration? = nil,
        _ write: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let names = columns.map { SQL.quoted($0) }.joined(separator: ", ")
        return try await copyIn(
            raw: "COPY \(identifier: table) (\(unsafeRaw: names)) FROM STDIN",
            deadline: deadline, write
        )
    }

    /// Copies a sequence of rows into a table. Answers how many the server took.
    @discardableResult
    nonisolated(nonsending) public func copyIn<Rows: AsyncSequence>(
        _ table: String, columns: [String], rows: Rows, deadline: Duration? = nil
    ) async throws -> Int where Rows.Element == [String?] {
        try await copyIn(table, columns: columns, deadline: deadline) { writer in
            for try await row in rows { try await writer.row(row) }
        }
    }

    /// Runs a COPY … FROM STDIN in any format; `write` hands over its bytes or rows.
    /// The command takes no parameters. `deadline` covers the whole of it.
    @discardableResult
    nonisolated(nonsending) public func copyIn(
        raw copy: SQL,
        deadline: Duration? = nil,
        _ write: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await beginCopyIn(copy, deadline)
        do {
            try await feed(write)
        } catch {
            await abortCopyIn()
            throw error
        }
        return try await endCopyIn()
    }

    /// Apart from its caller and not inlined: the optimiser of Swift 6.3.1 crashes on
    /// the two in one (LLVM, "splitting coroutine").
    @inline(never)
    nonisolated(nonsending) private func feed(
        _ write: (CopyWriter) async throws -> Void
    ) async throws {
        let writer = CopyWriter(self)
        try await write(writer)
        try await writer.sendRest()
    }

    private func beginCopyIn(_ copy: SQL, _ deadline: Duration?) async throws(PostgresError) {
        try await perform(nil, deadline: deadline) { () async throws(PostgresError) in
            try await openCopy(copy, expecting: PGRES_COPY_IN)
            occupancyAfterCall = .copyIn
        }
    }

    func putCopyData(_ bytes: [UInt8]) async throws(PostgresError) {
        try await perform(nil, deadline: nil, continuing: .copyIn) {
            () async throws(PostgresError) in
            try await put { connection in
                bytes.withUnsafeBytes { buffer in
                    PQputCopyData(
                        connection, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                        Int32(buffer.count)
                    )
                }
            }
            // Flushed chunk by chunk, or libpq would hold the whole file in memory.
            try await flush()
            occupancyAfterCall = .copyIn
        }
    }

    private func endCopyIn() async throws(PostgresError) -> Int {
        try await perform(nil, deadline: nil, continuing: .copyIn) {
            () async throws(PostgresError) in
            try await put { PQputCopyEnd($0, nil) }
            try await flush()
            return finish(try await onlyResult()).rows
        }
    }

    /// Tells the server to forget the COPY. The connection stays usable if it does.
    private func abortCopyIn() async {
        guard occupancy == .copyIn else { return }
        do throws(PostgresError) {
            try await perform(nil, deadline: nil, continuing: .copyIn, shielded: true) {
                () async throws(PostgresError) in
                try await put { PQputCopyEnd($0, "abandoned by the client") }
                try await flush()
                try await drain()
            }
        } catch {
            guard case .server = error.kind else {
                close()
                return
            }
        }
    }

    /// Repeats a put until libpq has room for it.
    private func put(_ body: (OpaquePointer) -> Int32) async throws(PostgresError) {
        while true {
            let handle = try live()
            call.hasSent = true
            switch body(handle.pointer) {
            case 1: return
            case 0:
                if try await wait(for: .either) { try consume() }
            default: throw lost(handle)
            }
        }
    }
}
