// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A table of law: one number picks the row, words pick the column, and a cell says what follows.
///
/// The rows cover every number from the first row on without gap or overlap, and the columns
/// every combination of words; both were checked when the pack was loaded.
///
/// - Source: the table's file in the pack.
public struct LawTable: Hashable, Sendable {
    /// What the cells of a table are.
    public enum Result: String, Hashable, Sendable, CaseIterable {
        /// An amount in the regime's currency.
        case money
        /// Credit points.
        case points
        /// A percentage.
        case percent
        /// Whole years.
        case years
        /// Whole months.
        case months
        /// Whole days.
        case days
    }

    /// One cell.
    public enum Cell: Hashable, Sendable {
        /// Nothing follows.
        case nothing
        /// So much, in the unit of the table.
        case number(ExactDecimal)
        /// Without end; only for years, months and days.
        case permanent
    }

    /// One row: the numbers it takes, and its cells in the order of the columns.
    public struct Row: Hashable, Sendable {
        /// The numbers that fall into it.
        public let bounds: Bounds<ExactDecimal>
        /// One cell for each column.
        public let cells: [Cell]

        init(bounds: Bounds<ExactDecimal>, cells: [Cell]) {
            self.bounds = bounds
            self.cells = cells
        }
    }

    /// What the cells are.
    public let result: Result
    /// The fact whose number picks the row, or `points`.
    public let key: String
    /// Whether only whole numbers occur, so that 2 and 3 leave no gap between them.
    public let isWhole: Bool
    /// The facts whose words pick the column; empty for a table of one column.
    public let across: [String]
    /// The words of each column, in the order of `across`.
    public let columns: [[String]]
    /// The rows, from the lowest numbers to the highest.
    public let rows: [Row]

    init(
        result: Result, key: String, isWhole: Bool, across: [String], columns: [[String]],
        rows: [Row]
    ) {
        self.result = result
        self.key = key
        self.isWhole = isWhole
        self.across = across
        self.columns = columns
        self.rows = rows
    }

    /// The cell for a number and the words of a column; nil where the table has none.
    public func cell(_ number: ExactDecimal, _ words: [String]) -> Cell? {
        guard let column = columns.firstIndex(of: words),
            let row = rows.first(where: { $0.bounds.contains(number) })
        else { return nil }
        return row.cells[column]
    }
}
