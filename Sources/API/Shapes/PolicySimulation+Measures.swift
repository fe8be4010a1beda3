// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
public import Service

extension PolicySimulationAnswer {
    /// The kinds of measures of a group, each before and after, in the order of the law.
    public func inOrder(
        _ group: Group
    ) -> [(key: MeasureKey, change: MeasureChange)] {
        (measures[group] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What a sum of measures comes to, as two amounts; nil where none of them is an amount.
    public func amounts(_ sum: MeasureSum, in currency: String) -> (least: Money, most: Money)? {
        guard let amount = sum.amount,
            let least = Money(minorUnits: amount.lowerBound, currency: currency),
            let most = Money(minorUnits: amount.upperBound, currency: currency)
        else { return nil }
        return (least, most)
    }

    /// `kind`, `for`, and `before` and `after`, each a number of `measures` and their `amount`.
    func measuresJSON(of group: Group) -> JSONValue {
        .array(
            inOrder(group).map { key, change in
                [
                    "kind": .string(key.kind.rawValue), "for": .string(key.bearer.rawValue),
                    "before": json(of: change.before, in: currencies.before),
                    "after": json(of: change.after, in: currencies.after),
                ]
            })
    }

    private func json(of sum: MeasureSum, in currency: String) -> JSONValue {
        let amount = amounts(sum, in: currency).map { least, most -> JSONValue in
            ["atLeast": least.json, "atMost": most.json]
        }
        return ["measures": .integer(Int64(sum.count)), "amount": amount ?? .null]
    }

    /// The names of the columns that tell of measures.
    static let measureColumns = [
        "measure", "for", "measuresBefore", "measuresAfter", "atLeastBefore", "atMostBefore",
        "atLeastAfter", "atMostAfter",
    ]

    /// The cells of those columns in a line that tells of something else.
    var noMeasures: [String] { Self.measureColumns.map { _ in "" } }

    /// A line for each kind of measure in each group.
    var measureRows: [[String]] {
        measures.keys.sorted().flatMap { group -> [[String]] in
            inOrder(group).map { key, change -> [String] in
                let before = amounts(change.before, in: currencies.before)
                let after = amounts(change.after, in: currencies.after)
                let cells: [String] = [
                    key.kind.rawValue, key.bearer.rawValue, String(change.before.count),
                    String(change.after.count), before?.least.description ?? "",
                    before?.most.description ?? "", after?.least.description ?? "",
                    after?.most.description ?? "",
                ]
                // The columns between tell of ratings.
                let between = Array(repeating: "", count: 8)
                return [group.dimension, group.value] + between + cells
            }
        }
    }
}
