// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Logging

/// The log of the program: standard error, at the level that PROBITY_LOG_LEVEL names, in the form
/// that PROBITY_LOG_FORMAT names.
enum ProgramLog {
    /// How a line is written.
    enum Format: String, CaseIterable {
        /// For people at a terminal.
        case text
        /// One JSON object a line, for programs.
        case json
    }

    /// A logger at the level asked for, or at `standardLevel`.
    ///
    /// Where nobody says which form is wanted, a daemon writes text to a terminal and JSON to
    /// anything else; a command that ends by itself speaks to whoever typed it, in text.
    static func logger(standardLevel: Logger.Level, isDaemon: Bool = false) -> Logger {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["PROBITY_LOG_FORMAT"] ?? ""
        let format = format(named, isDaemon: isDaemon, isTerminal: isatty(2) == 1)
        var logger = Logger(label: "probity") { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler(label: label)
            }
        }
        let wanted = environment["PROBITY_LOG_LEVEL"] ?? ""
        logger.logLevel = Logger.Level(rawValue: wanted.lowercased()) ?? standardLevel
        if !named.isEmpty, Format(rawValue: named.lowercased()) == nil {
            logger.warning("PROBITY_LOG_FORMAT is text or json; what it holds is neither")
        }
        return logger
    }

    /// The form that is named, or the usual one.
    static func format(_ named: String, isDaemon: Bool, isTerminal: Bool) -> Format {
        Format(rawValue: named.lowercased()) ?? (isDaemon && !isTerminal ? .json : .text)
    }
}
