// SPDX-License-Identifier: Apache-2.0

import CLibPQ

extension Connection {
    /// Connects without blocking and pins what our codecs rely on: UTF-8, ISO dates
    /// and UTC.
    ///
    /// - Throws: ``PostgresError`` of kind `connect`, `timedOut` or `cancelled`; all
    ///   safe to retry.
    /// - Source: <https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PQCONNECTSTARTPARAMS>
    public static func connect(
        _ configuration: ConnectionConfiguration
    ) async throws(PostgresError) -> Connection {
        guard !Task.isCancelled else { throw PostgresError(.cancelled, isSafeToRetry: true) }
        let deadline = ContinuousClock.now + configuration.connectDeadline
        let handle = try await start(configuration)
        let ticket = handle.watch.beginCall()
        let watch = handle.watch
        let failure = await withTaskCancellationHandler {
            await poll(handle, until: deadline)
        } onCancel: {
            watch.interrupt(ticket: ticket)
        }
        watch.endCall()
        if let failure { throw failure }
        PQsetnonblocking(handle.pointer, 1)
        // Without a receiver libpq prints notices, which may quote rows, to stderr.
        PQsetNoticeReceiver(handle.pointer, { _, _ in }, nil)
        let connection = Connection(handle: handle, configuration: configuration)
        do {
            try await connection.prepareSession(remaining: deadline - .now)
        } catch {
            await connection.close()
            throw PostgresError(
                error.kind == .cancelled || error.kind == .timedOut ? error.kind : .connect,
                sqlState: error.sqlState, isSafeToRetry: true, detail: error.detail
            )
        }
        return connection
    }

    /// Starts connecting on a thread of its own: looking up a host's name blocks.
    private static func start(
        _ configuration: ConnectionConfiguration
    ) async throws(PostgresError) -> ConnectionHandle {
        let connectionString = configuration.connectionString
        let applicationName = configuration.applicationName
        let handle = await withCheckedContinuation { continuation in
            startThread {
                let pointer = withParameters([
                    ("dbname", connectionString),
                    ("fallback_application_name", applicationName),
                    ("client_encoding", "UTF8"),
                ]) { PQconnectStartParams($0, $1, 1) }
                continuation.resume(returning: pointer.map { ConnectionHandle($0) })
            }
        }
        guard let handle else {
            throw PostgresError(.connect, isSafeToRetry: true, detail: "out of memory")
        }
        guard PQstatus(handle.pointer) != CONNECTION_BAD else {
            throw PostgresError(.connect, isSafeToRetry: true, detail: handle.errorMessage)
        }
        return handle
    }

    /// Polls until connected. The socket may change from one poll to the next.
    private static func poll(
        _ handle: ConnectionHandle, until deadline: ContinuousClock.Instant
    ) async -> PostgresError? {
        var interest = SocketWatch.Interest.write
        while true {
            let outcome = await handle.watch.wait(
                for: interest, socket: handle.socket, until: deadline
            )
            switch outcome {
            case .interrupted: return PostgresError(.cancelled, isSafeToRetry: true)
            case .timedOut:
                // An older wait's alarm may come late.
                guard deadline <= .now else { continue }
                return PostgresError(.timedOut, isSafeToRetry: true)
            case .ready, .broken: break
            }
            switch PQconnectPoll(handle.pointer) {
            case PGRES_POLLING_OK: return nil
            case PGRES_POLLING_READING: interest = .read
            case PGRES_POLLING_WRITING: interest = .write
            default:
                return PostgresError(
                    .connect, isSafeToRetry: true, detail: handle.errorMessage
                )
            }
        }
    }

    /// Makes the session's settings and checks that they hold.
    private func prepareSession(remaining: Duration) async throws(PostgresError) {
        var settings = ["DateStyle": "ISO", "TimeZone": "UTC", "client_encoding": "UTF8"]
        settings.merge(configuration.settings) { ours, _ in ours }
        // Sorted, so that every session runs the same text; role last, because it
        // may take away the right to set the others.
        let names = settings.keys.sorted { ($0 == "role" ? 1 : 0, $0) < ($1 == "role" ? 1 : 0, $1) }
        let handle = try live()
        let calls = names.map { name in
            let value = settings[name] ?? ""
            return "set_config(\(handle.literal(name)), \(handle.literal(value)), false)"
        }
        try await executeScript(
            "SELECT " + calls.joined(separator: ", "), deadline: remaining
        )
        guard handle.parameter("client_encoding") == "UTF8",
            handle.parameter("DateStyle").hasPrefix("ISO"),
            handle.parameter("TimeZone") == "UTC",
            handle.parameter("integer_datetimes") == "on"
        else {
            throw PostgresError(.connect, detail: "the session's settings did not take effect")
        }
    }
}

extension ConnectionHandle {
    /// A quoted literal by libpq's own rules.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-exec.html#LIBPQ-PQESCAPELITERAL>
    fileprivate func literal(_ text: String) -> String {
        guard let escaped = PQescapeLiteral(pointer, text, text.utf8.count) else { return "NULL" }
        defer { PQfreemem(escaped) }
        return String(cString: escaped)
    }
}

/// Lends two null-terminated arrays of C strings, as libpq's `…Params` functions want.
private func withParameters<Result>(
    _ parameters: [(name: String, value: String)],
    _ body: (
        UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>
    ) -> Result
) -> Result {
    // One buffer of null-terminated strings, and where each begins.
    var bytes: [CChar] = []
    func store(_ text: String) -> Int {
        defer { bytes.append(contentsOf: text.utf8CString) }
        return bytes.count
    }
    let names = parameters.map { store($0.name) }
    let values = parameters.map { store($0.value) }
    return bytes.withUnsafeBufferPointer { buffer in
        func addresses(_ offsets: [Int]) -> [UnsafePointer<CChar>?] {
            offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil]
        }
        return body(addresses(names), addresses(values))
    }
}
