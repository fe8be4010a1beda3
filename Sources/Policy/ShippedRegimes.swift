// SPDX-License-Identifier: Apache-2.0

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

    /// Reads every shipped pack; do it once.
    ///
    /// - Throws: `PolicyFaults` of the first pack that has any; none ships with one.
    public static func load() throws(PolicyFaults) -> [Policy] {
        var policies: [Policy] = []
        for pack in packs { policies.append(try PolicyLoader.load(pack)) }
        return policies
    }
}
