// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("JSON, read strictly and written canonically")
struct JSONTests {
    private static func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    @Test("members are sorted, white space goes, numbers take their shortest form")
    func canonical() throws {
        let value = try Self.parse(" { \"b\" : [ 1.50 , -0 , true , null ] , \"a\" : \"x\" } ")
        #expect(
            String(decoding: value.canonicalBytes, as: UTF8.self)
                == #"{"a":"x","b":[1.5,0,true,null]}"#)
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"b":[1.5,0,true,null],"a":"x"}"#)
    }

    @Test("each string survives writing and reading, and is escaped only where JSON demands it")
    func strings() throws {
        let text = "\u{0}\u{8}\u{9}\u{A}\u{C}\u{D}\u{1F}\"\\/中文\u{1F600}\u{7F}"
        let bytes = JSONValue.string(text).canonicalBytes
        #expect(try JSONValue(parsing: bytes) == .string(text))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/中文\u{1F600}\u{7F}\"")
        #expect(try Self.parse(#""😀中""#) == .string("\u{1F600}中"))
    }

    @Test(
        "what is not JSON, or not ours, is refused where it stands",
        arguments: [
            ("", JSONError.truncated), ("{", .truncated), ("[1,", .truncated),
            ("\"abc", .truncated), ("nul", .truncated), ("nulx", .unexpected(offset: 0)),
            ("[1,]", .unexpected(offset: 3)), ("{\"a\":1,}", .unexpected(offset: 7)),
            ("{a:1}", .unexpected(offset: 1)), ("01", .unexpected(offset: 0)),
            ("-01", .unexpected(offset: 0)), ("1 2", .unexpected(offset: 2)),
            ("'a'", .unexpected(offset: 0)), ("\"a\nb\"", .unexpected(offset: 2)),
            ("1e3", .numberOutOfRange(offset: 0)), ("1.", .numberOutOfRange(offset: 0)),
            ("-", .numberOutOfRange(offset: 0)), ("1.0000000001", .numberOutOfRange(offset: 0)),
            ("9223372036854775808", .numberOutOfRange(offset: 0)),
            (#""\ud800""#, .notUnicode(offset: 3)), (#""\udc00""#, .notUnicode(offset: 3)),
            (#""\ud800\u0041""#, .notUnicode(offset: 3)), (#""\x""#, .unexpected(offset: 2)),
            ("{\"a\":1,\"a\":2}", .duplicateMember(offset: 7)),
            ("{\"a\":1,\"\\u0061\":2}", .duplicateMember(offset: 7)),
            ("\u{FEFF}1", .unexpected(offset: 0)),
        ])
    func refused(_ text: String, _ expected: JSONError) {
        #expect(throws: expected) { try Self.parse(text) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUnicode() {
        #expect(throws: JSONError.notUnicode(offset: 0)) {
            try JSONValue(parsing: [0x22, 0xC3, 0x28, 0x22])
        }
        #expect(throws: JSONError.notUnicode(offset: 0)) {
            try JSONValue(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22])
        }
    }

    @Test("nesting and members are bounded, just at the limit and just above it")
    func bounds() throws {
        let deep = { (count: Int) in
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(throws: Never.self) { try Self.parse(deep(33)) }
        #expect(throws: JSONError.tooDeep(offset: 33)) { try Self.parse(deep(34)) }
        let wide = { (count: Int) in
            "{" + (0..<count).map { "\"m\($0)\":0" }.joined(separator: ",") + "}"
        }
        #expect(throws: Never.self) { try Self.parse(wide(256)) }
        #expect(throws: JSONError.self) { try Self.parse(wide(257)) }
    }

    @Test("a glance reads the members it asks for as the whole text would give them")
    func glance() throws {
        let text = #"""
            {"erased":true,"party":{"facts":{"a":1.5,"b":[{"c":"}"}]},"id":"x\"y}",
            "list":[1,{"kind":"no"}],"kind":"organisation","town":null},"zeta":{"kind":"no"}}
            """#
        let bytes = Array(text.utf8)
        let whole = try JSONValue(parsing: bytes)
        let names = ["facts", "kind", "region"]
        let glanced = try JSONValue(glancingAt: "party", of: bytes[...], for: names)
        for name in names { #expect(glanced[name] == whole["party"]?[name]) }
        #expect(glanced["id"] == nil)
        #expect(try JSONValue(glancingAt: "none", of: bytes[...], for: names) == .null)
        // Cut short anywhere, it is no JSON.
        for count in 0..<bytes.count {
            #expect(throws: JSONError.self) {
                try JSONValue(glancingAt: "party", of: bytes[..<count], for: names)
            }
        }
    }

    @Test("a reader names every fault at once, and refuses members nobody asked for")
    func reader() throws {
        let value = try Self.parse(
            #"{"name":"","day":"2026-02-30","count":2.5,"flag":"yes","extra":1,"role":"boss"}"#)
        var reader = ObjectReader(value)
        let name = reader.string("name")
        let day = reader.date("day")
        let count = reader.integer("count", in: 1...9)
        let flag = reader.bool("flag", absent: false)
        let role = reader.choice("role", of: Role.self)
        let missing = reader.string("missing")
        #expect(name == nil && missing == nil)
        #expect(day == nil && count == nil && role == nil && !flag)
        do {
            try reader.finish()
            Issue.record("nothing was refused")
        } catch {
            #expect(
                error.faults.map { "\($0.pointer) \($0.code)" } == [
                    "/name value.length", "/day value.malformed", "/count type.integer",
                    "/flag type.boolean", "/role value.malformed", "/missing member.missing",
                    "/extra member.unknown",
                ])
        }
    }
}
