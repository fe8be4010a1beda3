// SPDX-License-Identifier: Apache-2.0

/// What becomes of an authority.
public enum AuthorityChange: String, Hashable, Sendable, CaseIterable {
    /// It came into being.
    case established
    /// Its name or its place in the tree changed.
    case changed
    /// It was closed for ever.
    case closed
}

/// An authority (主管机关) as an entry records it, whole with every change.
public struct AuthorityRecord: Hashable, Sendable {
    /// Its code, which never changes and is never used again.
    public let code: AuthorityCode
    /// Its name.
    public let name: String
    /// The authority above it; nil for a root.
    public let parent: AuthorityCode?
    /// Where its word holds.
    public let territory: RegionCode

    /// Makes a record.
    public init(
        code: AuthorityCode, name: String, parent: AuthorityCode?, territory: RegionCode
    ) {
        self.code = code
        self.name = name
        self.parent = parent
        self.territory = territory
    }

    /// The record as it stands in entries.
    public var json: JSONValue {
        .object(present: [
            ("code", JSONValue(text: code)), ("name", .string(name)),
            ("parent", parent.map { JSONValue(text: $0) }),
            ("territory", JSONValue(text: territory)),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let code = reader.code("code", as: AuthorityCode.self)
        let name = reader.string("name")
        let parent = reader.optionalCode("parent", as: AuthorityCode.self)
        let territory = reader.code("territory", as: RegionCode.self)
        try reader.finish()
        guard let code, let name, let territory else {
            throw InputFaults([.init(pointer: "/code", code: "member.missing", detail: "Needed.")])
        }
        self.init(code: code, name: name, parent: parent, territory: territory)
    }
}

/// An authority as it stands after its last entry.
public struct Authority: Hashable, Sendable {
    /// What its last entry records.
    public let record: AuthorityRecord
    /// From when on its tokens are refused; nil while it stands.
    public let closedAt: Instant?
    /// Its last entry.
    public let entry: EntryNumber

    /// Makes an authority.
    public init(_ record: AuthorityRecord, closedAt: Instant?, entry: EntryNumber) {
        self.record = record
        self.closedAt = closedAt
        self.entry = entry
    }

    /// The authority after an entry that says this of it.
    public init(
        _ change: AuthorityChange, _ record: AuthorityRecord, at recordedAt: Instant,
        in entry: EntryNumber
    ) {
        self.init(record, closedAt: change == .closed ? recordedAt : nil, entry: entry)
    }
}

/// The authorities by their codes: the fold of their entries.
public struct AuthorityTree: Hashable, Sendable {
    /// Every authority there is or was.
    public private(set) var authorities: [AuthorityCode: Authority] = [:]

    /// Plants a tree of authorities that stand already.
    public init(_ authorities: some Sequence<Authority> = []) {
        for authority in authorities { put(authority) }
    }

    /// Takes in what an entry says of an authority.
    public mutating func put(_ authority: Authority) {
        authorities[authority.record.code] = authority
    }

    /// The authority under a code; nil for none.
    public subscript(code: AuthorityCode) -> Authority? { authorities[code] }

    /// Whether an authority hangs on another, at whatever distance, or is that one.
    public func hangs(_ code: AuthorityCode, on other: AuthorityCode) -> Bool {
        // No more steps than there are authorities: a damaged tree must not turn for ever.
        var place: AuthorityCode? = code
        for _ in 0...authorities.count {
            guard let here = place else { return false }
            if here == other { return true }
            place = authorities[here]?.record.parent
        }
        return true
    }

    /// Whether an authority that stands hangs directly on this one.
    public func hasBranches(_ code: AuthorityCode) -> Bool {
        authorities.values.contains { $0.closedAt == nil && $0.record.parent == code }
    }
}
