// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Policy
import Service

/// The guided tour: what the register holds, whom it lets vouch, what a violation does, and what
/// proves it.
///
/// It reads what it shows from the ledger, so that it is the same on a register that was
/// imported before. It knows no code of any regime: it takes what the law on the shelf names.
struct Tour: Sendable {
    let registry: Registry
    /// The editions, oldest first.
    let files: [String]
    /// Where to put files; nil for the working folder.
    let folder: String?
    let language: Language

    /// Runs the tour, and gives the sponsors that it asked about.
    ///
    /// - Throws: what any part of it throws.
    func run() async throws -> TourSponsors {
        let importer = try EditionImporter(registry: registry, regime: nil)
        heading("1. The real register is imported, edition after edition")
        for file in files {
            let outcome = try await importer.run(file)
            ImportText(outcome.report, elapsed: outcome.elapsed).lines(isListed: false)
                .forEach { Console.write($0) }
        }

        heading("2. What the ledger says of it")
        let changes = try await RegisterChanges.read(from: registry, regime: importer.regime)
        try await changes.write(registry)

        heading("3. Who may vouch?")
        let sponsors = try await TourSponsors.choose(
            from: files, changes: changes, registry: registry, regime: importer.regime)
        try await sponsors.ask(registry, in: language)

        heading("4. A violation: alleged, then confirmed by a second officer")
        let violation = try await TourViolation.enter(in: registry)
        try await violation.write(registry, in: language)

        heading("5. The proof of that entry")
        try await TourProof(registry: registry, folder: folder).write(violation.confirmed)
        return sponsors
    }

    /// What to tell once it serves, with a fresh token for a visa desk.
    ///
    /// - Throws: `Refusal`, or the database's error.
    func farewell(_ sponsors: TourSponsors) async throws -> Farewell {
        let now = registry.clock()
        let token = try await registry.withWriter { connection in
            try await ServiceToken.issue(
                ServiceToken.Grant(
                    role: .visaDesk, label: "visa desk of the demo", authority: nil,
                    territory: nil, party: nil, expiresAt: now.adding(microseconds: 86_400_000_000)
                ), at: now, randomness: .system, on: connection)
        }
        return Farewell(token: token.text, question: sponsors.good)
    }

    private func heading(_ text: String) {
        Console.write()
        Console.write(text)
        Console.write(String(repeating: "─", count: text.columnCount))
    }
}
