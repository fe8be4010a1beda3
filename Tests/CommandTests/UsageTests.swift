// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import EmbeddedPostgres
import Intake
import Service
import Testing

@testable import probity

@Suite("How commands are typed, and how they end")
struct UsageTests {
    /// The exit code of a command line that does not come to running.
    private func code(_ arguments: String...) -> ExitReport.Code? {
        do {
            _ = try Probity.parseAsRoot(arguments)
            return nil
        } catch {
            return ExitReport(error).code
        }
    }

    @Test("wrong usage ends with 2, and help is no wrong usage")
    func usage() {
        #expect(code("frobnicate") == .input)
        #expect(code("check", "--role", "sponsor") == .input)
        #expect(code("check", "gb-crn:01234567", "--role", "boss", "--route", "r") == .input)
        #expect(code("check", "gb-crn:01234567", "--role", "sponsor") == .input)
        #expect(code("rate") == .input)
        #expect(code("import") == .input)
        #expect(code("migrate", "--status", "--dry-run") == .input)
        #expect(code("serve", "--port", "65536") == .input)
        #expect(code("token", "issue", "--role", "regulator") == .input)
        #expect(code("token", "issue", "--role", "system") == .input)
        #expect(code("bench", "--rounds", "0") == .input)
        #expect(code("bench", "--only", "everything") == .input)
        #expect(code("bench", "seed", "--parties", "0") == .input)
        #expect(code("bench", "targets") == .input)
        #expect(code("verify", "--help") == nil)
    }

    @Test("right usage is taken, whatever the case and hyphens of a role")
    func rightUsage() {
        #expect(code("check", "gb-crn:01234567", "--role", "Sponsor", "--route", "r") == nil)
        #expect(code("check", "--file", "-") == nil)
        #expect(code("bench", "--only", "look-ups", "--alone", "--seconds", "1") == nil)
        #expect(code("bench", "seed", "--parties", "1", "--events", "0") == nil)
        #expect(code("serve", "--port", "65535") == nil)
        #expect(code("token", "issue", "--role", "visa-desk") == nil)
        #expect(code("rate", "--name", "A", "--town", "B", "--as-of", "2020-08-01") == nil)
        #expect(code("rate", "--name", "A", "--as-of", "2020-02-30") == .input)
        #expect(code("rate", "--name", "A", "--known-at", "4711") == nil)
        #expect(code("rate", "--name", "A", "--known-at", "yesterday") == .input)
    }

    @Test("an error of the input ends with 2, one of the surroundings with 3")
    func errors() {
        #expect(ExitReport(IntakeError.emptyFile).code == .input)
        #expect(ExitReport(Refusal.partyUnknown).code == .input)
        #expect(ExitReport(Refusal.unavailable).code == .unreachable)
        #expect(ExitReport(EmbeddedPostgresError.noServerAccount).code == .unreachable)
        #expect(ExitReport(Failure.answeredNo).code == .answeredNo)
        #expect(ExitReport(CancellationError()).code == .interrupted)
    }

    @Test("an error says what is wrong and never shows a type")
    func words() throws {
        let text = try #require(ExitReport(Refusal.partyUnknown).text)
        #expect(text.hasPrefix("Error: "))
        #expect(!text.contains("Refusal("))
    }
}
