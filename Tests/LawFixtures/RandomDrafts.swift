// SPDX-License-Identifier: Apache-2.0

public import Policy

/// Drafts of a body of law made up at random: in one to three places a number is another, an
/// element of a list is gone, or a whole file.
public struct RandomDrafts {
    private var generator: SeededGenerator
    private let pack: PolicyPack
    /// The folders and files of which one is drawn first: there are more indicators than all else.
    private let folders: [String]
    private var number = 0

    /// Begins a row of drafts that is the same for the same seed, with changes in some folders or
    /// files of the pack, or in any.
    public init(seed: UInt64, of pack: PolicyPack, in folders: Set<String>? = nil) {
        generator = SeededGenerator(seed: seed)
        self.pack = pack.withoutCases
        let all = Set(self.pack.files.map { Self.folder(of: $0.path) })
        self.folders = all.subtracting(["regime.yaml"]).intersection(folders ?? all).sorted()
    }

    /// The next draft that is a law without faults, and the files that it changes.
    public mutating func make() -> (policy: Policy, changed: Set<String>) {
        while true {
            var files = pack.files
            var changed: Set<String> = []
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                guard let place = anyPlace(in: files), let text = changing(files[place]) else {
                    continue
                }
                let path = files[place].path
                changed.insert(path)
                if text.isEmpty {
                    files.remove(at: place)
                } else {
                    files[place] = PolicyFile(path: path, text: text)
                }
            }
            guard !changed.isEmpty else { continue }
            number += 1
            let draft = PolicyPack(name: pack.name, files: files).version("draft-\(number)")
            if let policy = try? PolicyLoader.load(draft) { return (policy, changed) }
        }
    }

    private mutating func anyPlace(in files: [PolicyFile]) -> Int? {
        let folder = folders.randomElement(using: &generator)
        return files.indices.filter { Self.folder(of: files[$0].path) == folder }
            .randomElement(using: &generator)
    }

    private static func folder(of path: String) -> String {
        String(path.prefix { $0 != "/" })
    }

    /// The text of a file with one change, empty where it is gone; nil where there is nothing to
    /// change.
    private mutating func changing(_ file: PolicyFile) -> String? {
        var lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0 where file.path.contains("/"): return ""
        case 1:
            let elements = lines.indices.filter { lines[$0].contains(/^ +- [a-z][a-z.-]+$/) }
            guard let place = elements.randomElement(using: &generator) else { return nil }
            lines.remove(at: place)
        default:
            let numbers = lines.indices.filter { place in
                let line = lines[place]
                return !["from:", "until:", "en:", "source:", "why:"].contains(where: line.contains)
                    && line.contains(Self.number)
            }
            guard let place = numbers.randomElement(using: &generator) else { return nil }
            let found = lines[place].matches(of: Self.number)
            guard let match = found.randomElement(using: &generator),
                let old = Int(match.output.2)
            else { return nil }
            let new = [old + 1, old - 1, old * 2, old + 10].randomElement(using: &generator) ?? 0
            let range = match.output.2.startIndex..<match.output.2.endIndex
            lines[place].replaceSubrange(range, with: "\(new)")
        }
        return lines.joined(separator: "\n")
    }

    /// A whole number that stands as a value.
    private static var number: Regex<(Substring, Substring, Substring)> {
        /([:\[,] ?)(-?[0-9]+)(?=[ ,}\]]|$)/
    }
}
