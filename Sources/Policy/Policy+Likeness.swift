// SPDX-License-Identifier: Apache-2.0

/// Two versions that give every party the same score and the same overrides on every day, however
/// their bands differ: all that these rest on is the same in both.
public struct PoliciesAlike: Sendable {
    /// The one.
    public let first: Policy
    /// The other.
    public let second: Policy

    /// Nil where they may differ in more, or where a score depends on bands of earlier periods.
    public init?(_ first: Policy, _ second: Policy) {
        guard first.scoresLike(second, withPeriods: false) else { return nil }
        self.first = first
        self.second = second
    }
}

extension Policy {
    /// Whether two versions give every party the same rating on every day, since all that ratings
    /// rest on is the same in both; where it is not, they may still agree.
    public func ratesLike(_ other: Policy) -> Bool {
        scoresLike(other, withPeriods: true) && bandScale == other.bandScale
            && isLike(other) { $0.ratesLike($1) }
    }

    fileprivate func scoresLike(_ other: Policy, withPeriods: Bool) -> Bool {
        sharesGround(with: other) && roleList == other.roleList
            && startTable == other.startTable && overrides == other.overrides
            && scoresInOrder == other.scoresInOrder
            && (withPeriods || turns.periods.isEmpty && other.turns.periods.isEmpty)
            && isLike(other) { $0.scoresLike($1, withPeriods: withPeriods) }
    }

    /// Whether the same measures follow under two versions from the same events, since all that
    /// measures rest on is the same in both; where it is not, they may still agree.
    public func assessesLike(_ other: Policy) -> Bool {
        sharesGround(with: other) && assessmentsInOrder == other.assessmentsInOrder
            && noticeRule == other.noticeRule && clocks == other.clocks
            && calendars == other.calendars && addsUpLike(other)
            && isLike(other) { $0.assessesLike($1) }
    }

    /// Points that are added up are held by the caps of groups, which stand with the start scores
    /// and hold as long as there are bands.
    private func addsUpLike(_ other: Policy) -> Bool {
        !turnsOfFacts.addsUpPoints
            || startTable == other.startTable && bandScale == other.bandScale
    }

    /// What both rest on: facts, events and their points, tables, and which law applies.
    private func sharesGround(with other: Policy) -> Bool {
        code == other.code && currency == other.currency && time == other.time
            && whichLaw == other.whichLaw && facts == other.facts
            && indicators == other.indicators && tables == other.tables
            && procedure.weighsLike(other.procedure)
    }

    /// Whether the law of every region is alike, and differs in the same regions.
    private func isLike(_ other: Policy, by test: (Policy, Policy) -> Bool) -> Bool {
        variants.count == other.variants.count
            && zip(variants, other.variants).allSatisfy { $0.region == $1.region && test($0, $1) }
    }
}
