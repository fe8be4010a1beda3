// SPDX-License-Identifier: Apache-2.0

import Yams

/// Reads a document of YAML that writes out everything it says.
///
/// Anchors and aliases are refused. A few lines of them stand for more values than a machine can
/// hold, and a value of the law is to be read where it counts.
enum PlainYAML {
    /// An anchor or alias, and where it stands.
    struct Reference: Error {
        let message: String
        let mark: Mark?

        /// How to mend it.
        static let cure =
            "Write the value out here; a text that begins with “&” or “*” stands in double quotes."
    }

    /// Stands in for a star: a letter that Unicode leaves to private use.
    private static let mask: Character = "\u{E000}"

    /// The root of the document; nil where it is empty.
    ///
    /// - Throws: `YamlError`; `Reference` for the first anchor or alias.
    static func compose(_ text: String) throws -> Node? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "*") })
        else { return try Yams.compose(yaml: text) }
        // Without a star no alias is followed, not even one within a name; where it stands a plain
        // text begins instead, and all else is read as before.
        let parser = try Yams.Parser(yaml: text.replacing("*", with: String(mask)))
        let found = try parser.singleRoot().flatMap { reference(in: $0) }
        // The parser alone holds the anchors of its nodes.
        withExtendedLifetime(parser) {}
        if let found { throw found }
        return try Yams.compose(yaml: text)
    }

    private static func reference(in node: Node) -> Reference? {
        if node.anchor != nil {
            return Reference(message: "An anchor stands here.", mark: node.mark)
        }
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain, scalar.string.first == mask else { return nil }
            return Reference(message: "An alias stands here.", mark: node.mark)
        case .sequence(let sequence):
            for element in sequence { if let found = reference(in: element) { return found } }
            return nil
        case .mapping(let mapping):
            for (key, value) in mapping {
                if let found = reference(in: key) ?? reference(in: value) { return found }
            }
            return nil
        case .alias: return Reference(message: "An alias stands here.", mark: node.mark)
        }
    }
}
