// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Domain

/// The cases of real and false codes that lie beside the repository, with
/// the verdicts of python-stdnum 2.2 and of the inner GB 11714 check.
private enum USCCCases {
    struct Case: CustomTestStringConvertible {
        let code: String
        let verdict: String
        let innerVerdict: String
        var testDescription: String { code }
    }

    static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../../shared/data/cn-uscc")
        .appending(path: "uscc_cases.csv")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func all() throws -> [Case] {
        guard isPresent else { return [] }
        // Only the first columns are read; the quoted one is the last.
        return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            .dropFirst().map { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                return Case(
                    code: String(fields[0]), verdict: String(fields[3]),
                    innerVerdict: String(fields[4]))
            }
    }
}

@Suite("unified social credit code")
struct USCCTests {
    // The oracle is data beside the repository, not part of it: a clone
    // without it reports this test as skipped, by name.
    @Test(
        "agrees with python-stdnum and the organisation-code check on every case of the oracle",
        .enabled(if: USCCCases.isPresent, "../shared/data/cn-uscc/uscc_cases.csv is not here"),
        arguments: try USCCCases.all())
    private func agreesWithOracle(_ oracle: USCCCases.Case) throws {
        let read = Result { () throws(IdentifierError) in
            try Identifier(scheme: .uscc, value: oracle.code)
        }
        switch oracle.verdict {
        case "InvalidLength":
            #expect(read.failure?.fault == .length(found: oracle.code.count))
        case "InvalidFormat":
            guard case .character = read.failure?.fault else {
                Issue.record("a wrong character was accepted")
                return
            }
        default:
            let warnings = try read.get().warnings
            let failsCheck = warnings.contains { $0.code == "identifier.check-character" }
            #expect(failsCheck == (oracle.verdict == "InvalidChecksum"))
        }
        // The inner check is asked of misformed codes too, as the oracle did.
        let characters = Array(oracle.code.utf8)
        guard characters.count == 18 else {
            #expect(oracle.innerVerdict.isEmpty)
            return
        }
        let inner = OrganisationCode.checkCharacter(of: characters[8..<16])
        #expect((inner == characters[16]) == (oracle.innerVerdict == "ok"))
    }

    @Test("the oracle has 253 cases", .enabled(if: USCCCases.isPresent))
    func oracleIsWhole() throws {
        #expect(try USCCCases.all().count == 253)
    }

    @Test("a good code has no warnings")
    func goodCode() throws {
        let identifier = try Identifier(parsing: "uscc:91350100M000100Y43")
        #expect(identifier.description == "uscc:91350100M000100Y43")
        #expect(identifier.warnings.isEmpty)
    }

    @Test("a code that was issued with a wrong check character is accepted with a warning")
    func issuedButWrong() throws {
        let identifier = try Identifier(parsing: "uscc:91350211M0000XUF46")
        #expect(identifier.warnings.map(\.code) == ["identifier.check-character"])
    }

    @Test("a placeholder that passes the check but not the inner one is warned of")
    func placeholder() throws {
        let identifier = try Identifier(parsing: "uscc:91440300MA5P67Q899")
        #expect(
            identifier.warnings.map(\.code)
                == ["identifier.organisation-code-check-character"])
    }

    @Test(
        "full width, lower case, spaces and hyphens are put right",
        arguments: [
            "９１３５０１００Ｍ０００１００Ｙ４３", "91350100m000100y43", " 91350100M000100Y43\t",
            "\u{3000}91350100M000100Y43\u{3000}", "91350100-M000100Y-43",
        ])
    func normalised(_ text: String) throws {
        #expect(try Identifier(scheme: .uscc, value: text).value == "91350100M000100Y43")
    }

    @Test(
        "each check character but one is warned of",
        arguments: Array("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    func checkCharacters(_ last: Character) throws {
        let identifier = try Identifier(parsing: "uscc:91350100M000100Y4\(last)")
        #expect(
            identifier.warnings == (last == "3" ? [] : [.checkCharacter(expected: "3")]))
    }

    @Test("the letters I O S V Z are refused where they stand", arguments: Array("IOSVZ"))
    func lettersLeftOut(_ letter: Character) {
        #expect(throws: IdentifierError(scheme: .uscc, fault: .character(position: 9))) {
            try Identifier(parsing: "uscc:91350100\(letter)000100Y43")
        }
    }

    @Test("the first character may be N or Y, never A; the second must be a digit")
    func departments() throws {
        #expect(try Identifier(parsing: "uscc:N1350100M000100Y43").value.first == "N")
        #expect(try Identifier(parsing: "uscc:Y1350100M000100Y43").value.first == "Y")
        #expect(throws: IdentifierError(scheme: .uscc, fault: .character(position: 1))) {
            try Identifier(parsing: "uscc:A1350100M000100Y43")
        }
        #expect(throws: IdentifierError(scheme: .uscc, fault: .character(position: 2))) {
            try Identifier(parsing: "uscc:9N350100M000100Y43")
        }
    }

    @Test("17 and 19 characters are refused", arguments: [17, 19])
    func lengths(_ count: Int) {
        let text = String("91350100M000100Y433".prefix(count))
        #expect(throws: IdentifierError(scheme: .uscc, fault: .length(found: count))) {
            try Identifier(scheme: .uscc, value: text)
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
