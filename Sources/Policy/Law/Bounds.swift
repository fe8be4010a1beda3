// SPDX-License-Identifier: Apache-2.0

/// An interval whose edges each say whether they belong to it.
public struct Bounds<Value: Comparable & Hashable & Sendable>: Hashable, Sendable {
    /// One edge.
    public struct Edge: Hashable, Sendable {
        /// Where it lies.
        public let value: Value
        /// Whether it belongs to the interval.
        public let isInclusive: Bool
    }

    /// The lower edge; nil where the interval is open below.
    public let lower: Edge?
    /// The upper edge; nil where the interval is open above.
    public let upper: Edge?

    /// Whether `value` lies within.
    public func contains(_ value: Value) -> Bool {
        if let lower, value < lower.value || (value == lower.value && !lower.isInclusive) {
            return false
        }
        if let upper, value > upper.value || (value == upper.value && !upper.isInclusive) {
            return false
        }
        return true
    }

    /// Whether no value can lie within.
    var isEmpty: Bool {
        guard let lower, let upper else { return false }
        if lower.value == upper.value { return !(lower.isInclusive && upper.isInclusive) }
        return lower.value > upper.value
    }
}
