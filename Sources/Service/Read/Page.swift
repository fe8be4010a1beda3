// SPDX-License-Identifier: Apache-2.0

/// Which part of a list is wanted: so many rows, after the row with this key.
public struct PageRequest<Key: Sendable & Hashable>: Sendable, Hashable {
    /// How many rows at most.
    public let limit: Int
    /// The key of the last row that is known already; nil for the beginning.
    public let after: Key?

    /// The limits that may be asked for.
    public static var limits: ClosedRange<Int> { 1...500 }
    /// How many rows who names no limit gets.
    public static var usualLimit: Int { 50 }

    /// Makes a request.
    public init(limit: Int = Self.usualLimit, after: Key? = nil) {
        precondition(Self.limits.contains(limit), "A page has 1 to 500 rows.")
        self.limit = limit
        self.after = after
    }
}

/// One part of a list, in the order of its keys, as of one position of the ledger.
public struct Page<Row: Sendable, Key: Sendable & Hashable>: Sendable {
    /// The rows.
    public let rows: [Row]
    /// The key to go on after; nil when nothing follows.
    public let next: Key?
    /// As of which position of the ledger.
    public let knownAt: KnownAt

    /// Makes a page.
    public init(rows: [Row], next: Key?, knownAt: KnownAt) {
        self.rows = rows
        self.next = next
        self.knownAt = knownAt
    }
}
