// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// The dated values of a file as they are written.
struct DatedNodes {
    /// One dated value.
    struct Value {
        let validity: Validity
        let node: Node
    }

    private(set) var values: [Value]

    /// Takes the values of a document; none where it has no dated ones.
    init(_ document: Node?) {
        values = (document?.mapping?["values"]?.sequence.map { Array($0) } ?? []).compactMap {
            guard let from = $0.day("from"),
                let validity = Validity(from: from, until: $0.day("until"))
            else { return nil }
            return Value(validity: validity, node: $0)
        }
    }

    /// Sets what a path leads to for a time; values that begin before or end after are split.
    mutating func set(
        _ scalar: Node, at path: ParameterPath, during validity: Validity,
        as setting: OverlaySetting, _ explanation: String
    ) {
        values = values.flatMap { value -> [Value] in
            guard let part = value.validity.intersection(validity),
                let changed = path.setting(scalar, in: value.node)
            else { return [value] }
            let before = Validity(from: value.validity.from, until: part.from)
            let after = part.until.flatMap { Validity(from: $0, until: value.validity.until) }
            return [
                before.map { Value(validity: $0, node: value.node.lasting($0)) },
                Value(
                    validity: part, node: changed.lasting(part).citing(explanation, of: setting)),
                after.map { Value(validity: $0, node: value.node.lasting($0)) },
            ].compactMap(\.self)
        }
    }

    /// The document with these values.
    func document(_ original: Node) -> Node {
        original.replacing("values", by: Node(values.map(\.node)))
    }
}

extension Validity {
    /// The days that lie in both; nil where none does.
    fileprivate func intersection(_ other: Validity) -> Validity? {
        let ends = [until, other.until].compactMap(\.self)
        return Validity(from: max(from, other.from), until: ends.min())
    }
}

extension Node {
    fileprivate func day(_ name: String) -> CivilDate? {
        mapping?[name]?.scalar.flatMap { CivilDate($0.string) }
    }

    fileprivate func text(_ name: String) -> String? { mapping?[name]?.scalar?.string }

    /// The mapping with another member; without it where that is nil.
    fileprivate func replacing(_ name: String, by value: Node?) -> Node {
        guard var mapping else { return self }
        mapping[name] = value
        return .mapping(mapping)
    }

    fileprivate func lasting(_ validity: Validity) -> Node {
        replacing("from", by: Node("\(validity.from)", .implicit, .plain))
            .replacing("until", by: validity.until.map { Node("\($0)", .implicit, .plain) })
    }

    /// The value as it is cited once an authority has set a part of it. It is verified where both
    /// are, and a proposal where either is.
    fileprivate func citing(_ explanation: String, of setting: OverlaySetting) -> Node {
        let provenance = setting.provenance
        var node = replacing(
            "source", by: Node("\(text("source") ?? ""); \(explanation)", .implicit, .doubleQuoted))
        if !provenance.isVerified {
            node = node.replacing("verified", by: Node("false", .implicit, .plain))
        }
        if provenance.status == .proposal {
            node = node.replacing("status", by: Node(provenance.status.rawValue, .implicit, .plain))
        }
        let whys = [text("why"), provenance.why].compactMap(\.self)
        return whys.isEmpty
            ? node
            : node.replacing(
                "why", by: Node(whys.joined(separator: " "), .implicit, .doubleQuoted))
    }
}
