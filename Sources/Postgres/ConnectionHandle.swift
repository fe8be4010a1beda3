// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// Owns libpq's connection object.
///
/// Sendable by hand: while connecting one task holds it, afterwards one ``Connection``
/// alone calls it. Freed once, here.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PQFINISH>
final class ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let watch: SocketWatch

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        watch = Readiness.shared.makeWatch()
    }

    deinit {
        watch.close()
        PQfinish(pointer)
    }

    var isOpen: Bool { PQstatus(pointer) == CONNECTION_OK }
    var socket: Int32 { PQsocket(pointer) }

    /// What libpq last complained of. May quote data: for `debugDescription` only.
    var errorMessage: String { String(cString: PQerrorMessage(pointer)) }

    func parameter(_ name: String) -> String {
        PQparameterStatus(pointer, name).map { String(cString: $0) } ?? ""
    }
}

/// What it takes to ask the server to stop a query. Safe on any thread.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-cancel.html>
final class CancelHandle: @unchecked Sendable {
    private let pointer: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit {
        PQfreeCancel(pointer)
    }

    /// Sends the request from a thread of its own, because `PQcancel` blocks until
    /// the server has taken it. Whether a query was still running is unknowable.
    func fire() {
        startThread { [self] in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
                _ = PQcancel(pointer, buffer.baseAddress, Int32(buffer.count))
            }
        }
    }
}

/// Owns one result. Freed once, here.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-exec.html#LIBPQ-PQCLEAR>
struct ResultHandle: ~Copyable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int32 { PQntuples(pointer) }
    var tag: CommandTag { CommandTag(String(cString: PQcmdStatus(pointer))) }

    /// The server's refusal, or `nil` if this is none.
    var failure: PostgresError? {
        guard status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE else { return nil }
        let message = String(cString: PQresultErrorMessage(pointer))
        guard let code = field("C") else { return PostgresError(.closed, detail: message) }
        return PostgresError(
            .server(SQLState(code)), constraint: field("n"), detail: message
        )
    }

    /// A field of the error report: `C` is the SQLSTATE, `n` the constraint's name.
    /// libpq's macros are character literals, which Swift does not import.
    private func field(_ code: Unicode.Scalar) -> String? {
        PQresultErrorField(pointer, Int32(code.value)).map { String(cString: $0) }
    }
}
