// SPDX-License-Identifier: Apache-2.0

/// One record of a CSV file.
public struct CSVRecord: Hashable, Sendable {
    /// The line on which the record begins, counted from 1.
    public let line: Int
    /// The fields, without their quotes.
    public let fields: [String]
}

/// Reads CSV as RFC 4180 has it, piece by piece: hand it the bytes as they come, in chunks of any
/// size, and it hands out records. It holds one record at a time.
///
/// Beyond the RFC it takes a byte order mark, a last line without a line end (see
/// ``lastLineHasEnd``), `\n` and lone `\r` as line ends, and skips empty lines. It takes nothing
/// on trust: stray quotes, text that is not UTF-8 and overlong fields are errors with their line.
public struct CSVReader: Sendable {
    /// What a file may ask of memory.
    public struct Limits: Hashable, Sendable {
        /// Longest field, in bytes.
        public var fieldBytes: Int
        /// Longest record, in bytes.
        public var recordBytes: Int
        /// Most fields in a record.
        public var fields: Int

        /// 64 KiB a field, 1 MiB a record, 1,024 fields.
        public init(
            fieldBytes: Int = 64 << 10, recordBytes: Int = 1 << 20, fields: Int = 1_024
        ) {
            self.fieldBytes = fieldBytes
            self.recordBytes = recordBytes
            self.fields = fields
        }
    }

    private enum State {
        /// At the first byte of a field.
        case fieldStart
        /// Inside a field without quotes.
        case plain
        /// Inside quotes.
        case quoted
        /// After a quote inside quotes: an escaped quote, or the end of the field.
        case quoteSeen
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Whether the last line read so far was closed by a line end. False at the end of a file
    /// may mean that it was cut off.
    public private(set) var lastLineHasEnd = true
    /// The line being read, counted from 1.
    public private(set) var line = 1

    private let limits: Limits
    private var state = State.fieldStart
    private var markBytesSeen = 0
    private var carriageReturnSeen = false
    private var recordLine = 1
    private var bytes: [UInt8] = []
    private var fieldEnds: [Int] = []

    /// Starts at the beginning of a file.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Reads the next bytes and hands each record that they complete to `body`.
    /// - Throws: the first fault of the file, or what `body` throws; stop reading then.
    public mutating func read(
        _ chunk: ArraySlice<UInt8>, body: (CSVRecord) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        for byte in chunk {
            if markBytesSeen < 3 {
                if byte == Self.byteOrderMark[markBytesSeen] {
                    markBytesSeen += 1
                    continue
                }
                // What looked like a mark was text.
                let held = Self.byteOrderMark.prefix(markBytesSeen)
                markBytesSeen = 3
                for byte in held { try step(byte, body) }
            }
            try step(byte, body)
        }
    }

    /// Ends the file; a last record without a line end is handed out.
    /// - Throws: ``IntakeError/quoteNotClosed(line:)`` when the file ends inside quotes.
    public mutating func finish(
        body: (CSVRecord) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        if state == .quoted { throw .quoteNotClosed(line: recordLine) }
        guard !lastLineHasEnd else { return }
        try endRecord(body)
        lastLineHasEnd = false
    }

    private mutating func step(
        _ byte: UInt8, _ body: (CSVRecord) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        if carriageReturnSeen {
            carriageReturnSeen = false
            // The second half of \r\n, whose line was counted with the first.
            if byte == UInt8(ascii: "\n"), state != .quoted { return }
        }
        lastLineHasEnd = false
        switch (state, byte) {
        case (.fieldStart, UInt8(ascii: "\"")):
            state = .quoted
        case (.quoted, UInt8(ascii: "\"")):
            state = .quoteSeen
        case (.quoteSeen, UInt8(ascii: "\"")):
            try append(byte)
            state = .quoted
        case (.quoted, _):
            if byte == UInt8(ascii: "\n") { line += 1 }
            try append(byte)
        case (_, UInt8(ascii: ",")):
            try endField()
        case (_, UInt8(ascii: "\n")), (_, UInt8(ascii: "\r")):
            carriageReturnSeen = byte == UInt8(ascii: "\r")
            try endRecord(body)
        case (.quoteSeen, _):
            throw .textAfterQuote(line: line)
        case (_, UInt8(ascii: "\"")):
            throw .quoteInsideField(line: line)
        default:
            state = .plain
            try append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) throws(IntakeError) {
        guard bytes.count < limits.recordBytes else {
            throw .recordTooLong(line: recordLine, limitBytes: limits.recordBytes)
        }
        guard bytes.count - (fieldEnds.last ?? 0) < limits.fieldBytes else {
            throw .fieldTooLong(line: recordLine, limitBytes: limits.fieldBytes)
        }
        bytes.append(byte)
    }

    private mutating func endField() throws(IntakeError) {
        guard fieldEnds.count < limits.fields else {
            throw .recordTooLong(line: recordLine, limitBytes: limits.recordBytes)
        }
        fieldEnds.append(bytes.count)
        state = .fieldStart
    }

    private mutating func endRecord(
        _ body: (CSVRecord) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        let isEmptyLine = state == .fieldStart && fieldEnds.isEmpty
        try endField()
        var fields: [String] = []
        fields.reserveCapacity(fieldEnds.count)
        var start = 0
        for end in fieldEnds {
            guard let field = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw .notUTF8(line: recordLine)
            }
            fields.append(field)
            start = end
        }
        let record = CSVRecord(line: recordLine, fields: fields)
        bytes.removeAll(keepingCapacity: true)
        fieldEnds.removeAll(keepingCapacity: true)
        line += 1
        recordLine = line
        lastLineHasEnd = true
        if !isEmptyLine { try body(record) }
    }
}
