// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite("signed notes and their keys")
struct NoteTests {
    // The example of Go's golang.org/x/mod/sumdb/note, signed by that code.
    private static let vkey =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    private static let signature =
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    private static let note = "\(text)\n— PeterNeumann \(signature)\n"

    private func parse(_ text: String) throws(LedgerError) -> SignedNote {
        try SignedNote(parsing: Array(text.utf8))
    }

    @Test("a note signed by Go's own library verifies, and prints back the same")
    func interoperates() throws {
        let key = try NoteVerifierKey(parsing: Self.vkey)
        #expect(key.name == "PeterNeumann")
        #expect(key.keyID == 0xc74f_20a3)
        #expect(key.description == Self.vkey)
        let note = try parse(Self.note)
        #expect(note.text == Self.text)
        #expect(note.description == Self.note)
        try note.verify(with: key)
    }

    @Test("our signature over that text is the one Go made: Ed25519 has only one")
    func signsAlike() throws {
        let encoded = try Base64.decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz".utf8)
        let key = try NoteSigningKey(name: "PeterNeumann", seed: encoded.dropFirst())
        #expect(key.verifierKey.description == Self.vkey)
        #expect(try key.signature(for: Self.text).line == "— PeterNeumann \(Self.signature)\n")
    }

    @Test("a signing key shows its name and nothing of its seed")
    func keepsSecret() throws {
        let key = try NoteSigningKey(name: "log", seed: [UInt8](repeating: 42, count: 32))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "signing key log")
        #expect(!dumped.contains("privateKey"))
    }

    @Test("signatures of unknown keys are ignored, ours among them must be right")
    func severalSignatures() throws {
        let key = try NoteVerifierKey(parsing: Self.vkey)
        let other = "— witness.example/wörld AAAAAQID\n"
        let mixed = "\(Self.text)\n\(other)— PeterNeumann \(Self.signature)\n\(other)"
        try parse(mixed).verify(with: key)
        #expect(throws: LedgerError.signatureMissing) {
            try self.parse("\(Self.text)\n\(other)").verify(with: key)
        }
        // Our name and key identifier, but another signature: all must hold.
        let forged = "— PeterNeumann x08gowAA\n"
        #expect(throws: LedgerError.signatureInvalid) {
            try self.parse(Self.note + forged).verify(with: key)
        }
        let sixteen = String(repeating: other, count: 16)
        try parse(Self.note + sixteen).verify(with: key)
        #expect(throws: LedgerError.noteMalformed(.tooManySignatures)) {
            try self.parse(Self.note + String(repeating: other, count: 100))
        }
    }

    @Test(
        "text that is no note is refused, with the reason",
        arguments: [
            ("", LedgerError.NoteFault.noSignatures), ("text\n", .noSignatures),
            ("text\n\n", .noSignatures), ("text\n— a AAAAAQID\n", .noSignatures),
            ("text\n\n— a AAAAAQID", .noSignatures),
            ("text\r\n\n— a AAAAAQID\n", .controlCharacter),
            ("text\t\n\n— a AAAAAQID\n", .controlCharacter),
            ("text\n\n- a AAAAAQID\n", .signatureLine),
            ("text\n\n— AAAAAQID\n", .signatureLine),
            ("text\n\n— a  AAAAAQID\n", .signatureLine),
            ("text\n\n— a b AAAAAQID\n", .signatureLine),
            ("text\n\n— a+b AAAAAQID\n", .signatureLine),
            ("text\n\n— a AAAAAQI\n", .signatureLine),
            ("text\n\n— a AAAAAQ==\n", .signatureLine),
            ("text\n\n— a\u{00A0}b AAAAAQID\n", .signatureLine),
        ])
    func malformed(_ text: String, _ fault: LedgerError.NoteFault) {
        #expect(throws: LedgerError.noteMalformed(fault)) { try parse(text) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUTF8() {
        #expect(throws: LedgerError.noteMalformed(.notUTF8)) {
            try SignedNote(parsing: [0xFF, 0x0A, 0x0A] + Array("— a AAAAAQID\n".utf8))
        }
    }

    @Test(
        "a verifier key that was altered is refused, with the reason",
        arguments: [
            ("PeterNeumann+c74f20a3", LedgerError.KeyFault.form), ("", .form),
            ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", .form),
            ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy", .publicKey),
            ("PeterNeumann+c74f20a3+AhpcAAAA", .algorithm), ("a+b+", .algorithm),
            ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyID),
            ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyID),
            ("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyID),
            ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
            ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
        ])
    func malformedKey(_ text: String, _ fault: LedgerError.KeyFault) {
        #expect(throws: LedgerError.keyMalformed(fault)) { try NoteVerifierKey(parsing: text) }
    }

    @Test("a seed has exactly 32 bytes", arguments: [0, 31, 33])
    func seeds(_ count: Int) {
        #expect(throws: LedgerError.keyMalformed(.seed)) {
            try NoteSigningKey(name: "log", seed: [UInt8](repeating: 1, count: count))
        }
    }
}
