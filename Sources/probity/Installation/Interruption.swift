// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Turns Ctrl-C and a polite kill into cancellation, so that a command can put things in order.
enum Interruption {
    /// Runs `body` in a task that the first signal cancels; a second one ends the process.
    ///
    /// - Throws: what `body` throws; `CancellationError` once a signal came.
    static func cancelling<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        watch { onSignal in
            onSignal = {
                if task.isCancelled { exit(ExitReport.Code.interrupted.rawValue) }
                task.cancel()
            }
        }
        defer { watch { $0 = {} } }
        do {
            return try await task.value
        } catch {
            // What fails because it was cancelled is no error of its own.
            if task.isCancelled { throw CancellationError() }
            throw error
        }
    }

    private static let onSignal = Mutex<@Sendable () -> Void>({})

    /// Watching begins with the first use and never ends: to cancel a source of Dispatch's gives
    /// its signal back to the system, some time later, and would take it from whoever watches
    /// for it by then.
    private static let sources = Mutex<[any DispatchSourceSignal]>([])

    private static func watch(_ change: (inout @Sendable () -> Void) -> Void) {
        sources.withLock { sources in
            guard sources.isEmpty else { return }
            for number in [SIGINT, SIGTERM] {
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { onSignal.withLock { $0 }() }
                source.resume()
                sources.append(source)
            }
        }
        onSignal.withLock { change(&$0) }
    }
}
