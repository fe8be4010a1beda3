// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// What a nominee brings by points, and how it came about.
///
/// - Source: the table in the pack's `nomineePoints` folder, as in force on the day asked about.
public struct NomineeScore: Hashable, Sendable {
    /// What one item brings.
    public struct Item: Hashable, Sendable {
        /// The item.
        public let code: NomineeItemCode
        /// What it is called.
        public let title: LocalText
        /// The points, from the item's least to its most.
        public let points: Points
        /// The most that it can bring.
        public let maximum: Points
        /// What it must bring, whatever the total; nil where it need not bring anything.
        public let needed: Points?
        /// The row that gave them; nil where none did.
        public let row: LocalText?

        /// Whether it brings less than it must.
        public var isShort: Bool { needed.map { points < $0 } ?? false }
    }

    /// The table.
    public let code: NomineePointsCode
    /// What it is called.
    public let title: LocalText
    /// All items together, never more than their common most.
    public let total: Points
    /// The class that is reached; nil where none is.
    public let band: NomineeBandCode?
    /// Why the class is better than that of the total; nil where the total decides.
    public let direct: LocalText?
    /// What each item brings, in the order of the law.
    public let items: [Item]
    /// Where the table is written.
    public let source: String
    /// The first day on which the points may be others by themselves; nil where there is none.
    public let until: CivilDate?

    /// Measures the nominee of `nomination`.
    ///
    /// A fact that nobody stated brings nothing.
    ///
    /// - Throws: `PolicyError` when the table is not in force on the day.
    public init(
        of nomination: Nomination, by code: NomineePointsCode, role: Role, policy: Policy,
        on day: CivilDate
    ) throws(PolicyError) {
        let rule = try policy.nomineePoints(code, on: day)
        let subject = policy.subject(of: nomination, role: role, on: day)
        items = rule.value.items.map { Item($0, of: subject, policy) }
        let sum = items.reduce(Points.zero) { $0 + $1.points }
        total = rule.value.cap.map { min($0, sum) } ?? sum
        var best = (band: rule.value.band(for: total), direct: LocalText?.none)
        for way in rule.value.direct where way.condition.holds(of: subject) {
            let rank = rule.value.rank(of: way.band) ?? .max
            guard rank < best.band.flatMap(rule.value.rank) ?? .max else { continue }
            best = (way.band, way.title)
        }
        self.code = code
        title = policy.nomineePoints[code]?.title ?? LocalText(en: code.text, zh: code.text)
        band = best.band
        direct = best.direct
        source = rule.provenance.citation
        let turns =
            rule.value.conditions.flatMap { $0.turningDays(of: subject.facts) }
            + policy.derivationChangeDays(of: rule.value.factNames)
            + [rule.validity.until].compactMap(\.self)
        until = turns.filter { $0 > day }.min()
    }
}

extension NomineeScore.Item {
    fileprivate init(
        _ item: NomineePointsRule.Item, of subject: PredicateSubject, _ policy: Policy
    ) {
        let found = item.scale.points(of: subject, policy)
        self.init(
            code: item.code, title: item.title,
            points: found.map { min(max($0.points, item.minimum), item.maximum) } ?? .zero,
            maximum: item.maximum, needed: item.needed, row: found?.row)
    }
}

extension NomineePointsRule.Scale {
    fileprivate func points(
        of subject: PredicateSubject, _ policy: Policy
    ) -> (points: Points, row: LocalText)? {
        switch self {
        case .rows(let rows):
            guard let row = rows.first(where: { $0.condition.holds(of: subject) }) else {
                return nil
            }
            return (row.points, row.title ?? policy.text(ofNominee: row.condition))
        case .numbers(let fact, let rows):
            guard let number = subject.number(fact),
                let row = rows.first(where: { $0.bounds.contains(number) })
            else { return nil }
            return (row.points, row.bounds.words)
        case .perUnit(let fact, let from, let points, let each):
            // Only whole units count: what has begun is not yet there.
            guard let count = subject.number(fact)?.wholePart, count >= from else { return nil }
            let further = min(count - from, Self.unitMaximum)
            return (
                points + each * further,
                LocalText(
                    en: "\(points) at \(from), and \(each) for each of \(further) more",
                    zh: "满 \(from) 计 \(points) 分，此后 \(further) 个单位各加 \(each) 分")
            )
        case .stated(let fact):
            guard let points = subject.number(fact).flatMap({ Points($0) }) else { return nil }
            return (points, LocalText(en: "as stated", zh: "依所载分值"))
        }
    }

    /// More units than any item has points.
    private static var unitMaximum: Int { 1_000_000 }
}

extension PredicateSubject {
    /// The number that a fact states; nil where it states none.
    func number(_ fact: String) -> ExactDecimal? {
        switch facts.first(where: { $0.name == fact })?.value {
        case .integer(let number)?: ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: number
        default: nil
        }
    }
}

extension ExactDecimal {
    /// What stands before the point; nil below zero.
    fileprivate var wholePart: Int? {
        guard mantissa >= 0 else { return nil }
        return (0..<places).reduce(Int(mantissa)) { whole, _ in whole / 10 }
    }
}
