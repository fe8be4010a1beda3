// SPDX-License-Identifier: Apache-2.0

/// Why a file as a whole was not read. Rows that cannot be read are no error: they stand in the
/// report, one by one.
///
/// `description` is safe to show: it holds line numbers and limits, never a cell of the file.
public enum IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case unreadableFile(reason: String)
    /// The file holds nothing.
    case emptyFile
    /// The bytes of a record are not UTF-8.
    case notUTF8(line: Int)
    /// A quoted field is still open where the file ends.
    case quoteNotClosed(line: Int)
    /// Something other than a comma or a line end follows a closing quote.
    case textAfterQuote(line: Int)
    /// A quote stands inside a field that does not begin with one.
    case quoteInsideField(line: Int)
    /// A field is longer than the limit, in bytes.
    case fieldTooLong(line: Int, limitBytes: Int)
    /// A record is longer than the limit, in bytes, or has too many fields.
    case recordTooLong(line: Int, limitBytes: Int)
    /// The compressed data is damaged.
    case compressionDamaged
    /// The compressed data ends before its trailer.
    case compressionTruncated
    /// The data is larger than the limit, in bytes, once decompressed.
    case tooMuchData(limitBytes: Int)
    /// The header lacks columns that are needed.
    case columnsMissing([String])
    /// Neither the file's name nor the caller says which day the edition is of.
    case noEditionDate
    /// The edition was cut off.
    case editionTruncated(line: Int, evidence: Truncation)

    /// By what a truncated edition is known.
    public enum Truncation: Hashable, Sendable {
        /// Every line ends with a line end, but not the last.
        case lastLineHasNoEnd
        /// The last record breaks off inside quotes.
        case quoteIsOpen
    }

    /// One sentence, safe to show.
    public var description: String {
        switch self {
        case .unreadableFile(let reason): "the file cannot be read: \(reason)"
        case .emptyFile: "the file is empty"
        case .notUTF8(let line): "line \(line): the text is not UTF-8"
        case .quoteNotClosed(let line): "line \(line): a quote is opened and never closed"
        case .textAfterQuote(let line):
            "line \(line): a closing quote must be followed by a comma or the end of the line"
        case .quoteInsideField(let line):
            "line \(line): a quote inside a field needs the whole field in quotes"
        case .fieldTooLong(let line, let limit):
            "line \(line): a field is longer than \(limit) bytes"
        case .recordTooLong(let line, let limit):
            "line \(line): a record is longer than \(limit) bytes or has too many fields"
        case .compressionDamaged: "the compressed data is damaged"
        case .compressionTruncated: "the compressed data ends too early: the file was cut off"
        case .tooMuchData(let limit): "the file is larger than \(limit) bytes when unpacked"
        case .columnsMissing(let names):
            "the header lacks \(names.map { "“\($0)”" }.joined(separator: ", "))"
        case .noEditionDate:
            "the edition's date is unknown: give it, or let the file's name begin with YYYY-MM-DD"
        case .editionTruncated(let line, .lastLineHasNoEnd):
            "the edition is cut off: line \(line), its last, has no line end while every line "
                + "before it has one; fetch it again"
        case .editionTruncated(let line, .quoteIsOpen):
            "the edition is cut off inside the record of line \(line); fetch it again"
        }
    }
}
