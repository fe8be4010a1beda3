// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Policy

/// The pages that explain the format of a pack, and the one pack that their examples make up.
public struct DocumentedPack {
    /// One page.
    public struct Page: Sendable {
        /// Its name without the ending, as `Routes`.
        public let name: String
        /// Its lines.
        public let lines: [String]
    }

    /// The pages, in order of their names.
    public let pages: [Page]
    /// The example files, each with the page on which it stands.
    public let examples: [(page: String, file: PolicyFile)]

    /// Reads the pages from the sources of this package.
    public init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Policy/Policy.docc").standardized
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".md") }.sorted()
        pages = try names.map { name in
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return Page(
                name: String(name.dropLast(".md".count)),
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init))
        }
        examples = pages.flatMap { page in page.examples.map { (page.name, $0) } }
    }

    /// All example files as one pack.
    public var pack: PolicyPack {
        PolicyPack(name: "example", files: examples.map(\.file))
    }
}

extension DocumentedPack.Page {
    /// The fenced blocks that name their file, as in `yaml routes/example-work.yaml`.
    fileprivate var examples: [PolicyFile] {
        let opening = "```yaml "
        var files: [PolicyFile] = []
        var path: String?
        var text: [String] = []
        for line in lines {
            if let open = path {
                if line == "```" {
                    files.append(
                        PolicyFile(path: open, text: text.joined(separator: "\n") + "\n"))
                    path = nil
                } else {
                    text.append(line)
                }
            } else if line.hasPrefix(opening) {
                path = String(line.dropFirst(opening.count))
                text = []
            }
        }
        return files
    }

    /// The names that stand as code in its tables, `points.fixed` giving both words.
    public var documentedNames: Set<String> {
        lines.filter { $0.hasPrefix("|") }.reduce(into: []) { $0.formUnion($1.codeWords) }
    }
}

extension StringProtocol {
    /// The words within backquotes.
    fileprivate var codeWords: [String] {
        String(self).split(separator: "`" as Character, omittingEmptySubsequences: false)
            .enumerated()
            .filter { $0.offset % 2 == 1 }
            .flatMap { $0.element.split { !($0.isLetter || $0 == "-") }.map(String.init) }
    }
}
