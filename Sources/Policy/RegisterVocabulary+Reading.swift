// SPDX-License-Identifier: Apache-2.0

import Domain
public import Yams

/// Everything that is wrong with one `register.yaml`, in the order of its lines.
public struct RegisterVocabularyFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// One fault.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// The line in the file, counted from 1; 0 where there is none.
        public var line: Int
        /// What is wrong and what is wanted, in one sentence.
        public var message: String

        /// `line 12: …`
        public var description: String { "line \(line): \(message)" }
    }

    /// At least one.
    public var faults: [Fault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension RegisterVocabulary {
    /// Reads a vocabulary from the text of a `register.yaml`.
    /// - Throws: ``RegisterVocabularyFaults`` with every fault found, not only the first.
    public init(yaml text: String) throws(RegisterVocabularyFaults) {
        let node: Node?
        do {
            node = try PlainYAML.compose(text)
        } catch let found as PlainYAML.Reference {
            throw RegisterVocabularyFaults(
                faults: [.init(line: found.mark?.line ?? 0, message: found.message)])
        } catch {
            throw RegisterVocabularyFaults(faults: [.init(line: 0, message: "\(error)")])
        }
        guard let node else {
            throw RegisterVocabularyFaults(faults: [.init(line: 0, message: "the file is empty")])
        }
        try self.init(yaml: node)
    }

    /// Reads a vocabulary from a decoded `register.yaml`.
    /// - Throws: ``RegisterVocabularyFaults`` with every fault found, not only the first.
    public init(yaml node: Node) throws(RegisterVocabularyFaults) {
        let reading = VocabularyReading()
        let root = reading.mapping(
            node, "the file",
            keys: [
                "sponsors", "columns", "tiers", "ratings", "routes", "repairs", "natural-persons",
            ])
        let sponsors = reading.sponsors(root["sponsors"])
        let columns = reading.columns(root["columns"])
        let tiers = reading.values(root["tiers"], "tiers", each: reading.tier)
        let ratings = reading.values(root["ratings"], "ratings", each: reading.rating)
        let routes = reading.values(root["routes"], "routes", each: reading.route)
        let (repairs, footers) = reading.repairs(root["repairs"])
        let personMarks = reading.personMarks(root["natural-persons"])
        reading.checkReferences(routes: routes, tiers: tiers, in: root["routes"] ?? node)
        if !reading.faults.isEmpty {
            throw RegisterVocabularyFaults(faults: reading.faults.sorted { $0.line < $1.line })
        }
        self.init(
            sponsors: sponsors, columns: columns, tiers: tiers, ratings: ratings, routes: routes,
            repairs: repairs, footers: footers, personMarks: personMarks,
            sources: reading.sources)
    }
}
