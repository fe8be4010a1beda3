// SPDX-License-Identifier: Apache-2.0

/// The way on which an event reaches a party that shares it: from where, and along which relations.
public struct SharingPath: Hashable, Sendable {
    /// From where it runs.
    public enum Origin: String, Hashable, Sendable, CaseIterable {
        /// From the party of which the event was reported.
        case party
        /// From a voucher of the undertaking on which it happened.
        case voucher
    }

    /// One relation of the way.
    public struct Step: Hashable, Sendable {
        /// How the first party of the relation stands to the other.
        public let kind: RelationKind
        /// Whether it is the first party that is reached, and not the other.
        public let reachesFirst: Bool

        /// Makes a step.
        public init(kind: RelationKind, reachesFirst: Bool) {
            self.kind = kind
            self.reachesFirst = reachesFirst
        }
    }

    /// From where it runs.
    public let origin: Origin
    /// The relations, from the origin to the party that is reached.
    public let steps: [Step]

    /// Makes a way.
    public init(origin: Origin, steps: [Step] = []) {
        self.origin = origin
        self.steps = steps
    }

    /// The same, one relation further.
    public func adding(_ step: Step) -> SharingPath {
        SharingPath(origin: origin, steps: steps + [step])
    }

    /// The path as it stands in entries and answers.
    public var json: JSONValue {
        .object(present: [
            ("from", .string(origin.rawValue)),
            ("relations", steps.isEmpty ? nil : .array(steps.map(\.json))),
        ])
    }

    /// Reads what `json` writes; nil after noting faults.
    public init?(reading reader: inout ObjectReader) {
        let origin = reader.choice("from", of: Origin.self)
        let steps = reader.elements("relations", maximumCount: 5) { inner -> Step? in
            let kind = inner.choice("kind", of: RelationKind.self)
            let reached = inner.choice("reaches", of: Side.self)
            guard let kind, let reached else { return nil }
            return Step(kind: kind, reachesFirst: reached == .first)
        }
        guard let origin else { return nil }
        self.init(origin: origin, steps: steps)
    }

    /// Which party of a relation is reached.
    private enum Side: String, CaseIterable {
        case first
        case other
    }
}

extension SharingPath.Step {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind.rawValue),
            "reaches": .string(reachesFirst ? "first" : "other"),
        ]
    }
}
