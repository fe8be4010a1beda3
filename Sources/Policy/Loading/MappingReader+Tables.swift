// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A table of law.
    mutating func lawTable(_ validity: Validity) -> LawTable? {
        let result = choice("gives", of: LawTable.Result.self)
        let key = number("by", facts: .weighed)
        let isWhole = bool("whole", absent: false)
        let across = optionalList("across").compactMap { node -> String? in
            guard let name = text(of: node, "across") else { return nil }
            reading.refer(to: .fact(name, .weighing, [], isNumber: false), at: place(node))
            return name
        }
        let columns = columns(across)
        var rows: [LawTable.Row] = []
        var nodes: [Node] = []
        for var inner in mappings("rows") {
            let cells = inner.cells(count: columns.count, result)
            guard let bounds = inner.rowBounds(), let cells else { continue }
            rows.append(LawTable.Row(bounds: bounds, cells: cells))
            nodes.append(inner.node)
        }
        checkRows(zip(rows, nodes).map { ($0.bounds, $1) }, by: key, isWhole: isWhole)
        if isWhole, let key { checkWhole(key) }
        guard let result, let key, !rows.isEmpty else { return nil }
        return LawTable(
            result: result, key: key, isWhole: isWhole, across: across, columns: columns,
            rows: rows)
    }

    /// The name of a fact that is a number.
    mutating func number(_ name: String, facts scope: FactScope) -> String? {
        let node = required(name)
        guard let fact = text(name) else { return nil }
        reading.refer(to: .fact(fact, scope, [], isNumber: true), at: place(node))
        return fact
    }

    /// A table of whole numbers takes no fact that may have decimals; of points, whoever uses the
    /// table is asked.
    private mutating func checkWhole(_ key: String) {
        let place = place(optional("whole"))
        reading.later { loading in
            guard key != FactDefinition.points.name,
                FactScope.weighing.fact(key, among: loading.facts)?.kind == .decimal
            else { return }
            loading.reading.fault(
                place, "The fact “\(key)” may have decimals, which no row takes.",
                cure: "Leave out `whole: true` and let the rows meet, as atMost and above.")
        }
    }

    /// The words of each column; one column without words where nothing is asked across.
    private mutating func columns(_ across: [String]) -> [[String]] {
        guard !across.isEmpty else { return [[]] }
        var columns: [[String]] = []
        let node = required("columns")
        for column in list("columns") {
            let words = column.sequence?.compactMap { text(of: $0, "columns") } ?? []
            if words.count != across.count {
                fault(
                    column, "A column has one word for each of “across”.",
                    cure:
                        "Write `[\(across.joined(separator: ", "))]`, with words in place of names."
                )
            } else if columns.contains(words) {
                fault(
                    column, "The column “\(words.joined(separator: ", "))” stands here twice.",
                    cure: "Keep one of the two.")
            } else {
                columns.append(words)
            }
        }
        let (found, place) = (columns, place(node))
        reading.later { $0.check(columns: found, across: across, at: place) }
        return columns
    }

    private mutating func rowBounds() -> Bounds<ExactDecimal>? {
        defer { finish() }
        let values = self
        if let node = optional("equals") {
            return values.edge(of: node).map {
                let edge = Bounds<ExactDecimal>.Edge(value: $0, isInclusive: true)
                return Bounds(lower: edge, upper: edge)
            }
        }
        guard let bounds = bounds({ values.edge(of: $0) }) else {
            fault(
                node, "A row needs the numbers that fall into it.",
                cure: "Write equals, or bounds such as atLeast and below.")
            return nil
        }
        return bounds
    }

    private func edge(of node: Node) -> ExactDecimal? {
        guard let number = decimal(of: node) else {
            fault(
                node, "The edge of a row must be a number.",
                cure: "Write it in digits, without quotes.")
            return nil
        }
        return number
    }

    /// One cell for each column under `give`.
    private mutating func cells(count: Int, _ result: LawTable.Result?) -> [LawTable.Cell]? {
        guard let node = required("give") else { return nil }
        let nodes = node.sequence.map(Array.init) ?? [node]
        guard nodes.count == count else {
            fault(
                node, "The row has \(nodes.count) cells and the table \(count) columns.",
                cure: "Write one cell for each column.")
            return nil
        }
        let cells = nodes.compactMap { cell(of: $0, result) }
        return cells.count == count ? cells : nil
    }

    private func cell(of node: Node, _ result: LawTable.Result?) -> LawTable.Cell? {
        switch node.scalar?.string {
        case "none": return .nothing
        case "permanent" where result?.isTime ?? true: return .permanent
        default: break
        }
        guard let number = decimal(of: node), result?.accepts(number) ?? true else {
            fault(
                node, "The cell is no \(result?.rawValue ?? "value").",
                cure: "Write \(result?.cure ?? "a number"), or none.")
            return nil
        }
        return .number(number)
    }

    /// Rows go up without gap or overlap, and the last is open above.
    private func checkRows(
        _ rows: [(bounds: Bounds<ExactDecimal>, node: Node)], by key: String?, isWhole: Bool
    ) {
        guard let first = rows.first, let last = rows.last else { return }
        // Whatever is counted may be once; points may be none.
        let isByPoints = key == FactDefinition.points.name
        let least = ExactDecimal(mantissa: isByPoints ? 0 : 1, places: 0)
        if let lower = first.bounds.lower,
            lower.value > least || (lower.value == least && !lower.isInclusive)
        {
            fault(
                first.node, "No row takes the numbers below this one.",
                cure: "Leave out the lower edge of the first row, or begin at \(least).")
        }
        if last.bounds.upper != nil {
            fault(
                last.node, "No row takes the numbers above this one.",
                cure: "Leave out the upper edge of the last row.")
        }
        if isWhole {
            for row in rows
            where [row.bounds.lower, row.bounds.upper].contains(where: {
                $0.map { $0.value.places > 0 } ?? false
            }) {
                fault(
                    row.node, "A table of whole numbers has an edge that is none.",
                    cure: "Write a whole number, or leave out `whole: true`.")
            }
        }
        for (row, next) in zip(rows, rows.dropFirst()) {
            check(row.bounds.upper, before: next.bounds.lower, at: next.node, isWhole: isWhole)
        }
    }

    private func check(
        _ upper: Bounds<ExactDecimal>.Edge?, before lower: Bounds<ExactDecimal>.Edge?,
        at node: Node, isWhole: Bool
    ) {
        guard let upper, let lower else {
            fault(
                node, "This row and the one above it overlap.",
                cure: "Give the one above an upper edge and this one a lower edge.")
            return
        }
        // The first number above the one row, and the first that the next row takes.
        var (end, start) = (upper.value, lower.value)
        var (isPast, isTaken) = (!upper.isInclusive, lower.isInclusive)
        if isWhole {
            guard let past = upper.isInclusive ? end.next : end,
                let taken = lower.isInclusive ? start : start.next
            else {
                fault(
                    node, "The edge of a row is too large to count on from.",
                    cure: "Use a smaller number, or leave out `whole: true`.")
                return
            }
            (end, start) = (past, taken)
            (isPast, isTaken) = (true, true)
        }
        if start < end || (start == end && !isPast && isTaken) {
            fault(
                node, "This row and the one above it overlap.",
                cure: "Begin this row where the one above ends.")
        } else if start > end || (start == end && isPast && !isTaken) {
            fault(
                node, "Between this row and the one above it lies a gap.",
                cure: "Begin this row where the one above ends.")
        }
    }
}

