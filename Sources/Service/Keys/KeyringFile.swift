// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

/// The keyring as a file of mode 0600 in the data folder: made once, then only read.
public enum KeyringFile {
    /// Reads the keyring at `path`, or makes one there when nothing is.
    ///
    /// `origin` is the name under which a new keyring signs checkpoints.
    ///
    /// - Throws: `KeyringError` when the file is damaged or too open.
    public static func open(
        path: String, origin: String, randomness: Randomness = .system
    ) throws -> Keyring {
        if !FileManager.default.fileExists(atPath: path) {
            try create(path: path, origin: origin, randomness: randomness)
        }
        return try read(path: path)
    }

    private static func read(path: String) throws -> Keyring {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0, let data = FileManager.default.contents(atPath: path),
            let value = try? JSONValue(parsing: Array(data))
        else { throw KeyringError.unreadable(path: path) }
        var reader = ObjectReader(value)
        let part: (String) -> [UInt8]? = { Hexadecimal.bytes($0) }
        let master = reader.text("master", "64 hexadecimal digits are needed.", part)
        let reference = reader.text("reference", "64 hexadecimal digits are needed.", part)
        let seed = reader.text("signingSeed", "64 hexadecimal digits are needed.", part)
        let origin = reader.string("origin")
        do { try reader.finish() } catch { throw KeyringError.malformed }
        guard let master, let reference, let seed, let origin else {
            throw KeyringError.malformed
        }
        return try Keyring(
            master: master, reference: reference, signingSeed: seed, origin: origin)
    }

    private static func create(path: String, origin: String, randomness: Randomness) throws {
        let secret: () -> JSONValue = { .string(Hexadecimal.text(randomness.bytes(32))) }
        let value: JSONValue = [
            "master": secret(), "reference": secret(), "signingSeed": secret(),
            "origin": .string(origin),
        ]
        // Written aside and linked into place: of two processes that begin at once, one wins
        // and both read the same file.
        let aside = "\(path).\(Hexadecimal.text(randomness.bytes(8)))"
        let made = FileManager.default.createFile(
            atPath: aside, contents: Data(value.bytes), attributes: [.posixPermissions: 0o600])
        guard made else { throw KeyringError.unreadable(path: path) }
        defer { try? FileManager.default.removeItem(atPath: aside) }
        do {
            try FileManager.default.linkItem(atPath: aside, toPath: path)
        } catch  where FileManager.default.fileExists(atPath: path) {
            return
        }
    }
}
