// SPDX-License-Identifier: Apache-2.0

import LawFixtures
import Policy

private let asked = Result {
    let documented = try DocumentedPack()
    return Dictionary(
        uniqueKeysWithValues: documented.examples.map {
            ($0.file.path, documented.membersAsked(of: $0.file))
        })
}

extension DocumentedPack {
    /// The members that the loader knows in the mappings of each example, by the path of its file;
    /// found once for all tests.
    static func membersAsked() throws -> [String: Set<String>] { try asked.get() }

    /// The members that the loader knows in the mappings of an example: an unknown one is planted
    /// in each, and the fault lists those it could have been.
    fileprivate func membersAsked(of file: PolicyFile) -> Set<String> {
        var names: Set<String> = []
        // Every pack has the first two, and duties name the steps of clocks. No other file changes
        // what the loader knows in this one.
        let others = pack.files.filter {
            $0.path != file.path
                && (["regime.yaml", "bands.yaml"].contains($0.path)
                    || $0.path.hasPrefix("clocks/"))
        }
        for planted in file.text.plantings {
            let files = others + [PolicyFile(path: file.path, text: planted)]
            do {
                _ = try PolicyLoader.load(PolicyPack(name: pack.name, files: files))
            } catch {
                for fault in error.faults { names.formUnion(fault.membersKnown) }
            }
        }
        return names
    }
}

extension PolicyFault {
    fileprivate var membersKnown: [String] {
        var list: Substring?
        if message == "“\(String.planted)” is not known here." {
            list = cure.split(separator: "use one of: ").last?.dropLast()
        } else if message.contains(" has no “\(String.planted)”; it has ") {
            list = message.split(separator: "; it has ").last
        }
        return (list ?? "").split(separator: ", ").map(String.init)
    }
}

extension String {
    /// A name that no mapping of a pack knows.
    fileprivate static let planted = "planted"

    /// The text once for each mapping that begins on a line or in braces, with an unknown member
    /// in it.
    fileprivate var plantings: [String] {
        let lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var texts: [String] = []
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }
            let rest = line.dropFirst(indent.count)
            var replacements: [String] = []
            if rest.hasPrefix("- "), rest.contains(": "), !rest.hasPrefix("- {") {
                replacements.append(
                    "\(indent)- \(Self.planted): 1\n\(indent)  \(rest.dropFirst(2))")
            } else if rest.first?.isLetter ?? false {
                replacements.append("\(indent)\(Self.planted): 1\n\(line)")
            }
            for brace in line.indices where line[brace] == "{" {
                replacements.append(
                    "\(line[...brace]) \(Self.planted): 1,\(line[line.index(after: brace)...])")
            }
            for replacement in replacements {
                var copy = lines
                copy[index] = replacement
                texts.append(copy.joined(separator: "\n"))
            }
        }
        return texts
    }
}
