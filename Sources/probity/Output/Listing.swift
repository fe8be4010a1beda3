// SPDX-License-Identifier: Apache-2.0

import Domain

/// A list as an answer: the same rows for people, programs and spreadsheets.
struct Listing {
    /// The names of the columns, for a spreadsheet and, in upper case, for people.
    let columns: [String]
    let rows: [[String]]
    /// The list for programs.
    let json: [JSONValue]
    var numberColumns: Set<Int> = []
    /// What people are told when there are no rows.
    var emptyText = "None."

    /// Writes it.
    func write(as format: OutputOptions.Format) {
        switch format {
        case .table:
            guard !rows.isEmpty else { return Console.write(emptyText) }
            let table = TextTable(columns.map { $0.uppercased() }, rows, numbers: numberColumns)
            table.lines.forEach { Console.write($0) }
        case .json: Console.write(.array(json))
        case .csv:
            Console.write(CommaSeparated.line(columns))
            for row in rows { Console.write(CommaSeparated.line(row)) }
        }
    }
}

/// Lines of comma-separated values.
///
/// - Source: RFC 4180.
enum CommaSeparated {
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
            return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
    }
}
