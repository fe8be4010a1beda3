// SPDX-License-Identifier: Apache-2.0

import Domain

/// The packs that are built into the binary.
public enum ShippedRegimes {
    /// The packs by name of their folders.
    public static let packs: [PolicyPack] = {
        let folder = "Regimes/"
        var files: [String: [PolicyFile]] = [:]
        for (path, text) in EmbeddedFiles.all where path.hasPrefix(folder) {
            let parts = path.dropFirst(folder.count).split(separator: "/", maxSplits: 1)
            guard parts.count == 2 else { continue }
            files[String(parts[0]), default: []]
                .append(PolicyFile(path: String(parts[1]), text: text))
        }
        return files.sorted { $0.key < $1.key }
            .map { PolicyPack(name: $0.key, files: $0.value) }
    }()

    private static let loaded = Result { () throws(PolicyFaults) in
        var policies: [Policy] = []
        for pack in packs { policies.append(try PolicyLoader.load(pack)) }
        return policies
    }

    /// Reads every shipped pack, once in a process.
    ///
    /// - Throws: `PolicyFaults` of the first pack that has any; none ships with one.
    public static func load() throws(PolicyFaults) -> [Policy] { try loaded.get() }

    /// Reads a pack. One with the text of a shipped one is not read again: whoever opens a register
    /// asks for each of those as it ships and as it was enacted.
    ///
    /// - Throws: `PolicyFaults` with every fault of every file.
    public static func policy(of pack: PolicyPack) throws(PolicyFaults) -> Policy {
        let hash = pack.sha256
        if let same = try? load().first(where: { $0.reference.sha256 == hash }) { return same }
        return try PolicyLoader.load(pack)
    }
}
