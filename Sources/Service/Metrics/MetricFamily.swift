// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Some series of one name, as they stood at one moment.
public struct MetricFamily: Hashable, Sendable {
    /// How its numbers move.
    public enum Kind: String, Hashable, Sendable {
        /// They only grow.
        case counter
        /// They go up and down.
        case gauge
        /// They fall into buckets.
        case histogram
    }

    /// A label and its value. Values come from fixed sets: routes, methods, codes; never an id.
    public struct Label: Hashable, Sendable {
        /// The label's name.
        public let name: String
        /// Its value.
        public let value: String

        /// Makes a label.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One number.
    public struct Sample: Hashable, Sendable {
        /// What follows the family's name: `_bucket`, `_sum`, `_count`; empty for most.
        public let suffix: String
        /// What tells it from the others.
        public let labels: [Label]
        /// The number.
        public let value: ExactDecimal
    }

    /// The name, with its unit.
    public let name: String
    /// What it counts, in a sentence.
    public let help: String
    /// How its numbers move.
    public let kind: Kind
    /// The numbers.
    public private(set) var samples: [Sample] = []

    /// Begins a family without a number.
    public init(_ kind: Kind, _ name: String, _ help: String) {
        self.kind = kind
        self.name = name
        self.help = help
    }

    /// A family of a single number.
    public init(_ kind: Kind, _ name: String, _ help: String, value: Int) {
        self.init(kind, name, help)
        add(value)
    }

    /// A family of a single histogram.
    public init(_ name: String, _ help: String, histogram: Histogram) {
        self.init(.histogram, name, help)
        add(histogram.snapshot)
    }

    /// Adds a whole number.
    public mutating func add(_ value: Int, _ labels: Label...) {
        add(ExactDecimal(mantissa: Int64(value), places: 0), labels)
    }

    /// Adds a number.
    public mutating func add(_ value: ExactDecimal, _ labels: [Label] = []) {
        samples.append(Sample(suffix: "", labels: labels, value: value))
    }

    /// Adds a histogram: a number for each bound, with all that fell below it.
    public mutating func add(_ histogram: Histogram.Snapshot, _ labels: Label...) {
        var below: Int64 = 0
        for (index, count) in histogram.counts.enumerated() {
            below += Int64(count)
            let bound =
                index < histogram.bounds.count
                ? histogram.decimal(histogram.bounds[index]).description : "+Inf"
            samples.append(
                Sample(
                    suffix: "_bucket", labels: labels + [Label("le", bound)],
                    value: ExactDecimal(mantissa: below, places: 0)))
        }
        samples.append(
            Sample(suffix: "_sum", labels: labels, value: histogram.decimal(histogram.sum)))
        samples.append(
            Sample(
                suffix: "_count", labels: labels,
                value: ExactDecimal(mantissa: below, places: 0)))
    }
}
