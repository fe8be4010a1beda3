// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

/// The log of the program: standard error, at the level that PROBITY_LOG_LEVEL names.
enum ProgramLog {
    /// A logger at the level asked for, or at `standardLevel`.
    static func logger(standardLevel: Logger.Level) -> Logger {
        var logger = Logger(label: "probity") { StreamLogHandler.standardError(label: $0) }
        let wanted = ProcessInfo.processInfo.environment["PROBITY_LOG_LEVEL"] ?? ""
        logger.logLevel = Logger.Level(rawValue: wanted.lowercased()) ?? standardLevel
        return logger
    }
}
