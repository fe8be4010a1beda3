// SPDX-License-Identifier: Apache-2.0

/// Text in lines that fit the terminal, moved to the right.
enum ParagraphText {
    /// The widest line that reads well.
    private static let columnsMax = 100

    static func lines(_ text: String, indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        let width = min(Console.outputColumns ?? columnsMax, columnsMax)
        return text.wrapped(to: max(20, width - indent)).map { space + $0 }
    }
}
