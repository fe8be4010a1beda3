// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where PostgreSQL's programs are: initdb, pg_ctl and postgres of one version.
struct ServerBinaries: Sendable, Equatable {
    static let oldestVersion = 15

    let folder: String
    /// The major version.
    let version: Int

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// The newest version found, or exactly the one a cluster was made by.
    static func find(madeBy needed: Int?) async throws -> ServerBinaries {
        var found: [ServerBinaries] = []
        for folder in await candidates() {
            guard let binaries = await inspect(folder) else { continue }
            found.append(binaries)
        }
        let usable = found.filter { needed == nil || needed == $0.version }
        guard let best = usable.max(by: { $0.version < $1.version }) else {
            throw EmbeddedPostgresError.binariesNotFound(needed: needed.map { "\($0)" })
        }
        return best
    }

    private static func candidates() async -> [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let pathFolders = path.split(separator: ":").map(String.init)
        var folders: [String] = []
        if let tool = pathFolders.map({ "\($0)/pg_config" }).first(where: isExecutable),
            let outcome = try? await Command(program: tool, arguments: ["--bindir"]).run(in: "/"),
            outcome.status == 0
        {
            folders.append(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let debian = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        folders += versions.map { "\(debian)/\($0)/bin" }
        folders += pathFolders
        var seen: Set<String> = []
        return folders.filter { folder in
            seen.insert(folder).inserted
                && ["initdb", "pg_ctl", "postgres"].allSatisfy { isExecutable("\(folder)/\($0)") }
        }
    }

    private static func isExecutable(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }

    /// Asks for the version: `postgres (PostgreSQL) 15.18 (Debian …)`.
    private static func inspect(_ folder: String) async -> ServerBinaries? {
        let command = Command(program: "\(folder)/postgres", arguments: ["--version"])
        guard let outcome = try? await command.run(in: "/"), outcome.status == 0,
            let number = outcome.output.split(separator: ")").dropFirst().first,
            let version = Int(number.drop { $0 == " " }.prefix { $0.isNumber }),
            version >= oldestVersion
        else { return nil }
        return ServerBinaries(folder: folder, version: version)
    }
}
