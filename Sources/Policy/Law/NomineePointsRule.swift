// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How nominees are measured in points: items, each with a most, and the classes they reach.
///
/// - Source: the file in the pack's `nomineePoints` folder.
public struct NomineePointsRule: Hashable, Sendable {
    /// One row of an item: so many points where a condition on nominee and party holds.
    public struct Row: Hashable, Sendable {
        /// What the row is called; nil where its condition says enough.
        public let title: LocalText?
        /// When it holds.
        public let condition: Predicate
        /// The points.
        public let points: Points
    }

    /// One row of an item by numbers.
    public struct NumberRow: Hashable, Sendable {
        /// The numbers that fall into it.
        public let bounds: Bounds<ExactDecimal>
        /// The points.
        public let points: Points
    }

    /// How an item gives points.
    public enum Scale: Hashable, Sendable {
        /// The first row that holds gives them; none where none does.
        case rows([Row])
        /// The row that takes the number of a fact gives them; none where none does.
        case numbers(of: String, [NumberRow])
        /// So many at a whole number of a fact, and so many for each further whole one.
        case perUnit(of: String, from: Int, Points, each: Points)
        /// The number of a fact is itself the points.
        case stated(String)
    }

    /// One item.
    public struct Item: Hashable, Sendable {
        /// Its code.
        public let code: NomineeItemCode
        /// What it is called.
        public let title: LocalText
        /// The least that it gives, 0 or below.
        public let minimum: Points
        /// The most that it gives.
        public let maximum: Points
        /// What it must give, whatever the total; nil where it need not give anything.
        public let needed: Points?
        /// How it gives points.
        public let scale: Scale
    }

    /// A class and the least total that reaches it; the edge belongs to it.
    public struct Band: Hashable, Sendable {
        /// Its code.
        public let code: NomineeBandCode
        /// The least total.
        public let atLeast: Points
    }

    /// A class that a nominee has whatever the total.
    public struct Direct: Hashable, Sendable {
        /// The class.
        public let band: NomineeBandCode
        /// Why.
        public let title: LocalText
        /// When.
        public let condition: Predicate
    }

    /// The items, in order.
    public let items: [Item]
    /// The most that all items give together; nil where they have no common most.
    public let cap: Points?
    /// The classes, the best first.
    public let bands: [Band]
    /// The ways to a class beside the total.
    public let direct: [Direct]

    /// Every condition on nominee and party, in no order.
    public var conditions: [Predicate] {
        direct.map(\.condition)
            + items.flatMap { item -> [Predicate] in
                guard case .rows(let rows) = item.scale else { return [] }
                return rows.map(\.condition)
            }
    }

    /// The names of the facts that it asks for.
    public var factNames: Set<String> {
        let numbers = items.compactMap { item -> String? in
            switch item.scale {
            case .numbers(let fact, _), .perUnit(let fact, _, _, _), .stated(let fact): fact
            case .rows: nil
            }
        }
        return conditions.reduce(into: Set(numbers)) { $0.formUnion($1.factNames) }
    }

    /// The class of a total; nil below every one.
    public func band(for total: Points) -> NomineeBandCode? {
        bands.first { total >= $0.atLeast }?.code
    }

    /// The place of a class, 0 for the best; nil where there is no such class.
    public func rank(of band: NomineeBandCode) -> Int? {
        bands.firstIndex { $0.code == band }
    }
}

/// A table of points for nominees.
public typealias NomineePointsTable = Parameter<NomineePointsCode, NomineePointsRule>

extension Policy {
    /// A table of points for nominees.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such table.
    public func nomineePoints(
        _ code: NomineePointsCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<NomineePointsRule> {
        guard let table = nomineePoints[code] else { throw .unknown("nomineePoints/\(code)") }
        return try table.rule.value(on: day)
    }

    /// The table by which nominees on a route are measured: the one that the route names, else
    /// the only one in force; nil where there is none, or none can be told from another.
    public func nomineePoints(for route: RouteCode?, on day: CivilDate) -> NomineePointsCode? {
        if let route, let rule = try? self.route(route, on: day), let mark = rule.value.terms?.mark
        {
            return mark.points
        }
        let inForce = nomineePoints.values.filter { (try? $0.rule.value(on: day)) != nil }
        return inForce.count == 1 ? inForce[0].code : nil
    }
}
