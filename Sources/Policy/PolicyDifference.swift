// SPDX-License-Identifier: Apache-2.0

public import Domain

/// One value of the law that two versions give differently, and the days on which they do.
///
/// - Source: both packs, of which the later value names its own.
public struct PolicyDifference: Hashable, Sendable {
    /// Where the value stands, `indicators/late/points/fixed`.
    public let path: String
    /// The first day on which the versions differ so.
    public let from: CivilDate
    /// The first later day on which they do not; nil where they go on to.
    public private(set) var until: CivilDate?
    /// The value of the first version; nil where it has none.
    public let before: JSONValue?
    /// The value of the second version; nil where it has none.
    public let after: JSONValue?
    /// Where the value is written, of the second version if it has one.
    public let source: String?

    /// Every difference of two versions, by path and day.
    ///
    /// Both are described as they stand on each day on which a value of either begins or ends.
    public static func all(from first: Policy, to second: Policy) -> [PolicyDifference] {
        let days = Set([first, second].flatMap(\.daysOfAnyChange)).sorted()
        var open: [String: PolicyDifference] = [:]
        var found: [PolicyDifference] = []
        for day in days {
            let before = PolicyLeaves(PolicyDescription(first, on: day).json)
            let after = PolicyLeaves(PolicyDescription(second, on: day).json)
            for path in Set(before.values.keys).union(after.values.keys) {
                let values = (before.values[path]?.value, after.values[path]?.value)
                if let same = open[path], values == (same.before, same.after) { continue }
                if var ended = open.removeValue(forKey: path) {
                    ended.until = day
                    found.append(ended)
                }
                guard values.0 != values.1 else { continue }
                open[path] = PolicyDifference(
                    path: path, from: day, until: nil, before: values.0, after: values.1,
                    source: (after.values[path] ?? before.values[path])?.source)
            }
            for (path, difference) in open
            where before.values[path] == nil && after.values[path] == nil {
                var ended = difference
                ended.until = day
                found.append(ended)
                open[path] = nil
            }
        }
        return (found + open.values).sorted { ($0.path, $0.from) < ($1.path, $1.from) }
    }

    /// The difference in words, without its source.
    public func text(in language: Language) -> String {
        let old = before.map { Self.words($0) }
        let new = after.map { Self.words($0) }
        switch language {
        case .en:
            let days = until.map { "from \(from) until \($0)" } ?? "from \(from)"
            guard let old else { return "\(path): new, \(new ?? ""), \(days)" }
            guard let new else { return "\(path): gone, was \(old), \(days)" }
            return "\(path): \(new) instead of \(old), \(days)"
        case .zh:
            let days = until.map { "自 \(from) 起至 \($0) 前" } ?? "自 \(from) 起"
            guard let old else { return "\(path)：新增 \(new ?? "")，\(days)" }
            guard let new else { return "\(path)：取消，原为 \(old)，\(days)" }
            return "\(path)：由 \(old) 改为 \(new)，\(days)"
        }
    }

    /// The difference for programs.
    public var json: JSONValue {
        .object([
            .init("path", .string(path)), .init("from", JSONValue(text: from)),
            .init("until", until.map { JSONValue(text: $0) } ?? .null),
            .init("before", before ?? .null), .init("after", after ?? .null),
            .init("source", source.map { .string($0) } ?? .null),
        ])
    }

    private static func words(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return String(decoding: value.canonicalBytes, as: UTF8.self)
    }
}

extension Policy {
    /// The days on which any value begins or ends, be it one on which no rating rests.
    fileprivate var daysOfAnyChange: [CivilDate] {
        changeDays + delegation.changeDays + procedure.proceedingChangeDays
    }
}

/// The single values of a description, by their paths.
private struct PolicyLeaves {
    private(set) var values: [String: (value: JSONValue, source: String?)] = [:]

    /// What says when a value holds and where it is written, and is no value of the law.
    private static let besides: Set<String> = [
        "from", "until", "citation", "source", "verified", "status", "why", "policy", "asOf",
    ]

    init(_ description: JSONValue) { add(description, at: "", source: nil) }

    private mutating func add(_ value: JSONValue, at path: String, source: String?) {
        switch value {
        case .object(let members):
            var own = source
            if case .string(let citation)? = value["citation"] { own = citation }
            for member in members where !Self.besides.contains(member.name) {
                add(member.value, at: Self.join(path, member.name), source: own)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                var name = String(index)
                if case .string(let code)? = element["code"] { name = code }
                add(element, at: Self.join(path, name), source: source)
            }
        default: values[path] = (value, source)
        }
    }

    private static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path)/\(name)"
    }
}
