// SPDX-License-Identifier: Apache-2.0

public import Crypto
import Domain
import Names

/// The stable identifier of a sponsor in a register that has none of its own.
public enum RegisterIdentity {
    /// Hexadecimal digits of a value: 80 bits, in which 10 million sponsors collide with a
    /// chance of one in 10¹⁰.
    public static let digits = 20

    /// For an organisation: the first 20 hexadecimal digits of
    /// SHA-256(normal name ‖ 0x1F ‖ normal town). Anyone who knows both can make it.
    public static func value(_ key: SponsorKey) -> String {
        text(SHA256.hash(data: bytes(key)))
    }

    /// For a natural person: the same over HMAC-SHA-256, so that nobody without `secret` can try
    /// names until one fits.
    public static func value(_ key: SponsorKey, secret: SymmetricKey) -> String {
        text(HMAC<SHA256>.authenticationCode(for: bytes(key), using: secret))
    }

    /// The value for a name and town as written.
    public static func value(name: String, town: String) -> String {
        value(SponsorKey(name: name, town: town))
    }

    private static func bytes(_ key: SponsorKey) -> [UInt8] {
        Array(key.name.text.utf8) + [0x1F] + Array(key.town.text.utf8)
    }

    private static func text(_ digest: some Sequence<UInt8>) -> String {
        Hexadecimal.text(digest.prefix(digits / 2))
    }
}
