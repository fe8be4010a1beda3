// SPDX-License-Identifier: Apache-2.0

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

    /// A logger at the level asked for, or at `standardLevel`. That what is asked for can be used
    /// is seen to at the start of the program.
    ///
    /// Where nobody says which form is wanted, a daemon writes text to a terminal and JSON to
    /// anything else; a command that ends by itself speaks to whoever typed it, in text.
    static func logger(standardLevel: Logger.Level, isDaemon: Bool = false) -> Logger {
        let settings = try? Settings()
        let format = format(
            settings?.logFormat, isDaemon: isDaemon, isTerminal: isatty(2) == 1)
        var logger = Logger(label: "probity") { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler(label: label)
            }
        }
        logger.logLevel = settings?.logLevel ?? standardLevel
        return logger
    }

    /// The form that is named, or the usual one.
    static func format(_ named: Format?, isDaemon: Bool, isTerminal: Bool) -> Format {
        named ?? (isDaemon && !isTerminal ? .json : .text)
    }
}
