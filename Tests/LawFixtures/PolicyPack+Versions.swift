// SPDX-License-Identifier: Apache-2.0

public import Policy

extension PolicyPack {
    /// The shipped pack of a folder.
    public static func shipped(_ name: String) -> PolicyPack {
        guard let pack = ShippedRegimes.packs.first(where: { $0.name == name }) else {
            preconditionFailure("No pack called \(name) ships.")
        }
        return pack
    }

    /// The pack under another version, whatever its own is.
    public func version(_ version: String) -> PolicyPack {
        let line = /^version: .*$/.anchorsMatchLineEndings()
        return changing("regime.yaml") { text in
            precondition(text.contains(line), "\(name) has no version.")
            return text.replacing(line, with: "version: \"\(version)\"", maxReplacements: 1)
        }
    }

    /// The pack with the first occurrence of a text of one file replaced.
    public func replacing(_ old: String, with new: String, in path: String) -> PolicyPack {
        changing(path) { text in
            precondition(text.contains(old), "\(path) has no \(old).")
            return text.replacing(old, with: new, maxReplacements: 1)
        }
    }

    /// The pack without its golden cases, which expect what its law says.
    public var withoutCases: PolicyPack {
        PolicyPack(name: name, files: files.filter { !$0.path.hasPrefix("cases/") })
    }

    /// What is wrong with it.
    public func faults() -> [PolicyFault] {
        do {
            _ = try PolicyLoader.load(self)
            return []
        } catch {
            return error.faults
        }
    }

    private func changing(_ path: String, _ change: (String) -> String) -> PolicyPack {
        guard let place = files.firstIndex(where: { $0.path == path }) else {
            preconditionFailure("\(name) has no \(path).")
        }
        var files = files
        files[place] = PolicyFile(path: path, text: change(files[place].text))
        return PolicyPack(name: name, files: files)
    }
}
