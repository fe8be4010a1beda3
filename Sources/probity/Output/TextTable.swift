// SPDX-License-Identifier: Apache-2.0

/// Rows and columns for a terminal, where a Chinese character takes two columns.
struct TextTable {
    private let columns: [String]
    private let rows: [[String]]
    /// Columns whose cells are numbers and stand to the right.
    private let numberColumns: Set<Int>

    init(_ columns: [String], _ rows: [[String]], numbers: Set<Int> = []) {
        self.columns = columns
        self.rows = rows
        self.numberColumns = numbers
    }

    /// The lines, headings first.
    var lines: [String] {
        let all = (columns.allSatisfy(\.isEmpty) ? [] : [columns]) + rows
        let widths = columns.indices.map { column in
            all.map { $0[column].columnCount }.max() ?? 0
        }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                if column > 0 { line += "  " }
                let space = String(repeating: " ", count: widths[column] - cell.columnCount)
                line += numberColumns.contains(column) ? space + cell : cell + space
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

extension String {
    /// How many columns of a terminal the text takes.
    var columnCount: Int {
        unicodeScalars.reduce(0) { $0 + Self.columnCount(of: $1) }
    }

    /// The text in lines of at most `columns` columns, broken at blanks, or after any Chinese
    /// character.
    func wrapped(to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: true) {
            let needed = line.columnCount + 1 + String(word).columnCount
            if line.isEmpty {
                line = String(word)
            } else if needed <= columns {
                line += " \(word)"
            } else {
                lines.append(line)
                line = String(word)
            }
            while line.columnCount > columns, let cut = line.cut(at: columns) {
                lines.append(String(line[..<cut]))
                line = String(line[cut...])
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// The place of the last character that still fits; nil for text without wide characters,
    /// which is left whole.
    private func cut(at columns: Int) -> String.Index? {
        var taken = 0
        var seesWide = false
        for index in indices {
            let width = String(self[index]).columnCount
            if width > 1 { seesWide = true }
            if taken + width > columns { return seesWide && index > startIndex ? index : nil }
            taken += width
        }
        return nil
    }

    /// - Source: Unicode Standard Annex #11, East Asian Width: the blocks that are wide.
    private static func columnCount(of scalar: Unicode.Scalar) -> Int {
        if scalar.properties.generalCategory == .nonspacingMark { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
