// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Scoring

/// A question about how a party's rating ran over some legal days.
public struct RatingHistoryQuestion: Hashable, Sendable {
    /// About whom.
    public let party: PartyAddress
    /// In which role; nil when the party acts in one only.
    public let role: Role?
    /// The first day; nil for a year before the last.
    public let from: CivilDate?
    /// The last day; nil for today.
    public let until: CivilDate?
    /// As of which position of the ledger.
    public let knownAt: KnownAtRequest
    /// `code`, for the law in force on each day, or `code@version`, for that one throughout; nil
    /// for the regime of the party's records.
    public let policy: String?

    /// Makes a question.
    public init(
        party: PartyAddress, role: Role? = nil, from: CivilDate? = nil, until: CivilDate? = nil,
        knownAt: KnownAtRequest = .now, policy: String? = nil
    ) {
        self.party = party
        self.role = role
        self.from = from
        self.until = until
        self.knownAt = knownAt
        self.policy = policy
    }
}

/// A rating as a function of the legal day.
public struct RatingHistory: Sendable {
    /// The days on which one version of the law rates.
    public struct Stretch: Sendable {
        /// The version.
        public let policy: PolicyReference
        /// A step on the first of its days, and on each later one on which the rating changes.
        public let steps: [RatingStep]
    }

    /// Whose rating.
    public let party: PartyRecord
    /// In which role.
    public let role: Role
    /// The first day.
    public let from: CivilDate
    /// The last day.
    public let until: CivilDate
    /// One after the other.
    public let stretches: [Stretch]
    /// As of which position of the ledger.
    public let knownAt: KnownAt
    /// Whether only bands may be shown to whoever asked.
    public let isBandOnly: Bool
}

extension Registry {
    /// The longest time that a history may span, in years.
    public static let historyYears = 20

    /// Rates a party on every day between two, under the law in force on each, by what was known
    /// at one position of the ledger.
    ///
    /// - Throws: `Refusal`; `PolicyError` when the law has no value for the first day.
    public func rateHistory(
        _ question: RatingHistoryQuestion, by principal: Principal
    ) async throws -> RatingHistory {
        let place = try await ratedDossier(question.party, question.knownAt, by: principal)
        let asked = RatingQuestion(
            party: question.party, role: question.role, policy: question.policy)
        let regime = try regime(of: place.dossier, asked)
        let until = try question.until ?? today(under: regime)
        let from = question.from ?? max(.earliest, until.adding(months: -12))
        guard from <= until, until <= from.adding(months: 12 * Self.historyYears) else {
            throw Self.daysMalformed
        }
        let role = try role(of: place.dossier, asked, under: regime)
        var stretches: [RatingHistory.Stretch] = []
        for (policy, first, last) in try versions(
            of: regime, question.policy, from, until, knownAt: place.knownAt.entry)
        {
            let steps = try RatingRule.steps(
                place.dossier, role: role, policy: policy, from: first
            ).filter { $0.from <= last }
            stretches.append(RatingHistory.Stretch(policy: policy.reference, steps: steps))
        }
        return RatingHistory(
            party: place.dossier.party, role: role, from: from, until: until,
            stretches: stretches, knownAt: place.knownAt, isBandOnly: place.isBandOnly)
    }

    /// The versions that rate between two days, each with its first and last day there.
    private func versions(
        of regime: RegimeCode, _ name: String?, _ from: CivilDate, _ until: CivilDate,
        knownAt entry: EntryNumber
    ) throws -> [(policy: Policy, first: CivilDate, last: CivilDate)] {
        if let name, name.contains("@") {
            return [(try shelf.policy(named: name, on: from), from, until)]
        }
        let first = try shelf.policy(regime, named: name, on: from, knownAt: entry)
        var found = [(policy: first, first: from, last: until)]
        for version in shelf.versions(of: regime, knownAt: entry) where version.from > from {
            guard version.from <= until else { break }
            found[found.count - 1].last = version.from.adding(days: -1)
            found.append((version.policy, version.from, until))
        }
        return found
    }

    private static let daysMalformed = Refusal(
        .invalid, code: "request.invalid",
        message: LocalText(
            en: "The request has members that cannot be used; see errors.",
            zh: "请求中有无法使用的字段，见 errors。"),
        faults: [
            InputFault(
                pointer: "/until", code: "value.outOfRange",
                detail: "The last day must not come before the first, and at most "
                    + "\(historyYears) years after it.")
        ])
}
