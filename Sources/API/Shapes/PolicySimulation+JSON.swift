// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension PolicySimulationAnswer {
    /// Both versions, the way from band to band of all and of each group, and the movers.
    public var json: JSONValue {
        .object([
            .init("draft", draft.json),
            .init("against", against.json),
            .init("asOf", JSONValue(text: asOf)),
            .init("knownAt", knownAt.json),
            .init("ratings", .integer(Int64(ratingCount))),
            .init("failures", .integer(Int64(failureCount))),
            .init("moved", .integer(Int64(movedCount))),
            .init("matrix", matrix(of: ways[Group.all] ?? [:])),
            .init("measuresAlike", .bool(assessesAlike)),
            .init("measures", measuresJSON(of: Group.all)),
            .init("measuresLeftOut", .integer(Int64(leftOutCount))),
            .init("unweighed", .integer(Int64(unweighedCount))),
            .init(
                "groups",
                .array(
                    ways.filter { $0.key != Group.all }.sorted { $0.key < $1.key }
                        .map { json(of: $0.key, $0.value) })),
            .init("movers", .array(movers.map(\.json))),
        ])
    }

    /// The same as a table: a line for each way of each group, then one for each mover, then one
    /// for each kind of measure in each group.
    ///
    /// - Source: RFC 4180.
    public var csv: String {
        var lines = [Self.columns]
        for row in rows { lines.append(row) }
        return lines.map { cells in
            cells.map { cell in
                cell.contains { ",\"\n\r".contains($0) }
                    ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    /// The names of the columns.
    public static let columns =
        [
            "dimension", "value", "role", "before", "after", "direction", "ratings", "scoreBefore",
            "scoreAfter", "reason",
        ] + measureColumns

    /// The lines under ``columns``.
    public var rows: [[String]] {
        var rows: [[String]] = []
        for (group, counts) in ways.sorted(by: { $0.key < $1.key }) {
            for (way, count) in inOrder(counts) {
                let cells: [String] = [
                    group.dimension, group.value, way.role.rawValue, way.before?.text ?? "",
                    way.after?.text ?? "", direction(of: way), String(count), "", "", "",
                ]
                rows.append(cells + noMeasures)
            }
        }
        for mover in movers {
            let way = Way(role: mover.role, before: mover.before.band, after: mover.after.band)
            let cells: [String] = [
                "party", mover.party.description, mover.role.rawValue, way.before?.text ?? "",
                way.after?.text ?? "", direction(of: way), "1",
                mover.before.score?.description ?? "", mover.after.score?.description ?? "",
                mover.reason,
            ]
            rows.append(cells + noMeasures)
        }
        return rows + measureRows
    }

    /// Ways in the order of roles and bands, the best first.
    public func inOrder(_ counts: [Way: Int]) -> [(way: Way, count: Int)] {
        func place(_ band: BandCode?) -> (Int, String) {
            (band.flatMap { ranks[$0] } ?? Int.max, band?.text ?? "")
        }
        return counts.map { (way: $0.key, count: $0.value) }.sorted { left, right in
            if left.way.role != right.way.role {
                return left.way.role.rawValue < right.way.role.rawValue
            }
            let before = (place(left.way.before), place(right.way.before))
            if before.0 != before.1 { return before.0 < before.1 }
            return place(left.way.after) < place(right.way.after)
        }
    }

    /// `same`, `better`, `worse` or `other`.
    public func direction(of way: Way) -> String {
        guard way.before != way.after else { return "same" }
        return isBetter(way).map { $0 ? "better" : "worse" } ?? "other"
    }

    /// How many ratings of a group go which way, by `direction(of:)`.
    public func total(_ direction: String, of group: Group) -> Int {
        (ways[group] ?? [:]).reduce(0) {
            self.direction(of: $1.key) == direction ? $0 + $1.value : $0
        }
    }

    private func json(of group: Group, _ counts: [Way: Int]) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("dimension", .string(group.dimension)), .init("value", .string(group.value)),
            .init("ratings", .integer(Int64(counts.values.reduce(0, +)))),
        ]
        for name in ["better", "worse", "same", "other"] {
            members.append(.init(name, .integer(Int64(total(name, of: group)))))
        }
        return .object(
            members + [
                .init("matrix", matrix(of: counts)), .init("measures", measuresJSON(of: group)),
            ])
    }

    private func matrix(of counts: [Way: Int]) -> JSONValue {
        .array(
            inOrder(counts).map { way, count in
                .object([
                    .init("role", .string(way.role.rawValue)),
                    .init("before", .orNull(way.before)), .init("after", .orNull(way.after)),
                    .init("direction", .string(direction(of: way))),
                    .init("ratings", .integer(Int64(count))),
                ])
            })
    }
}

extension PolicySimulationAnswer.Group {
    /// All parties together.
    public static let all = PolicySimulationAnswer.Group(dimension: "all", value: "")
}

extension PolicySimulationAnswer.Mover {
    fileprivate var json: JSONValue {
        .object([
            .init("party", JSONValue(text: party)), .init("role", .string(role.rawValue)),
            .init("before", Self.json(of: before)), .init("after", Self.json(of: after)),
            .init("reason", .string(reason)),
        ])
    }

    private static func json(of step: RatingStep) -> JSONValue {
        .object([
            .init("score", step.score.map { JSONValue($0) } ?? .null),
            .init("band", .orNull(step.band)),
        ])
    }
}
