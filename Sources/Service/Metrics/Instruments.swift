// SPDX-License-Identifier: Apache-2.0

public import Domain
import Synchronization

/// A number that only grows. To add is one atomic instruction.
public final class Counter: Sendable {
    private let total = Atomic<Int>(0)

    /// Begins at 0.
    public init() {}

    /// Grows by so many.
    public func add(_ count: Int = 1) {
        total.wrappingAdd(count, ordering: .relaxed)
    }

    /// How many so far.
    public var value: Int { total.load(ordering: .relaxed) }
}

/// A number that goes up and down.
public final class Gauge: Sendable {
    private let level = Atomic<Int>(0)

    /// Begins at 0.
    public init() {}

    /// Goes up by so much, or down.
    public func add(_ change: Int) {
        level.wrappingAdd(change, ordering: .relaxed)
    }

    /// Goes up to a value, and never down.
    public func raise(to value: Int) {
        level.max(value, ordering: .relaxed)
    }

    /// The present value.
    public var value: Int { level.load(ordering: .relaxed) }
}

/// How often values fell between fixed bounds.
///
/// Values are whole numbers of 10^−`places`: with six places, microseconds of what is told in
/// seconds.
public final class Histogram: Sendable {
    /// The upper bounds, rising; a value that equals a bound lies below it.
    public let bounds: [Int]
    /// How many places of a decimal the values have.
    public let places: Int
    private let counters: [Counter]
    private let total = Counter()

    /// Makes an empty histogram.
    public init(bounds: [Int], places: Int = 0) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "Bounds rise.")
        self.bounds = bounds
        self.places = places
        self.counters = (0...bounds.count).map { _ in Counter() }
    }

    /// Counts a value.
    public func observe(_ value: Int) {
        var index = 0
        while index < bounds.count, bounds[index] < value { index += 1 }
        counters[index].add()
        total.add(value)
    }

    /// What was counted. The count is the sum of the buckets, whatever is counted meanwhile.
    public var snapshot: Snapshot {
        Snapshot(
            bounds: bounds, places: places, counts: counters.map(\.value), sum: total.value)
    }

    /// What a histogram held at one moment.
    public struct Snapshot: Hashable, Sendable {
        /// The upper bounds.
        public let bounds: [Int]
        /// How many places of a decimal bounds and sum have.
        public let places: Int
        /// How many values fell into each bucket; the last is beyond every bound.
        public let counts: [Int]
        /// The sum of all values.
        public let sum: Int

        /// How many values there were.
        public var count: Int { counts.reduce(0, +) }

        /// A bound or the sum as a decimal.
        public func decimal(_ value: Int) -> ExactDecimal {
            ExactDecimal(mantissa: Int64(value), places: places)
        }
    }

    /// Microseconds, told in seconds: from what memory takes to what nobody waits for.
    public static func ofSeconds() -> Histogram {
        Histogram(
            bounds: [
                100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
                500_000, 1_000_000, 2_500_000, 10_000_000,
            ], places: 6)
    }

    /// How many at a time, up to a thousand.
    public static func ofCounts() -> Histogram {
        Histogram(bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000])
    }
}

extension Duration {
    /// Whole microseconds.
    public var microseconds: Int {
        Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
    }
}
