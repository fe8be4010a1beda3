// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

@Suite("Values, to the server and back")
struct CodecTests {
    /// Sends `values` and asks the server both to return them and to print them.
    private func roundTrip<Value: PostgresCodable & RowDecodable & Equatable>(
        _ values: [Value], as type: String, printed: [String]? = nil
    ) async throws {
        try await withTestConnection { connection in
            for (position, value) in values.enumerated() {
                let back: Value = try await connection.fetchOne("SELECT \(value)")
                #expect(back == value)
                guard let printed else { continue }
                let text: String = try await connection.fetchOne(
                    "SELECT (\(value)::\(unsafeRaw: type))::text")
                #expect(text == printed[position])
            }
            let all: [Value] = try await connection.fetchOne("SELECT \(values)")
            #expect(all == values)
            let gaps: [Value?] = [nil] + values.map { Value?.some($0) } + [nil]
            let returned: [Value?] = try await connection.fetchOne("SELECT \(gaps)")
            #expect(returned == gaps)
            let none: Value? = try await connection.fetchOne(
                "SELECT \(Value?.none as Value?)::\(unsafeRaw: type)")
            #expect(none == nil)
        }
    }

    @Test("booleans and integers at their bounds")
    func integers() async throws {
        try await roundTrip([true, false], as: "bool", printed: ["true", "false"])
        try await roundTrip(
            [Int16.min, -1, 0, 1, .max], as: "int2", printed: ["-32768", "-1", "0", "1", "32767"])
        try await roundTrip(
            [Int32.min, 0, .max], as: "int4", printed: ["-2147483648", "0", "2147483647"])
        try await roundTrip(
            [Int64.min, 0, .max], as: "int8",
            printed: ["-9223372036854775808", "0", "9223372036854775807"])
        try await roundTrip([Int.min, 0, .max], as: "int8")
    }

    @Test("text of every sort, the empty one too")
    func text() async throws {
        let texts = ["", "plain", "O'Neill \"Ltd\" \\ {a,b}", "北京市 🏛", "line\nbreak\ttab", "NULL"]
        try await roundTrip(texts, as: "text", printed: texts)
    }

    @Test("bytes, alone and in arrays")
    func bytes() async throws {
        let all = (0...255).map { UInt8($0) }
        try await withTestConnection { connection in
            for value in [[], [0], all] {
                let back: [UInt8] = try await connection.fetchOne("SELECT \(value)")
                #expect(back == value)
                let length: Int32 = try await connection.fetchOne("SELECT length(\(value))")
                #expect(length == Int32(value.count))
            }
            let values: [[UInt8]?] = [[], nil, all]
            let back: [[UInt8]?] = try await connection.fetchOne("SELECT \(values)")
            #expect(back == values)
        }
    }

    @Test("days before 1970 and 2000, and the first and last PostgreSQL has")
    func dates() async throws {
        let days = [-719_162, -1, 0, 10_956, 10_957, 10_958, 18_262]
        try await roundTrip(
            days.compactMap { PostgresDate(daysSince1970: $0) }, as: "date",
            printed: [
                "0001-01-01", "1969-12-31", "1970-01-01", "1999-12-31", "2000-01-01",
                "2000-01-02", "2020-01-01",
            ])
        try await withTestConnection { connection in
            let last: PostgresDate = try await connection.fetchOne("SELECT date '5874897-12-31'")
            #expect(last.daysSince2000 == 2_145_031_948)
            let first: PostgresDate = try await connection.fetchOne(
                "SELECT date '4713-01-01 BC'")
            #expect(first.daysSince2000 == -2_451_507)
        }
    }

    @Test("instants before 1970 and 2000, to the microsecond")
    func timestamps() async throws {
        let instants: [Int64] = [
            -62_135_596_800_000_000, -1, 0, 946_684_799_999_999, 1_577_836_800_000_001,
        ]
        try await roundTrip(
            instants.map { PostgresTimestamp(microsecondsSince1970: $0) }, as: "timestamptz",
            printed: [
                "0001-01-01 00:00:00+00", "1969-12-31 23:59:59.999999+00",
                "1970-01-01 00:00:00+00", "1999-12-31 23:59:59.999999+00",
                "2020-01-01 00:00:00.000001+00",
            ])
    }

    @Test("uuids and jsonb")
    func carriers() async throws {
        let bytes: [UInt8] = [
            0x01, 0x8F, 0x3A, 0xFF, 0, 1, 0x70, 2, 0x80, 3, 4, 5, 6, 7, 8, 0xFE,
        ]
        let uuid = try #require(PostgresUUID(bytes: bytes))
        #expect(uuid.bytes == bytes)
        #expect(PostgresUUID(bytes: bytes.dropLast()) == nil)
        try await roundTrip([uuid], as: "uuid", printed: ["018f3aff-0001-7002-8003-0405060708fe"])
        try await roundTrip([PostgresJSON(#"{"a": [1, null]}"#)], as: "jsonb")
    }

    @Test(
        "infinity is refused in both directions",
        arguments: [
            "date 'infinity'", "date '-infinity'", "timestamptz 'infinity'",
            "timestamptz '-infinity'",
        ])
    func infinity(literal: String) async throws {
        try await withTestConnection { connection in
            let error = try await failure {
                if literal.hasPrefix("date") {
                    _ = try await connection.fetchOne(
                        "SELECT \(unsafeRaw: literal) AS day", as: PostgresDate.self)
                } else {
                    _ = try await connection.fetchOne(
                        "SELECT \(unsafeRaw: literal) AS day", as: PostgresTimestamp.self)
                }
            }
            guard case .decoding(let failure) = error.kind else {
                Issue.record("not a decoding error: \(error)")
                return
            }
            #expect(failure.reason == .refused && failure.column == "day")
            for value in [Int32.min, .max] {
                let refused = try await refusalOfInfinity(connection, value)
                #expect(refused.kind == .encoding && refused.isSafeToRetry)
            }
        }
    }

    @Test("text with U+0000 is refused before it is sent")
    func nul() async throws {
        try await withTestConnection { connection in
            let error = try await failure { try await connection.execute("SELECT \("a\0b")") }
            #expect(error.kind == .encoding)
        }
    }

    @Test("an array of two dimensions, or with NULL where none may be, is refused")
    func arrays() async throws {
        try await withTestConnection { connection in
            for literal in ["ARRAY[[1,2],[3,4]]::int8[]", "ARRAY[1,NULL]::int8[]"] {
                let error = try await failure {
                    try await connection.fetchOne(
                        "SELECT \(unsafeRaw: literal)", as: [Int64].self)
                }
                guard case .decoding(let failure) = error.kind else {
                    Issue.record("not a decoding error: \(error)")
                    return
                }
                #expect(failure.reason == .refused && failure.postgresType == "int8Array")
            }
        }
    }
}

/// Binding one of the two days PostgreSQL reads as infinities.
private func refusalOfInfinity(
    _ connection: Connection, _ days: Int32
) async throws -> PostgresError {
    try await failure {
        try await connection.execute("SELECT \(PostgresDate(daysSince2000: days))")
    }
}
