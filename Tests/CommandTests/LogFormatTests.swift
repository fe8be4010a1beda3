// SPDX-License-Identifier: Apache-2.0

import Domain
import Logging
import Synchronization
import Testing

@testable import probity

@Suite("How the log is written")
struct LogFormatTests {
    /// What a handler wrote.
    private final class Lines: Sendable {
        private let kept = Mutex<[[UInt8]]>([])
        var all: [[UInt8]] { kept.withLock { $0 } }
        func add(_ line: [UInt8]) { kept.withLock { $0.append(line) } }
    }

    private func logger(_ lines: Lines) -> Logger {
        Logger(label: "probity") { label in
            JSONLogHandler(
                label: label, clock: { Instant(microsecondsSinceEpoch: 1_500_000) },
                write: { lines.add($0) })
        }
    }

    @Test("a line is one JSON object: time, level, label, message, metadata by name")
    func line() {
        let lines = Lines()
        var logger = logger(lines)
        logger[metadataKey: "daemon"] = "a"
        logger.notice(
            "served",
            metadata: [
                "status": .stringConvertible(200), "b": ["x", "y"], "level": "high",
                "milliseconds": .stringConvertible(ExactDecimal(mantissa: 1_250, places: 3)),
            ])
        #expect(
            lines.all.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"time":"1970-01-01T00:00:01.500000Z","level":"notice","label":"probity","#
                    + #""message":"served","b":["x","y"],"daemon":"a","metadata.level":"high","#
                    + #""milliseconds":1.25,"status":200}"# + "\n"
            ])
    }

    @Test("whatever is in it, a line stays one line and JSON; of an error only its kind is told")
    func escapes() throws {
        struct Secret: Error, CustomStringConvertible { let description = "Wang Xiaoming" }
        let lines = Lines()
        logger(lines).error(
            "a \"quoted\"\nline\u{0}", error: Secret(), metadata: ["k\n": "\u{2028}\\"])
        let line = try #require(lines.all.first)
        #expect(line.filter { $0 == 0x0A }.count == 1 && line.last == 0x0A)
        let value = try JSONValue(parsing: Array(line.dropLast()))
        #expect(value["message"] == "a \"quoted\"\nline\u{0}")
        #expect(value["k\n"] == "\u{2028}\\")
        #expect(value["error"] == "Secret")
    }

    @Test("metadata of one logger does not reach another, and levels are kept apart")
    func values() {
        let lines = Lines()
        var one = logger(lines)
        var other = one
        one[metadataKey: "who"] = "one"
        other.logLevel = .error
        other.info("nothing")
        #expect(other[metadataKey: "who"] == nil && one.logLevel == .info)
        #expect(lines.all.isEmpty)
    }

    @Test(
        "a daemon writes text to a terminal and JSON elsewhere, unless told; a command writes text")
    func format() {
        #expect(ProgramLog.format(nil, isDaemon: true, isTerminal: true) == .text)
        #expect(ProgramLog.format(nil, isDaemon: true, isTerminal: false) == .json)
        #expect(ProgramLog.format(nil, isDaemon: false, isTerminal: false) == .text)
        #expect(ProgramLog.format(.json, isDaemon: false, isTerminal: true) == .json)
        #expect(ProgramLog.format(.text, isDaemon: true, isTerminal: false) == .text)
    }
}
