// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Policy
import Postgres
import Service
import Store

/// The story of one inviter under the default regime: in good standing, accused, convicted.
///
/// On a register where the story was entered before, it is only told again.
struct TourViolation: Sendable {
    private let party: PartyAddress
    private let role: Role
    private let policy: String
    /// The entry that reported the violation.
    private let reported: EntryNumber
    /// The entry that confirmed it.
    let confirmed: EntryNumber
    /// What was said when the officer who reported it wanted to confirm it too; nil on a register
    /// where the story was entered before.
    private let ownConfirmationRefused: LocalText?

    /// Enters what is missing of the story.
    ///
    /// - Throws: `Refusal`, `Failure`.
    static func enter(in registry: Registry) async throws -> TourViolation {
        let story = try TourStory(registry)
        try await story.registerParty()
        try await story.reportEvents()
        let refused = try await story.confirmViolation()
        let entries = try await story.entries()
        guard let reported = entries.reported, let confirmed = entries.confirmed else {
            throw Failure.unreachable("the ledger does not hold the story of the demo.")
        }
        return TourViolation(
            party: story.address, role: story.role, policy: story.policy.code.text,
            reported: reported, confirmed: confirmed, ownConfirmationRefused: refused)
    }

    /// Writes the rating before, between and after, as it was known then, with everything that
    /// explains it.
    ///
    /// - Throws: `Refusal`, `PolicyError`.
    func write(_ registry: Registry, in language: Language) async throws {
        let answer = try await registry.showParty(party, by: .local)
        Console.write(
            "\(shownName(answer.name, answer.town)), \(party), an \(role.rawValue) under \(policy)")
        Console.write()
        let before = EntryNumber(reported.value - 1) ?? .none
        try await write("Before", at: before, registry, language)
        try await write(
            "Alleged by one officer: known, and not counted", at: reported, registry, language)
        if let refused = ownConfirmationRefused {
            Console.write("The same officer wants to confirm it, and is refused:")
            ParagraphText.lines(refused.text(in: language), indent: 4).forEach { Console.write($0) }
            Console.write()
        }
        try await write("Confirmed by a second officer", at: confirmed, registry, language)
    }

    private func write(
        _ title: String, at entry: EntryNumber, _ registry: Registry, _ language: Language
    ) async throws {
        let answer = try await registry.rate(
            RatingQuestion(party: party, role: role, knownAt: .entry(entry), policy: policy),
            by: .local)
        Console.write("\(title):")
        RatingText(answer, name: "", language: language).shortLines
            .forEach { Console.write("  \($0)") }
        Console.write()
    }
}
