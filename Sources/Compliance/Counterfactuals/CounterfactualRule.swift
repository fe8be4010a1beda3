// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
import Scoring

/// Finds what would move a band: every single change is made to the dossier in turn and rated
/// afresh by the law, so that whatever the law gives for it is in the answer and nothing else.
public enum CounterfactualRule {
    /// The most that one answer lists.
    public static let listedCount = 8
    /// The most kinds of events that are tried, the newest first. Events that no rule can tell
    /// apart are of one kind.
    public static let triedCount = 200
    /// How many kinds of events all trials together may run over: what takes time.
    private static let effortCount = 200_000

    /// A version of the law that follows, and the first day on which it is the one to use.
    public typealias Following = (policy: Policy, from: CivilDate)

    /// The single changes that make the band better: to wait, then the others by how little they
    /// move the score.
    ///
    /// Whoever waits comes under the versions of the law that follow. Of a repair that can be
    /// applied for only later, the rating is that of the first day, if this version still applies
    /// then; all other changes are rated on `asOf`. Empty where there is no band, or no better one.
    ///
    /// - Throws: `PolicyError` when the law has no value for one of the days concerned.
    /// - Source: the pack; nothing is known here of what its rules give for a change.
    public static func counterfactuals(
        of dossier: Dossier, role: Role, policy: Policy, asOf: CivilDate,
        followedBy following: [Following] = []
    ) throws(PolicyError) -> [Counterfactual] {
        let policy = policy.variant(for: dossier.party.region)
        let steps = try RatingRule.steps(dossier, role: role, policy: policy, from: asOf)
        guard let present = steps.first, let band = present.band,
            let rank = try policy.bands(on: asOf).value.rank(of: band), rank > 0
        else { return [] }
        var waiting: Counterfactual?
        var stretch = (policy: policy, steps: steps)
        for index in 0...following.count {
            let next = index < following.count ? following[index] : nil
            let days = stretch.steps.filter { step in next.map { step.from < $0.from } ?? true }
            waiting = first(better: band, among: days, after: asOf, under: stretch.policy)
            guard waiting == nil, let next else { break }
            // Where the next version has no answer for its first day, nobody is told to wait.
            let later = try? RatingRule.steps(
                dossier, role: role, policy: next.policy, from: next.from)
            stretch = (next.policy.variant(for: dossier.party.region), later ?? [])
        }
        var trials = Trials(
            dossier, role: role, policy: policy, asOf: asOf, until: following.first?.from,
            present: present)
        try trials.run()
        return ((waiting.map { [$0] } ?? []) + trials.found).prefix(listedCount)
            .map(trials.dated)
    }

    private static func first(
        better band: BandCode, among steps: [RatingStep], after day: CivilDate,
        under policy: Policy
    ) -> Counterfactual? {
        for step in steps where step.from > day {
            guard let later = step.band,
                isBetter(later, than: band, under: policy, on: step.from)
            else { continue }
            return Counterfactual(
                action: .wait, event: nil, fact: nil, on: step.from, score: step.score,
                band: later)
        }
        return nil
    }

    static func isBetter(
        _ band: BandCode?, than present: BandCode, under policy: Policy, on day: CivilDate
    ) -> Bool {
        guard let band, let scale = try? policy.bands(on: day).value,
            let rank = scale.rank(of: band), let presentRank = scale.rank(of: present)
        else { return false }
        return rank < presentRank
    }

    /// How many kinds of events are tried, of a dossier that has so many.
    static func triedCount(of kindCount: Int) -> Int {
        min(triedCount, max(16, effortCount / max(1, kindCount)))
    }
}
