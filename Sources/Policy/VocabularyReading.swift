// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// Walks the tree of a `register.yaml`, gathering faults instead of stopping at the first.
final class VocabularyReading {
    private(set) var faults: [RegisterVocabularyFaults.Fault] = []
    private(set) var sources: [String: String] = [:]

    func sponsors(_ node: Node?) -> RegisterVocabulary.Sponsors {
        let group = group(node, "sponsors", keys: ["role", "region", "scheme"])
        let role = Role(rawValue: text(group["role"], "sponsors.role"))
        let scheme = IdentifierScheme(rawValue: text(group["scheme"], "sponsors.scheme"))
        if let node = group["role"], role == nil { fault(node, "there is no such role") }
        if let node = group["scheme"], scheme == nil { fault(node, "there is no such scheme") }
        return .init(
            role: role ?? .sponsor, region: code(group["region"], "sponsors.region"),
            scheme: scheme ?? .ukRegister)
    }

    func columns(_ node: Node?) -> RegisterVocabulary.Columns {
        let group = group(
            node, "columns", keys: ["name", "town", "county", "rating", "route", "separator"])
        return RegisterVocabulary.Columns(
            name: text(group["name"], "columns.name"),
            town: text(group["town"], "columns.town"),
            county: text(group["county"], "columns.county"),
            rating: text(group["rating"], "columns.rating"),
            route: text(group["route"], "columns.route"),
            separator: text(group["separator"], "columns.separator"))
    }

    func tier(_ node: Node) -> RegisterVocabulary.Tier {
        let entry = mapping(node, "a tier", keys: ["code", "names"])
        return .init(
            code: text(entry["code"], "a tier's code"),
            names: texts(entry["names"], "a tier's names"))
    }

    func rating(_ node: Node) -> RegisterVocabulary.Rating {
        let entry = mapping(node, "a rating", keys: ["text", "band"], optional: ["service"])
        return .init(
            text: text(entry["text"], "a rating's text"),
            band: code(entry["band"], "a rating's band"),
            service: entry["service"].map { code($0, "a rating's service") })
    }

    func route(_ node: Node) -> RegisterVocabulary.Route {
        let entry = mapping(node, "a route", keys: ["code", "tiers", "names"])
        return .init(
            code: code(entry["code"], "a route's code"),
            tiers: texts(entry["tiers"], "a route's tiers"),
            names: texts(entry["names"], "a route's names"))
    }

    func repairs(_ node: Node?) -> ([RegisterVocabulary.Repair], [String]) {
        let group = group(node, "repairs", keys: ["cells", "footers"])
        let cells = sequence(group["cells"], "repairs.cells").map { node in
            let entry = mapping(node, "a repair", keys: ["column", "text", "means"])
            let name = text(entry["column"], "a repair's column")
            let column = RegisterVocabulary.Column(rawValue: name)
            if column == nil { fault(node, "no column is called “\(name)”") }
            return RegisterVocabulary.Repair(
                column: column ?? .name, text: text(entry["text"], "a repair's text"),
                means: text(entry["means"], "a repair's meaning"))
        }
        return (cells, texts(group["footers"], "repairs.footers"))
    }

    func personMarks(_ node: Node?) -> RegisterVocabulary.PersonMarks {
        let group = group(
            node, "natural-persons", keys: ["titles", "trading-as", "organisation-marks"])
        return .init(
            titles: texts(group["titles"], "natural-persons.titles"),
            tradingAs: texts(group["trading-as"], "natural-persons.trading-as"),
            organisationMarks: texts(
                group["organisation-marks"], "natural-persons.organisation-marks"))
    }

    /// Routes must name tiers that exist, and one tier and name must mean one route.
    func checkReferences(
        routes: [RegisterVocabulary.Route], tiers: [RegisterVocabulary.Tier], in node: Node
    ) {
        let known = Set(tiers.map(\.code))
        var seen: [String: RouteCode] = [:]
        for route in routes {
            for tier in route.tiers {
                if !known.contains(tier) {
                    fault(node, "route \(route.code) names the unknown tier “\(tier)”")
                }
                for name in route.names {
                    if let other = seen.updateValue(route.code, forKey: "\(tier)/\(name)") {
                        fault(node, "“\(name)” of \(tier) is both \(other) and \(route.code)")
                    }
                }
            }
        }
    }

    // MARK: Shapes

    /// A group with its `source:` and a list under `values:`.
    func values<Value>(_ node: Node?, _ name: String, each: (Node) -> Value) -> [Value] {
        let group = group(node, name, keys: ["values"])
        return sequence(group["values"], "\(name).values").map(each)
    }

    private func group(_ node: Node?, _ name: String, keys: [String]) -> [String: Node] {
        guard let node else { return [:] }
        let group = mapping(node, name, keys: keys + ["source"])
        sources[name] = text(group["source"], "\(name).source")
        return group
    }

    func mapping(
        _ node: Node, _ name: String, keys: [String], optional: [String] = []
    ) -> [String: Node] {
        guard let mapping = node.mapping else {
            fault(node, "\(name) must be a mapping")
            return [:]
        }
        var entries: [String: Node] = [:]
        for (key, value) in mapping {
            let key = key.string ?? ""
            if !keys.contains(key), !optional.contains(key) {
                fault(value, "\(name) has no “\(key)”; it has \(keys.joined(separator: ", "))")
            }
            entries[key] = value
        }
        for key in keys where entries[key] == nil {
            fault(node, "\(name) lacks “\(key)”")
        }
        return entries
    }

    private func sequence(_ node: Node?, _ name: String) -> [Node] {
        guard let node else { return [] }
        guard let sequence = node.sequence, !sequence.isEmpty else {
            fault(node, "\(name) must be a list with at least one entry")
            return []
        }
        return Array(sequence)
    }

    private func texts(_ node: Node?, _ name: String) -> [String] {
        sequence(node, name).map { text($0, name) }
    }

    private func text(_ node: Node?, _ name: String) -> String {
        guard let node else { return "" }
        guard let text = node.scalar?.string, !text.isEmpty else {
            fault(node, "\(name) must be a text")
            return ""
        }
        return text
    }

    private func code<Value: Code>(_ node: Node?, _ name: String) -> Value {
        let text = text(node, name)
        guard let code = Value(checking: text) else {
            if let node { fault(node, "\(name) “\(text)” must be letters, digits, ., - or _") }
            return Value("")
        }
        return code
    }

    private func fault(_ node: Node, _ message: String) {
        faults.append(.init(line: node.mark?.line ?? 0, message: message))
    }
}
