// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain

/// The files of one version of a regime, as they were written.
public struct PolicyPack: Hashable, Sendable {
    /// The name of its folder.
    public let name: String
    /// Its files in order of their paths.
    public let files: [PolicyFile]

    /// Makes a pack; the files are put in order.
    public init(name: String, files: [PolicyFile]) {
        self.name = name
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// SHA-256 over each file in order of its path: the path, a line feed, the length of the text
    /// in bytes as decimal digits, a line feed, the bytes.
    ///
    /// Every byte counts, comments and golden cases too: what a lawyer reads is what was enacted.
    public var sha256: Digest32 {
        var hash = SHA256()
        for file in files {
            hash.update(data: Array("\(file.path)\n\(file.text.utf8.count)\n".utf8))
            hash.update(data: Array(file.text.utf8))
        }
        let bytes = Array(hash.finalize())
        guard let digest = Digest32(bytes) else {
            preconditionFailure("A SHA-256 has 32 bytes.")
        }
        return digest
    }
}

/// One file of a pack.
public struct PolicyFile: Hashable, Sendable {
    /// The path from the folder of the pack, with `/`.
    public let path: String
    /// The text.
    public let text: String

    /// Makes a file.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
