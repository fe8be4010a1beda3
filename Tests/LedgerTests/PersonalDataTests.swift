// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@testable import Ledger

@Suite("commitments and nominee references")
struct PersonalDataTests {
    private static let bytes = (0..<32).map { UInt8($0) }

    private func reference(
        key: [UInt8] = bytes, _ nationality: String = "IND", _ document: String = "Z1234567",
        _ birthDate: String = "1990-02-28"
    ) throws -> NomineeReference {
        try NomineeReference(
            key: key, nationality: nationality, document: document,
            birthDate: #require(CivilDate(birthDate)))
    }

    @Test("a commitment is SHA-256 of salt and text, as another implementation has it")
    func commitment() throws {
        let text = "张三 / 12 High Street"
        let commitment = try Commitment(salt: Self.bytes, text: text)
        #expect(
            commitment.digest.description
                == "e33ce104b21a1f4dc80f6d159210505ada28ee847d9da77b41571cd27505f60f")
        try commitment.verify(salt: Self.bytes, text: text)
        #expect(Commitment(commitment.digest) == commitment)
    }

    @Test("another text, another salt or another normal form does not open a commitment")
    func refusedOpenings() throws {
        let commitment = try Commitment(salt: Self.bytes, text: "Caf\u{E9}")
        #expect(throws: LedgerError.commitmentMismatch) {
            try commitment.verify(salt: Self.bytes, text: "Cafe")
        }
        #expect(throws: LedgerError.commitmentMismatch) {
            try commitment.verify(salt: Self.bytes, text: "Cafe\u{301}")
        }
        #expect(throws: LedgerError.commitmentMismatch) {
            try commitment.verify(salt: Self.bytes.reversed(), text: "Caf\u{E9}")
        }
    }

    @Test("a salt has exactly 32 bytes", arguments: [0, 31, 33])
    func salts(_ count: Int) {
        #expect(throws: LedgerError.saltLength(foundBytes: count)) {
            try Commitment(salt: [UInt8](repeating: 0, count: count), text: "text")
        }
    }

    @Test("a nominee reference is the HMAC that another implementation has")
    func nominee() throws {
        #expect(
            try reference().description
                == "69d44beb7db420f72bb06bc08ae97d12ec1edef3dc0792ee1dd421a483431bf7")
        #expect(try NomineeReference(reference().digest) == reference())
    }

    @Test(
        "case, spaces and hyphens of a document do not count",
        arguments: ["z1234567", " Z123 4567 ", "Z-1234-567", "Z1234567"])
    func normalised(_ document: String) throws {
        #expect(try reference("ind", document) == reference())
    }

    @Test("another nationality, document, day or key is another reference")
    func distinct() throws {
        let all = try [
            reference(), reference("PAK"), reference("IND", "Z1234568"),
            reference("IND", "Z1234567", "1990-03-01"),
            reference(key: [UInt8](repeating: 1, count: 32)),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test(
        "a part that is not in its form is refused by name",
        arguments: [
            ("IN", "Z1234567", LedgerError.NomineeFault.nationality),
            ("INDI", "Z1234567", .nationality), ("1ND", "Z1234567", .nationality),
            ("", "Z1234567", .nationality), ("IND", "", .document), ("IND", "Z1", .document),
            ("IND", "Z 1-", .document), ("IND", "Z1234567\u{1F}", .document),
            ("IND", "Ｚ1234567", .document), ("IND", "1234567890123456789012345", .document),
        ])
    func refused(_ nationality: String, _ document: String, _ fault: LedgerError.NomineeFault) {
        #expect(throws: LedgerError.nomineeMalformed(fault)) {
            try reference(nationality, document)
        }
    }

    @Test("documents of 3 and 24 characters are the shortest and longest")
    func documentLengths() throws {
        _ = try reference("IND", "Z12")
        _ = try reference("IND", "123456789012345678901234")
    }

    @Test("a key shorter than 32 bytes is refused")
    func shortKey() throws {
        #expect(throws: LedgerError.nomineeMalformed(.key)) {
            try reference(key: [UInt8](repeating: 1, count: 31))
        }
        _ = try reference(key: [UInt8](repeating: 1, count: 33))
    }

    @Test("no error repeats what it was given")
    func errorsAreSafe() throws {
        let error = try #require(throws: LedgerError.self) { try reference("IND", "SECRET£") }
        #expect(!error.description.contains("SECRET"))
        #expect(error.description.contains("document"))
    }
}
