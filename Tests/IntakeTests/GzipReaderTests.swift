// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Testing

@Suite("The gzip reader")
struct GzipReaderTests {
    // `printf 'Hello, register.\r\n' | gzip -9n`
    private let hello: [UInt8] = Array(
        Data(base64Encoded: "H4sIAAAAAAACA/NIzcnJ11EoSk3PLC5JLdLj5QIAy5DB4xIAAAA=") ?? Data())

    private func unpacked(
        _ bytes: [UInt8], chunkSize: Int = 5, limitBytes: Int = 1 << 20
    ) throws(IntakeError) -> String {
        let reader = GzipReader(limitBytes: limitBytes)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: chunkSize) {
            let chunk = bytes[start..<min(start + chunkSize, bytes.count)]
            try reader.read(chunk) { output += $0 }
        }
        try reader.finish { output += $0 }
        return String(decoding: output, as: UTF8.self)
    }

    @Test("unpacks the same whatever the chunks", arguments: 1...12)
    func chunks(chunkSize: Int) throws {
        #expect(try unpacked(hello, chunkSize: chunkSize) == "Hello, register.\r\n")
    }

    @Test("passes a plain file through, however short", arguments: ["", "H", "Hi", "Hello,\n"])
    func plain(text: String) throws {
        #expect(try unpacked(Array(text.utf8), chunkSize: 1) == text)
    }

    @Test("unpacks several members as one file")
    func members() throws {
        #expect(try unpacked(hello + hello) == "Hello, register.\r\nHello, register.\r\n")
    }

    @Test("refuses every file cut short of its trailer's last byte")
    func truncated() {
        for length in 2..<hello.count {
            #expect(throws: IntakeError.compressionTruncated) {
                try unpacked(Array(hello[..<length]))
            }
        }
    }

    @Test("refuses a changed byte of the checksum, and rubbish behind the end")
    func damaged() {
        var changed = hello
        changed[hello.count - 6] ^= 1
        #expect(throws: IntakeError.compressionDamaged) { try unpacked(changed) }
        #expect(throws: IntakeError.compressionDamaged) { try unpacked(hello + [0, 0, 0]) }
    }

    @Test("stops at its limit: 18 bytes fit into 18 and not into 17")
    func limit() throws {
        #expect(try unpacked(hello, limitBytes: 18).utf8.count == 18)
        #expect(throws: IntakeError.tooMuchData(limitBytes: 17)) {
            try unpacked(hello, limitBytes: 17)
        }
    }

    @Test("a file that is small only while packed is stopped, not unpacked into memory")
    func bomb() throws {
        // 8 MiB of zeros: `head -c 8388608 /dev/zero | gzip -9n`, about 8 KiB.
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "head -c 8388608 /dev/zero | gzip -9n"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let packed = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(packed.count < 10_000)
        #expect(throws: IntakeError.tooMuchData(limitBytes: 1 << 20)) {
            try unpacked(Array(packed), chunkSize: 64)
        }
    }
}
