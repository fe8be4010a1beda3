// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// What comes of rating some parties under two versions of the law.
struct SimulationSums: Sendable {
    typealias Answer = PolicySimulationAnswer

    fileprivate(set) var ratingCount = 0
    fileprivate(set) var failureCount = 0
    fileprivate(set) var movedCount = 0
    fileprivate(set) var ways: [Answer.Group: [Answer.Way: Int]] = [:]
    fileprivate(set) var movers: [Answer.Mover] = []
    private(set) var measures: [Answer.Group: [Answer.MeasureKey: Answer.MeasureChange]] = [:]
    fileprivate(set) var unweighedCount = 0
    fileprivate(set) var leftOutCount = 0

    /// Takes in what came of other parties, later ones in the order of the register.
    mutating func add(_ other: SimulationSums, moverCount: Int) {
        ratingCount += other.ratingCount
        failureCount += other.failureCount
        movedCount += other.movedCount
        for (group, counts) in other.ways {
            ways[group, default: [:]].merge(counts, uniquingKeysWith: +)
        }
        movers += other.movers.prefix(moverCount - movers.count)
        unweighedCount += other.unweighedCount
        leftOutCount += other.leftOutCount
        for (group, changes) in other.measures { add(changes, to: group) }
    }

    fileprivate mutating func add(
        _ changes: [Answer.MeasureKey: Answer.MeasureChange], to group: Answer.Group
    ) {
        for (key, change) in changes {
            measures[group, default: [:]][key, default: .init()].add(change)
        }
    }
}

/// Rates parties one after the other under two versions of the law, and counts what comes of it.
struct SimulationCount {
    typealias Answer = PolicySimulationAnswer

    /// One way in one group, by their places, which are told apart faster than words.
    private struct Cell: Hashable {
        let dimension: Int
        let value: String
        let way: Int
    }

    private let comparison: PolicyComparison
    private let moverCount: Int
    /// What a party is rated by that has no events: parties alike are rated once.
    private struct Alike: Hashable {
        let role: Role
        let kind: PartyKind
        let region: RegionCode
        let facts: [JSONValue.Member]

        init(_ party: PartyRecord, _ role: Role) {
            self.role = role
            kind = party.kind
            region = party.region
            facts = party.facts
        }

        /// What facts say tells parties apart, and not which they are.
        func hash(into hasher: inout Hasher) {
            hasher.combine(role)
            for fact in facts { hasher.combine(fact.value) }
        }
    }

    private var values: [Alike: [String]] = [:]
    private var steps: [Alike: (before: RatingStep?, after: RatingStep?)] = [:]
    private var ways: [Answer.Way] = []
    private var cells: [Cell: Int] = [:]
    private var counted = SimulationSums()

    init(_ comparison: PolicyComparison, moverCount: Int) {
        self.comparison = comparison
        self.moverCount = moverCount
    }

    /// What came of all parties.
    var sums: SimulationSums {
        var sums = counted
        for (cell, count) in cells {
            let group = Answer.Group(
                dimension: comparison.dimensions[cell.dimension], value: cell.value)
            sums.ways[group, default: [:]][ways[cell.way]] = count
        }
        return sums
    }

    /// Rates a party under both versions; whoever is not rated under the regime is none of its
    /// business.
    ///
    /// - Throws: `RecordError` when stored bytes are damaged.
    mutating func add(_ party: RegisteredParty) throws {
        guard !party.roles.isEmpty else { return }
        let dossier = try party.dossier()
        guard comparison.concerns(dossier.party.region) else { return }
        for role in party.roles.sorted() {
            let alike = Alike(dossier.party, role)
            let values = values(of: alike, dossier.party)
            let hasEvents = dossier.tally.groups.keys.contains { $0.role == role }
            let steps =
                hasEvents || !dossier.accreditations.isEmpty
                ? comparison.steps(dossier, role) : steps(of: alike, dossier)
            count(dossier, role, values, steps)
            if hasEvents { weigh(dossier, role, values) }
        }
    }

    private mutating func values(of alike: Alike, _ party: PartyRecord) -> [String] {
        if let known = values[alike] { return known }
        let found = comparison.values(of: party, alike.role)
        values[alike] = found
        return found
    }

    private mutating func steps(
        of alike: Alike, _ dossier: Dossier
    ) -> (before: RatingStep?, after: RatingStep?) {
        if let known = steps[alike] { return known }
        let found = comparison.steps(dossier, alike.role)
        steps[alike] = found
        return found
    }

    private mutating func weigh(_ dossier: Dossier, _ role: Role, _ values: [String]) {
        switch comparison.measures(of: dossier, role) {
        case .nothing: break
        case .leftOut: counted.leftOutCount += 1
        case .told(let changes, let failureCount):
            counted.unweighedCount += failureCount
            guard !changes.isEmpty else { return }
            for (dimension, value) in zip(comparison.dimensions, values) {
                counted.add(changes, to: Answer.Group(dimension: dimension, value: value))
            }
        }
    }

