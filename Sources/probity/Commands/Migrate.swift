// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Schema
import Store

/// `probity migrate`
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the schema of the database up to date.",
        discussion: """
            Each migration runs once, in its own transaction, however many daemons start at a \
            time. Needs a user who may make roles and schemas, or who belongs to probity_owner.
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Only show how each migration stands.")
    var status = false
    @Flag(help: "Only show what would run.")
    var dryRun = false

    func validate() throws {
        if status, dryRun { throw ValidationError("Give --status or --dry-run, not both.") }
    }

    func run() async throws {
        let (status, dryRun) = (status, dryRun)
        let statuses = try await Session.withInstallation(data, .anyOrNew) { installation in
            try await installation.withConnection { connection in
                let migrator = Migrator()
                if status { return try await migrator.status(on: connection) }
                // Asked before the migration runs, so that only what it takes is shown.
                let pending = try await migrator.dryRun(on: connection).map(\.version)
                if !dryRun { try await migrator.migrate(on: connection) }
                return try await migrator.status(on: connection)
                    .filter { pending.contains($0.version) }
            }
        }
        let isIdle = output.format == .table && statuses.isEmpty
        if isIdle { return Console.write("The schema is up to date.") }
        Self.listing(statuses).write(as: output.format)
        guard output.format == .table, !status else { return }
        let count = statuses.count == 1 ? "1 migration" : "\(statuses.count) migrations"
        Console.write(dryRun ? "\(count) would run." : "\(count) ran; the schema is up to date.")
    }

    private static func listing(_ statuses: [MigrationStatus]) -> Listing {
        let rows = statuses.map { status -> [String] in
            let (state, at) = words(status.state)
            return [status.name, state, at?.shortText ?? ""]
        }
        let json = statuses.map { status -> JSONValue in
            let (state, at) = words(status.state)
            return .object(present: [
                ("version", .integer(Int64(status.version))), ("name", .string(status.name)),
                ("state", .string(state)), ("appliedAt", at.map { JSONValue(text: $0) }),
            ])
        }
        return Listing(columns: ["migration", "state", "applied at"], rows: rows, json: json)
    }

    private static func words(_ state: MigrationStatus.State) -> (String, Instant?) {
        switch state {
        case .applied(let at): ("applied", at)
        case .pending: ("pending", nil)
        case .changed(let at): ("changed", at)
        case .unknown(let at): ("unknown", at)
        }
    }
}