extension ExactDecimal {
    /// The next whole number after one that is whole; nil where it has too many digits.
    fileprivate var next: ExactDecimal? {
        let (next, isTooLarge) = mantissa.addingReportingOverflow(1)
        return isTooLarge ? nil : ExactDecimal(mantissa: next, places: 0)
    }
}

extension LawTable.Result {
    /// Whether it is a length of time.
    public var isTime: Bool {
        switch self {
        case .money, .points, .percent: false
        case .years, .months, .days: true
        }
    }

    /// Whether a number may be of it.
    func accepts(_ number: ExactDecimal) -> Bool {
        switch self {
        case .money:
            number.scaled(toPlaces: 2).map { (0...Self.amountMaximum).contains($0) } ?? false
        case .points: Points(number) != nil
        case .percent: number.scaled(toPlaces: 3).map { (0...1_000_000).contains($0) } ?? false
        case .years, .months, .days: number.places == 0 && (1...36_500).contains(number.mantissa)
        }
    }

    /// What to write.
    var cure: String {
        switch self {
        case .money: "an amount with at most two decimals"
        case .points: "points with at most three decimals"
        case .percent: "a percentage from 0 to 1000 with at most three decimals"
        case .years, .months, .days: "a whole number of at least 1, or permanent"
        }
    }

    /// In minor units.
    private static let amountMaximum: Int64 = 1_000_000_000_000
}

extension PackLoading {
    /// Columns name every combination of the words that their facts may have.
    func check(columns: [[String]], across: [String], at place: PackReading.Place) {
        let choices = across.map { name -> [String]? in
            guard case .choice(let words) = FactScope.weighing.fact(name, among: facts)?.kind else {
                return nil
            }
            return words
        }
        guard !choices.contains(nil) else {
            reading.fault(
                place, "A column is picked by the words of a choice.",
                cure: "Name facts of the kind `choice` under “across”.")
            return
        }
        var wanted: [[String]] = [[]]
        for words in choices.compactMap(\.self) {
            wanted = wanted.flatMap { head in words.map { head + [$0] } }
        }
        for column in columns where !wanted.contains(column) {
            reading.fault(
                place, "No fact has the words “\(column.joined(separator: ", "))”.",
                cure: "Use the choices that facts.yaml defines.")
        }
        for column in wanted where !columns.contains(column) {
            reading.fault(
                place, "The column “\(column.joined(separator: ", "))” is missing.",
                cure: "Add it to the columns and a cell to each row.")
        }
    }
}
