// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Small files that a person names on the command line.
enum TextFile {
    /// The text of a file.
    ///
    /// - Throws: `Failure` naming the file.
    static func read(_ path: String) throws -> String {
        guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
            throw Failure.input("\(path) is not UTF-8 text.")
        }
        return text
    }

    /// The bytes of a file.
    ///
    /// - Throws: `Failure` naming the file.
    static func bytes(of path: String) throws -> [UInt8] {
        try EditionImporter.demandReadable(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure.input("\(path) cannot be read.")
        }
        return [UInt8](data)
    }

    /// Writes a file, over what was there.
    ///
    /// - Throws: `Failure` naming the file.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw Failure.input("\(path) cannot be written.")
        }
    }
}
