// SPDX-License-Identifier: Apache-2.0

/// How many nominees a party may vouch for on a route, and how many of these places are used.
public struct Quota: Hashable, Sendable {
    /// How many there may be.
    public enum Limit: Hashable, Sendable {
        /// So many; zero for none.
        case number(Int)
        /// As many as the party likes.
        case unlimited
    }

    /// How many there may be.
    public let limit: Limit
    /// How many there are; nil where that is not known.
    public let used: Int?

    /// Makes a quota.
    public init(limit: Limit, used: Int?) {
        self.limit = limit
        self.used = used
    }

    /// How many more there may be, never below zero; nil where that is unlimited or not known.
    public var remaining: Int? {
        guard case .number(let limit) = limit, let used else { return nil }
        return max(0, limit - used)
    }

    /// Whether there may be one more; nil where that is not known.
    public var hasRoom: Bool? {
        switch limit {
        case .unlimited: true
        case .number(0): false
        case .number(let limit): used.map { $0 < limit }
        }
    }
}
