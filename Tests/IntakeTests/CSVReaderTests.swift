// SPDX-License-Identifier: Apache-2.0

import Intake
import Testing

@Suite("The CSV reader")
struct CSVReaderTests {
    private func records(
        _ text: String, chunkSize: Int = 7, limits: CSVReader.Limits = .init()
    ) throws(IntakeError) -> [CSVRecord] {
        try records(Array(text.utf8), chunkSize: chunkSize, limits: limits)
    }

    private func records(
        _ bytes: [UInt8], chunkSize: Int = 7, limits: CSVReader.Limits = .init()
    ) throws(IntakeError) -> [CSVRecord] {
        var reader = CSVReader(limits: limits)
        var records: [CSVRecord] = []
        for start in stride(from: 0, to: bytes.count, by: chunkSize) {
            let chunk = bytes[start..<min(start + chunkSize, bytes.count)]
            try reader.read(chunk) { records.append($0) }
        }
        try reader.finish { records.append($0) }
        return records
    }

    @Test(
        "reads the same records whatever the chunks",
        arguments: 1...12)
    func chunksDoNotMatter(chunkSize: Int) throws {
        let text = "\u{FEFF}\"a\",b\r\n\"x, \"\"y\"\"\r\nz\",é\r\n\r\n,\r\nlast,"
        let read = try records(text, chunkSize: chunkSize)
        #expect(
            read.map(\.fields) == [["a", "b"], ["x, \"y\"\r\nz", "é"], ["", ""], ["last", ""]])
        #expect(read.map(\.line) == [1, 2, 5, 6])
    }

    @Test(
        "takes every kind of line end",
        arguments: ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\r\r\nc,d\r\r\n", "a,b\nc,d"])
    func lineEnds(text: String) throws {
        #expect(try records(text).map(\.fields) == [["a", "b"], ["c", "d"]])
    }

    @Test("tells whether the last line was ended", arguments: [("a\r\n", true), ("a\r\nb", false)])
    func lastLineEnd(text: String, expected: Bool) throws {
        var reader = CSVReader()
        try reader.read(Array(text.utf8)[...]) { _ in }
        #expect(reader.lastLineHasEnd == expected)
        try reader.finish { _ in }
        #expect(reader.lastLineHasEnd == expected)
    }

    @Test("hands out nothing for an empty file, and an empty quoted field for two quotes")
    func empty() throws {
        #expect(try records("").isEmpty)
        #expect(try records("\u{FEFF}").isEmpty)
        #expect(try records("\r\n\n").isEmpty)
        #expect(try records("\"\"").map(\.fields) == [[""]])
    }

    @Test("does not lose text that begins like a byte order mark")
    func halfAMark() throws {
        // U+FEC0 begins with the mark's first two bytes.
        #expect(try records("\u{FEC0},b", chunkSize: 1).map(\.fields) == [["\u{FEC0}", "b"]])
    }

    @Test(
        "names the line of a fault",
        arguments: [
            ("a\n\"b", IntakeError.quoteNotClosed(line: 2)),
            ("a\n\"b\" c\n", .textAfterQuote(line: 2)),
            ("a\n\nb\"c\n", .quoteInsideField(line: 3)),
        ])
    func faults(text: String, expected: IntakeError) {
        #expect(throws: expected) { try records(text) }
    }

    @Test("refuses bytes that are not UTF-8, with their line")
    func notUTF8() {
        let latin1 = Array("a\nM".utf8) + [0xFC] + Array("nchen\n".utf8)
        #expect(throws: IntakeError.notUTF8(line: 2)) { try records(latin1) }
    }

    @Test("holds to its limits: at the limit yes, one byte more no")
    func limits() throws {
        let limits = CSVReader.Limits(fieldBytes: 4, recordBytes: 6, fields: 3)
        #expect(try records("abcd,ef", limits: limits).map(\.fields) == [["abcd", "ef"]])
        #expect(throws: IntakeError.fieldTooLong(line: 1, limitBytes: 4)) {
            try records("abcde", limits: limits)
        }
        #expect(throws: IntakeError.recordTooLong(line: 1, limitBytes: 6)) {
            try records("abcd,efg", limits: limits)
        }
        #expect(try records("a,b,c", limits: limits).count == 1)
        #expect(throws: IntakeError.recordTooLong(line: 1, limitBytes: 6)) {
            try records("a,b,c,d", limits: limits)
        }
    }

    @Test("reads back what was written, for 300 seeded random tables")
    func roundTrip() throws {
        var seed = SeededGenerator(state: 20_261_123)
        let alphabet: [Character] = ["a", "é", ",", "\"", "\r\n", "\n", " ", "漢"]
        for _ in 0..<300 {
            let table = (0..<Int.random(in: 1...4, using: &seed)).map { _ in
                (0..<3).map { _ in
                    String(
                        (0..<Int.random(in: 0...5, using: &seed)).map { _ in
                            alphabet.randomElement(using: &seed) ?? "a"
                        })
                }
            }
            let text = table.map { row in
                row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
            }.joined(separator: "\r\n")
            let chunkSize = Int.random(in: 1...9, using: &seed)
            #expect(try records(text, chunkSize: chunkSize).map(\.fields) == table)
        }
    }
}

/// A small generator with a seed (SplitMix64), so that a failing walk can be walked again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