    private mutating func count(
        _ dossier: Dossier, _ role: Role, _ values: [String],
        _ steps: (before: RatingStep?, after: RatingStep?)
    ) {
        counted.ratingCount += 1
        let (before, after) = steps
        if before == nil || after == nil { counted.failureCount += 1 }
        let way = Answer.Way(role: role, before: before?.band, after: after?.band)
        let place = ways.firstIndex(of: way) ?? ways.endIndex
        if place == ways.endIndex { ways.append(way) }
        for (dimension, value) in values.enumerated() {
            cells[Cell(dimension: dimension, value: value, way: place), default: 0] += 1
        }
        // Who cannot be rated moves nowhere, and is counted as a failure.
        guard let before, let after, way.before != way.after else { return }
        counted.movedCount += 1
        guard counted.movers.count < moverCount else { return }
        counted.movers.append(
            Answer.Mover(
                party: dossier.party.id, role: role, before: before, after: after,
                reason: comparison.reason(dossier, role)))
    }
}

/// Two versions of the law on one day.
struct PolicyComparison: Sendable {
    let draft: Policy
    let against: Policy
    let asOf: CivilDate
    /// Only parties with their seat there; nil for all.
    let territory: RegionCode?
    /// The facts by whose words parties are told apart.
    private let words: [String]
    /// Those of them that follow from other facts where nobody states them.
    private let wordsThatFollow: Set<String>
    /// By what parties are told apart.
    let dimensions: [String]
    /// The indicators whose events one of the versions weighs.
    let assessed: Set<IndicatorCode>
    /// Both, and what of their results may differ.
    let policies: PolicyPair
    /// Whether the same measures follow under both.
    let assessesAlike: Bool
    /// Whether measures are told also of whom the same follow under both.
    let withAllMeasures: Bool

    init(
        draft: Policy, against: Policy, asOf: CivilDate, territory: RegionCode?,
        withAllMeasures: Bool
    ) {
        self.draft = draft
        self.against = against
        self.asOf = asOf
        self.territory = territory
        self.withAllMeasures = withAllMeasures
        var names: Set<String> = []
        var following: Set<String> = []
        for fact in draft.facts + against.facts where fact.subject == .party {
            guard case .choice = fact.kind else { continue }
            names.insert(fact.name)
            if fact.derivation != nil { following.insert(fact.name) }
        }
        words = names.sorted()
        wordsThatFollow = following
        dimensions = ["all", "kind", "region"] + words
        assessed = Self.assessed(by: [draft, against])
        policies = PolicyPair(against, draft)
        assessesAlike = policies.assessesAlike
    }

    func concerns(_ region: RegionCode) -> Bool { territory?.contains(region) ?? true }

    /// The ratings under both; nil where the law has none.
    func steps(_ dossier: Dossier, _ role: Role) -> (before: RatingStep?, after: RatingStep?) {
        let steps = RatingRule.steps(dossier, role: role, policies: policies, on: asOf)
        return (steps.first, steps.second)
    }

    /// What a party is in each dimension; empty where it states nothing and nothing follows.
    func values(of party: PartyRecord, _ role: Role) -> [String] {
        var facts = party.facts
        if wordsThatFollow.contains(where: { name in !facts.contains { $0.name == name } }) {
            facts += following(from: party, role)
        }
        return ["", party.kind.rawValue, party.region.text]
            + words.map { name in
                let fact = facts.first { $0.name == name }
                return if case .string(let word)? = fact?.value { word } else { "" }
            }
    }

    /// What follows from the facts of a party by the law that it is held against, or else by the
    /// law that is tried.
    private func following(from party: PartyRecord, _ role: Role) -> [JSONValue.Member] {
        let stated = PredicateSubject(
            role: role, kind: party.kind, facts: party.facts, asOf: asOf, count: { _ in 0 })
        return [against, draft].flatMap {
            $0.variant(for: party.region).derivedFacts(of: stated, on: asOf)
        }.map {
            JSONValue.Member($0.name, $0.value)
        }
    }

    /// The first code by which the two ratings differ, the rating after looked at first.
    func reason(_ dossier: Dossier, _ role: Role) -> String {
        let whole = dossier.supposing(tally: EventTally())
            .supposing(events: dossier.tally.supposedEvents)
        guard
            let before = try? RatingRule.rate(
                whole, role: role, policy: against, asOf: asOf),
            let after = try? RatingRule.rate(whole, role: role, policy: draft, asOf: asOf)
        else { return "bands" }
        let old = RatingReason.all(of: before).map(\.sign)
        let new = RatingReason.all(of: after).map(\.sign)
        let differing = new.first { !old.contains($0) } ?? old.first { !new.contains($0) }
        if let differing { return differing.code }
        return before.start?.points == after.start?.points ? "bands" : "start"
    }
}

extension RatingReason {
    /// What two reasons are held against each other by.
    fileprivate struct Sign: Hashable {
        let code: String
        let points: Points?
    }

    fileprivate var sign: Sign { Sign(code: code, points: points) }
}
