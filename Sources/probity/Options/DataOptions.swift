// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// Where the installation lies.
struct DataOptions: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "The data folder. (default: PROBITY_DATA, else ~/.probity, for root /var/lib/probity)",
            valueName: "folder"))
    var givenFolder: String?

    /// The folder that somebody named, by option or environment; nil when nobody did.
    var namedFolder: String? {
        givenFolder
            ?? ProcessInfo.processInfo.environment["PROBITY_DATA"].flatMap {
                $0.isEmpty ? nil : $0
            }
    }

    /// The folder, absolute.
    var folder: String {
        URL(fileURLWithPath: namedFolder ?? Self.standardFolder).standardizedFileURL.path
    }

    /// The address of somebody's own database; nil to use the private one.
    static var databaseURL: String? { environment("PROBITY_DATABASE_URL") }

    /// Where the keyring lies.
    ///
    /// - Throws: `Failure` when the database is somebody's own and nothing says where.
    func keyringPath() throws -> String {
        if let path = Self.environment("PROBITY_KEYRING") { return path }
        guard Self.databaseURL == nil || namedFolder != nil else {
            throw Failure.unreachable(
                """
                PROBITY_DATABASE_URL is set, but nothing says where the keyring lies.
                Set PROBITY_KEYRING to its file, or --data (PROBITY_DATA) to the folder that holds \
                keyring.json. Every daemon of one installation needs a copy of the same file; one \
                is made where none is.
                """)
        }
        return "\(folder)/keyring.json"
    }

    private static var standardFolder: String {
        // PostgreSQL refuses root, and the account it runs under may not enter root's home.
        geteuid() == 0 ? "/var/lib/probity" : "\(NSHomeDirectory())/.probity"
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension DataOptions {
    /// What to add to another command so that it finds the same folder; empty by default.
    var commandLine: String { givenFolder.map { " --data \($0)" } ?? "" }
}
