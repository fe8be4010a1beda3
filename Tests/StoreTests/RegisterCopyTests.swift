// SPDX-License-Identifier: Apache-2.0

import Domain
import Store
import Testing

@Suite("The pass over the register")
struct RegisterCopyTests {
    /// A field, or a whole row of fields, as COPY writes it in binary.
    private static func row(_ fields: [[UInt8]]) -> [UInt8] {
        fields.reduce(into: [0, UInt8(fields.count)]) { bytes, field in
            bytes += [0, 0, UInt8(field.count >> 8), UInt8(field.count & 0xFF)] + field
        }
    }

    /// Five rows for each party: of a role, of the party, and of the events of three indicators.
    private static func rows(of party: UInt8) -> [[UInt8]] {
        let id = [UInt8](repeating: 0, count: 15) + [party]
        let texts = [("inviter", ""), ("party", "")] + (1...3).map { ("sponsor", "late.\($0)") }
        return texts.enumerated().map { place, text in
            row([
                id, Array(text.0.utf8), Array(text.1.utf8),
                [UInt8](repeating: party, count: place * 100),
            ])
        }
    }

    private static func words(_ row: RegisterCopyRow) -> String {
        switch row.content {
        case .role(let role): "\(row.party.low) \(role.rawValue)"
        case .party(let bytes): "\(row.party.low) party \(bytes.count)"
        case .accreditation(let bytes): "\(row.party.low) accreditation \(bytes.count)"
        case .events(let role, let indicator, let bytes):
            "\(row.party.low) \(role.rawValue) \(indicator) \(bytes.count)"
        }
    }

    @Test(
        "however the rows arrive, each batch holds whole parties, and all rows are read",
        arguments: [1, 2, 3, 4, 5, 7, 50])
    func cut(rowsInChunk: Int) throws {
        let header = [UInt8](repeating: 9, count: 19)
        let all = (1...10 as ClosedRange<UInt8>).flatMap(Self.rows(of:)) + [[0xFF, 0xFF]]
        var cutter = RegisterCopyCutter()
        var batches: [[String]] = []
        func take(_ bytes: [UInt8]) throws {
            var reader = RegisterCopyReader(bytes)
            var batch: [String] = []
            while let row = try reader.next() { batch.append(Self.words(row)) }
            batches.append(batch)
        }
        for start in stride(from: 0, to: all.count, by: rowsInChunk) {
            let chunk = all[start..<min(start + rowsInChunk, all.count)].flatMap(\.self)
            try cutter.take(start == 0 ? header + chunk : chunk)
            let byteCount = cutter.byteCount
            let whole = cutter.handOver()
            #expect(whole.count == byteCount)
            try take(whole)
        }
        try take(cutter.handOver(isLast: true))
        for batch in batches { #expect(batch.count % 5 == 0) }
        let read = batches.flatMap(\.self)
        #expect(read.count == 50)
        #expect(
            read.prefix(5) == [
                "1 inviter", "1 party 100", "1 sponsor late.1 200", "1 sponsor late.2 300",
                "1 sponsor late.3 400",
            ])
        #expect(Set(read).count == 50)
    }

    @Test("bytes that are no such rows are refused")
    func damaged() throws {
        let header = [UInt8](repeating: 9, count: 19)
        let good = Self.rows(of: 1).flatMap(\.self)
        for place in [1, 5] {
            let bytes = good.enumerated().map { $0.offset == place ? $0.element ^ 1 : $0.element }
            #expect(throws: RecordError.self) {
                var cutter = RegisterCopyCutter()
                try cutter.take(header + bytes)
            }
        }
        #expect(throws: RecordError.self) {
            var cutter = RegisterCopyCutter()
            try cutter.take(header + good.dropLast())
        }
    }
}
