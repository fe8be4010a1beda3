// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain

/// The pseudonym under which the register knows a nominee:
/// HMAC-SHA-256(key, nationality ‖ 0x1F ‖ document ‖ 0x1F ‖ birth date).
///
/// The same person under two sponsors has the same reference; without the
/// keyring key nobody can test a guess.
public struct NomineeReference: Hashable, Sendable {
    /// The reference proper, as entries hold it.
    public let digest: Digest32

    private static let separator: UInt8 = 0x1F

    /// Derives the reference.
    ///
    /// `key`: at least 32 bytes of the keyring. `nationality`: three letters
    /// as on the machine-readable passport. `document`: its number, in which
    /// case, spaces and hyphens do not count.
    /// - Throws: `LedgerError.nomineeMalformed`, naming the part.
    public init(
        key: some Collection<UInt8>, nationality: String, document: String, birthDate: CivilDate
    ) throws(LedgerError) {
        guard key.count >= 32 else { throw .nomineeMalformed(.key) }
        let nationality = Self.uppercased(nationality.utf8)
        guard nationality.count == 3, nationality.allSatisfy(Self.isLetter) else {
            throw .nomineeMalformed(.nationality)
        }
        let ignored = [UInt8(ascii: " "), UInt8(ascii: "-")]
        let document = Self.uppercased(document.utf8.filter { !ignored.contains($0) })
        guard (3...24).contains(document.count),
            document.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) })
        else { throw .nomineeMalformed(.document) }
        let day = Array(birthDate.description.utf8)
        let message = nationality + [Self.separator] + document + [Self.separator] + day
        digest = Digest32(
            sha256Output: HMAC<SHA256>.authenticationCode(
                for: message, using: SymmetricKey(data: Array(key))))
    }

    /// Takes a reference from an entry.
    public init(_ digest: Digest32) {
        self.digest = digest
    }

    private static func uppercased(_ text: some Sequence<UInt8>) -> [UInt8] {
        text.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension NomineeReference: CustomStringConvertible {
    /// The reference as 64 lowercase hexadecimal digits.
    public var description: String { digest.description }
}
