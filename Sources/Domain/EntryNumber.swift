// SPDX-License-Identifier: Apache-2.0

/// The number of a ledger entry: 1 for the first, without gaps. It equals the size of the tree
/// after that entry, so that 0 stands for a ledger in which nothing is known yet.
public struct EntryNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 1 for the first entry; 0 before it.
    public let value: Int64

    /// Before the first entry.
    public static let none = EntryNumber(unchecked: 0)

    private init(unchecked value: Int64) { self.value = value }

    /// Makes a number; nil when negative.
    public init?(_ value: Int64) {
        guard value >= 0 else { return nil }
        self.value = value
    }

    /// The number `count` entries later.
    public func advanced(by count: Int64) -> EntryNumber {
        precondition(count >= 0, "Entry numbers only grow.")
        return EntryNumber(unchecked: value + count)
    }

    /// The position of the entry's leaf in the tree, counted from 0.
    public var leafIndex: Int64 { value - 1 }

    /// The number in decimal digits.
    public var description: String { String(value) }

    /// Orders by value.
    public static func < (left: EntryNumber, right: EntryNumber) -> Bool {
        left.value < right.value
    }
}

extension EntryNumber {
    /// After every entry there can be.
    public static let latest = EntryNumber.none.advanced(by: .max)
}
