// SPDX-License-Identifier: Apache-2.0

import Yams

/// Where a delegated parameter stands: a file, and the members that lead to one value in each of
/// its dated values. An element of a list is named by its `code`, else by its number from 0.
struct ParameterPath {
    /// The file, from the folder of the pack.
    let file: String
    private let members: [String]

    /// Takes `indicators/CODE/points` or `bands/bands/CODE/atLeast`; nil where no such file is
    /// among `files`, or nothing follows it.
    init?(_ text: String, among files: [String: Node]) {
        let parts = text.split(separator: "/").map(String.init)
        for count in [2, 1] where parts.count > count {
            let file = parts.prefix(count).joined(separator: "/") + ".yaml"
            guard files[file] != nil else { continue }
            self.file = file
            members = Array(parts.dropFirst(count))
            return
        }
        return nil
    }

    /// What says when a value holds and where it is written, and is no value of the law.
    private static let besides: Set<String> = [
        "code", "from", "until", "source", "verified", "status", "why",
    ]

    /// Whether it leads to a value of the law, and not to what stands beside one.
    var isOfLaw: Bool { members.last.map { !Self.besides.contains($0) } ?? false }

    /// The single value to which it leads; nil where it leads nowhere.
    func scalar(in value: Node) -> Node? { Self.visit(value, members[...], nil)?.found }

    /// The dated value with another single value where it leads; nil where it leads nowhere.
    func setting(_ scalar: Node, in value: Node) -> Node? {
        Self.visit(value, members[...], scalar)?.node
    }

    private static func visit(
        _ node: Node, _ members: ArraySlice<String>, _ value: Node?
    ) -> (found: Node, node: Node)? {
        guard let name = members.first else {
            return node.scalar == nil ? nil : (node, value ?? node)
        }
        let rest = members.dropFirst()
        switch node {
        case .mapping(var mapping):
            guard let index = mapping.firstIndex(where: { $0.key.string == name }),
                let inner = visit(mapping[index].value, rest, value)
            else { return nil }
            mapping[index] = (mapping[index].key, inner.node)
            return (inner.found, .mapping(mapping))
        case .sequence(var sequence):
            let coded = sequence.firstIndex { $0.mapping?["code"]?.string == name }
            guard let index = coded ?? Int(name), sequence.indices.contains(index),
                let inner = visit(sequence[index], rest, value)
            else { return nil }
            sequence[index] = inner.node
            return (inner.found, .sequence(sequence))
        default: return nil
        }
    }
}
