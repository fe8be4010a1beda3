// SPDX-License-Identifier: Apache-2.0

import Logging
import Synchronization

/// Keeps every line of log, whatever its level, with all that its event holds.
final class CapturedLog: Sendable {
    /// One event.
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
        /// Everything, written out.
        let text: String
    }

    private let kept = Mutex<[Line]>([])

    /// What was logged so far.
    var lines: [Line] { kept.withLock { $0 } }

    /// A logger that writes here.
    var logger: Logger {
        var logger = Logger(label: "tests") { [self] _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    fileprivate func keep(_ line: Line) { kept.withLock { $0.append(line) } }
}

private struct Handler: LogHandler {
    let log: CapturedLog
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let error = event.error.map { "\($0)" } ?? ""
        log.keep(
            CapturedLog.Line(
                level: event.level, message: event.message.description,
                metadata: all.mapValues(\.description),
                text: "\(event.level) \(event.message) \(all) \(error)"))
    }
}
