// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// Reads the members of one YAML mapping; every fault goes to the reading, none stops it.
/// `finish()` refuses members that nobody asked for.
struct MappingReader {
    let file: String
    let node: Node
    let reading: PackReading
    private let members: [(key: Node, value: Node)]
    private var seen: [String] = []
    private let asked = Asked()

    /// The members of which a reader or a copy of it asked whether they are there.
    private final class Asked {
        var names: Set<String> = []
    }

    /// Begins to read `node`; nil after noting a fault when it is no mapping.
    init?(_ node: Node, file: String, reading: PackReading) {
        guard let mapping = node.mapping else {
            reading.fault(
                .init(file: file, node: node), "A mapping of names to values is needed here.",
                cure: "Write `name: value` lines.")
            return nil
        }
        self.file = file
        self.node = node
        self.reading = reading
        self.members = mapping.map { ($0.key, $0.value) }
    }

    /// The value of a member; nil when it is not there.
    mutating func optional(_ name: String) -> Node? {
        seen.append(name)
        return members.first { $0.key.string == name }?.value
    }

    /// The value of a member that must be there.
    mutating func required(_ name: String, cure: String? = nil) -> Node? {
        guard let value = optional(name) else {
            fault(node, "“\(name)” is missing.", cure: cure ?? "Add `\(name):` here.")
            return nil
        }
        return value
    }

    /// Whether a member is there that may be, so that hints name it.
    func has(_ name: String) -> Bool {
        asked.names.insert(name)
        return holds(name)
    }

    /// Whether a member is there by which it is told what the others may be.
    func holds(_ name: String) -> Bool { members.contains { $0.key.string == name } }

    func place(_ node: Node?) -> PackReading.Place { .init(file: file, node: node) }

    func fault(_ node: Node?, _ message: String, cure: String) {
        reading.fault(place(node), message, cure: cure)
    }

    /// Refuses members that nobody asked for.
    func finish() {
        for (key, _) in members {
            let name = key.string ?? "?"
            guard !seen.contains(name) else { continue }
            let known = asked.names.union(seen).sorted().joined(separator: ", ")
            fault(
                key, "“\(name)” is not known here.",
                cure: "Leave it out, or use one of: \(known).")
        }
    }

    // MARK: Nested

    /// A mapping that must be there.
    mutating func mapping(_ name: String) -> MappingReader? {
        required(name).flatMap { MappingReader($0, file: file, reading: reading) }
    }

    /// A mapping that may be absent.
    mutating func optionalMapping(_ name: String) -> MappingReader? {
        optional(name).flatMap { MappingReader($0, file: file, reading: reading) }
    }

    /// The elements of a list that must be there and hold something.
    mutating func list(_ name: String) -> [Node] {
        guard let value = required(name) else { return [] }
        return elements(of: value, name)
    }

    /// The elements of a list that may be absent.
    mutating func optionalList(_ name: String) -> [Node] {
        guard let value = optional(name) else { return [] }
        if let sequence = value.sequence, sequence.isEmpty { return [] }
        return elements(of: value, name)
    }

    /// The mappings of a list that must be there and hold something.
    mutating func mappings(_ name: String) -> [MappingReader] {
        list(name).compactMap { MappingReader($0, file: file, reading: reading) }
    }

    /// The mappings of a list that may be absent.
    mutating func optionalMappings(_ name: String) -> [MappingReader] {
        optionalList(name).compactMap { MappingReader($0, file: file, reading: reading) }
    }

    private func elements(of value: Node, _ name: String) -> [Node] {
        guard let sequence = value.sequence, !sequence.isEmpty else {
            fault(value, "“\(name)” must be a list.", cure: "Write its elements as `- …` lines.")
            return []
        }
        return Array(sequence)
    }
}
