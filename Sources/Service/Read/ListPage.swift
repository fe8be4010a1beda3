// SPDX-License-Identifier: Apache-2.0

/// One page of a list in the order of its keys, as of one position of the ledger.
public struct ListPage<Row: Sendable, Key: Sendable & Hashable>: Sendable {
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
