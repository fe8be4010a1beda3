// SPDX-License-Identifier: Apache-2.0

/// The text of one file of the repository, as the rules read it.
struct SourceFile {
    /// Path from the package root, with `/` between its parts.
    let path: String
    let lines: [String]
    /// For Swift, the lines with comments and string contents blanked, so that a rule about code
    /// is not set off by words. For every other file the same as `lines`.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        self.lines = SourceFile.split(text)
        self.code = path.hasSuffix(".swift") ? SourceFile.split(SwiftBlanker.blank(text)) : lines
    }

    /// The folder parts and the file name.
    var components: [String] { path.split(separator: "/").map(String.init) }

    var name: String { components.last ?? path }

    /// The name without its extension and topic: `Ledger+Proof.swift` gives `Ledger`.
    var stem: String {
        let base = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name
        return base.split(separator: "+").first.map(String.init) ?? base
    }

    func isUnder(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }

    func hasExtension(_ extensions: String...) -> Bool {
        extensions.contains { path.hasSuffix("." + $0) }
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // A closing newline ends the last line; it does not begin another.
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
