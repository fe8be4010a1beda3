// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// What a table says of one event, and how that was found, which is put into words only for whoever
/// asks.
///
/// - Source: the table's file of the pack, as in force on the day the event happened.
package struct TableReading {
    /// What the table says.
    package let cell: LawTable.Cell
    private let code: TableCode
    private let table: DatedValue<LawTable>
    private let number: ExactDecimal
    private let words: [String]

    /// Reads a table by the facts of an event.
    ///
    /// - Throws: `AssessmentError.factNeeded` where the number or a word is unknown, and
    ///   `.tableSilent` where the table has no cell for them.
    package init(
        _ code: TableCode, of book: FactBook, on day: CivilDate, policy: Policy
    ) throws(AssessmentError) {
        let table = try AssessmentError.asking { () throws(PolicyError) in
            try policy.table(code, on: day)
        }
        let number = try book.number(table.value.key)
        var words: [String] = []
        for name in table.value.across { words.append(try book.word(name)) }
        guard let cell = table.value.cell(number, words) else {
            throw .tableSilent(code, of: book.event)
        }
        self.cell = cell
        self.code = code
        self.table = table
        self.number = number
        self.words = words
    }

    /// What its cells are.
    package var unit: LawTable.Result { table.value.result }

    /// Where it is written.
    package var source: String { table.provenance.citation }

    /// How it was found.
    package var trace: TraceStep {
        var input = [JSONValue.Member("table", JSONValue(text: code))]
        input.append(.init(table.value.key, JSONValue(number)))
        for (name, word) in zip(table.value.across, words) {
            input.append(.init(name, .string(word)))
        }
        return TraceStep(step: "table", input: input, output: cell.json, source: source)
    }
}

extension LawTable.Cell {
    fileprivate var json: JSONValue {
        switch self {
        case .nothing: .null
        case .number(let number): JSONValue(number)
        case .permanent: "permanent"
        }
    }
}
