// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Two versions of the law, and what of their results may differ, in every region.
///
/// A draft leaves most of the law as it is. What rests on that part alone is worked out once for
/// both versions.
public struct PolicyPair: Sendable {
    /// The one.
    public let first: Policy
    /// The other.
    public let second: Policy
    /// Both as they stand in each region for which one of them has a law of its own, and elsewhere.
    private let local: [LocalPolicyPair]

    /// Holds two versions against each other.
    public init(_ first: Policy, _ second: Policy) {
        self.first = first
        self.second = second
        let regions = [nil] + (first.variants + second.variants).map(\.region)
        var local: [LocalPolicyPair] = []
        for region in regions {
            let (one, other) = (first.variant(for: region), second.variant(for: region))
            guard !local.contains(where: { $0.isOf(one, other) }) else { continue }
            local.append(LocalPolicyPair(one, other))
        }
        self.local = local
    }

    /// Both as they stand in a region.
    public func standing(in region: RegionCode) -> LocalPolicyPair {
        let (one, other) = (first.variant(for: region), second.variant(for: region))
        return local.first { $0.isOf(one, other) } ?? LocalPolicyPair(one, other)
    }

    /// Whether the same ratings follow under both, whoever is rated; where not, they may still
    /// agree.
    public var ratesAlike: Bool { local.allSatisfy { $0.hasSameBands && $0.scores.isNothing } }

    /// Whether the same measures follow under both from the same events; where not, they may still
    /// agree.
    public var assessesAlike: Bool { local.allSatisfy { $0.measures.isNothing } }
}

/// Two versions of the law as they stand in one region.
///
/// It is one object, which the rating of every party asks.
public final class LocalPolicyPair: Sendable {
    /// The one.
    public let first: Policy
    /// The other.
    public let second: Policy
    /// Whether both have the same bands on every day.
    public let hasSameBands: Bool
    /// Of whom scores and overrides may differ; bands may differ of everybody, unless they are the
    /// same.
    public let scores: PolicyTouch
    /// Of whom measures may differ.
    public let measures: PolicyTouch
    /// Whether an event is known to both by the same facts, and justified by the same, whatever
    /// else they make of it.
    public let knowEventsAlike: Bool

    init(_ first: Policy, _ second: Policy) {
        self.first = first
        self.second = second
        hasSameBands = first.bandScale == second.bandScale
        scores = first.touchOnScores(of: second)
        measures = first.touchOnMeasures(of: second)
        knowEventsAlike = first.knowsEvents(like: second)
    }

    fileprivate func isOf(_ one: Policy, _ other: Policy) -> Bool {
        first === one && second === other
    }
}

/// Whom a difference of two versions may touch.
///
/// The law asks of a party only its own facts and events. Where two versions differ in nothing but
/// what they say of the events of some indicators, a party without such an event is the same to
/// both; of a party that has one, every other event may weigh otherwise, too.
public enum PolicyTouch: Hashable, Sendable {
    /// Anybody.
    case everybody
    /// Whoever has an event of one of these indicators; nobody where there are none.
    case whoever(has: Set<IndicatorCode>)

    /// Whether nobody is touched.
    public var isNothing: Bool { self == .whoever(has: []) }

    /// Whether a party may be touched that has events of these indicators and of no others.
    ///
    /// Every party is asked about: it is compiled for each kind of sequence.
    @inlinable
    public func touches(_ indicators: some Sequence<IndicatorCode>) -> Bool {
        switch self {
        case .everybody: true
        case .whoever(let touched):
            !touched.isEmpty && indicators.contains { touched.contains($0) }
        }
    }
}
