// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not JSON that we accept.
public enum JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Something unexpected stands at this byte.
    case unexpected(offset: Int)
    /// The text ends too early.
    case truncated
    /// The bytes are not UTF-8, or hold half a surrogate pair.
    case notUnicode(offset: Int)
    /// A number has an exponent, more than nine decimals or more digits than fit.
    case numberOutOfRange(offset: Int)
    /// The same member name stands twice in one object.
    case duplicateMember(offset: Int)
    /// Arrays and objects are nested more than 32 deep.
    case tooDeep(offset: Int)
    /// An object has more than 256 members.
    case tooManyMembers(offset: Int)

    /// What is wrong, without any of the text.
    public var description: String {
        switch self {
        case .unexpected(let offset): "This is not JSON: see byte \(offset)."
        case .truncated: "The JSON ends too early."
        case .notUnicode(let offset): "The text is not valid UTF-8 at byte \(offset)."
        case .numberOutOfRange(let offset):
            "The number at byte \(offset) has an exponent or too many digits."
        case .duplicateMember(let offset): "A member name stands twice, at byte \(offset)."
        case .tooDeep(let offset): "The JSON is nested more than 32 deep at byte \(offset)."
        case .tooManyMembers(let offset): "An object has over 256 members at byte \(offset)."
        }
    }
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259), strictly: no byte order mark, no duplicate members, no
    /// trailing text.
    ///
    /// - Throws: `JSONError`, with the offset of the fault in bytes.
    public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: Array(bytes))
        self = try parser.document()
    }

    /// Reads of a text that was written as canonical JSON an object that is a member of the
    /// outermost one, and of it only some members: the others are passed over, and not made into
    /// values. It is `null` where there is no such object.
    ///
    /// - Throws: `JSONError` where the text is no JSON, as far as it was looked at.
    public init(
        glancingAt object: String, of bytes: ArraySlice<UInt8>, for names: [String]
    ) throws(JSONError) {
        self = .null
        var parser = JSONParser(bytes: Array(bytes))
        try parser.members { parser, name throws(JSONError) in
            guard name == object else { return try parser.skipValue() }
            var found: [Member] = []
            try parser.members { parser, name throws(JSONError) in
                guard names.contains(name) else { return try parser.skipValue() }
                found.append(Member(name, try parser.value(depth: 2)))
            }
            self = .object(found)
        }
    }
}

/// Recursive descent over a byte array; every limit is there to bound hostile input.
private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw .unexpected(offset: position) }
        return value
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= 32 else { throw .tooDeep(offset: position) }
        skipSpace()
        guard position < bytes.count else { throw .truncated }
        switch bytes[position] {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try literal("true", .bool(true))
        case 0x66: return try literal("false", .bool(false))
        case 0x6E: return try literal("null", .null)
        case 0x2D, 0x30...0x39: return try number()
        default: throw .unexpected(offset: position)
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        skipSpace()
        if take(0x7D) { return .object(members) }
        while true {
            skipSpace()
            let start = position
            guard position < bytes.count else { throw .truncated }
            guard bytes[position] == 0x22 else { throw .unexpected(offset: position) }
            let name = try string()
            guard !members.contains(where: { $0.name == name }) else {
                throw .duplicateMember(offset: start)
            }
            guard members.count < 256 else { throw .tooManyMembers(offset: start) }
            skipSpace()
            try expect(0x3A)
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if take(0x7D) { return .object(members) }
            try expect(0x2C)
        }
    }

    /// Goes through an object; `body` reads the value of each member, or passes over it.
    mutating func members(
        _ body: (inout JSONParser, String) throws(JSONError) -> Void
    ) throws(JSONError) {
        skipSpace()
        try expect(0x7B)
        skipSpace()
        if take(0x7D) { return }
        while true {
            skipSpace()
            guard position < bytes.count else { throw .truncated }
            guard bytes[position] == 0x22 else { throw .unexpected(offset: position) }
            let name = try string()
            skipSpace()
            try expect(0x3A)
            try body(&self, name)
            skipSpace()
            if take(0x7D) { return }
            try expect(0x2C)
        }
    }

    /// Passes over a value: to the comma or bracket behind it.
    mutating func skipValue() throws(JSONError) {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case 0x22: try skipString()
            case 0x7B, 0x5B:
                depth += 1
                position += 1
            case 0x2C where depth == 0: return
            case 0x7D, 0x5D:
                if depth == 0 { return }
                depth -= 1
                position += 1
            default: position += 1
            }
        }
        throw .truncated
    }

    private mutating func skipString() throws(JSONError) {
        position += 1
        while position < bytes.count {
            switch bytes[position] {
            case 0x22:
                position += 1
                return
            case 0x5C: position += 2
            default: position += 1
            }
        }
        throw .truncated
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take(0x5D) { return .array(values) }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(0x5D) { return .array(values) }
            try expect(0x2C)
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        while position < bytes.count, Self.isNumberByte(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        // JSON knows no leading zero and no bare point.
        if digits.hasPrefix("0"), digits.count > 1, !digits.hasPrefix("0.") {
            throw .unexpected(offset: start)
        }
        guard let decimal = ExactDecimal(text) else { throw .numberOutOfRange(offset: start) }
        return JSONValue(decimal)
    }

    private mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        // Most strings have no escapes: they are read where they stand. ASCII is always valid.
        var bits: UInt8 = 0
        while position < bytes.count, Self.isPlain(bytes[position]) {
            bits |= bytes[position]
            position += 1
        }
        if position < bytes.count, bytes[position] == 0x22 {
            position += 1
            let text = bytes[(start + 1)..<(position - 1)]
            return bits < 0x80
                ? String(decoding: text, as: UTF8.self) : try Self.validated(text, offset: start)
        }
        var text = Array(bytes[(start + 1)..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x22:
                position += 1
                return try Self.validated(text[...], offset: start)
            case 0x5C: try escape(into: &text)
            case 0..<0x20: throw .unexpected(offset: position)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw .truncated
    }

    /// Whether a byte of a string stands for itself.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x22 && byte != 0x5C
    }

    private static func validated(
        _ text: ArraySlice<UInt8>, offset: Int
    ) throws(JSONError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw .notUnicode(offset: offset)
        }
        return string
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard position + 1 < bytes.count else { throw .truncated }
        let kind = bytes[position + 1]
        position += 2
        switch kind {
        case 0x22, 0x5C, 0x2F: text.append(kind)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75: text.append(contentsOf: String(try escapedScalar()).utf8)
        default: throw .unexpected(offset: position - 1)
        }
    }

    private mutating func escapedScalar() throws(JSONError) -> Character {
        let start = position
        let first = try fourDigits()
        var scalar = UInt32(first)
        if (0xD800...0xDBFF).contains(first), position + 1 < bytes.count,
            bytes[position] == 0x5C, bytes[position + 1] == 0x75
        {
            position += 2
            let second = try fourDigits()
            guard (0xDC00...0xDFFF).contains(second) else { throw .notUnicode(offset: start) }
            scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let valid = Unicode.Scalar(scalar) else { throw .notUnicode(offset: start) }
        return Character(valid)
    }

    private mutating func fourDigits() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw .truncated }
        var value: UInt16 = 0
        for byte in bytes[position..<(position + 4)] {
            guard let digit = Hexadecimal.value(of: byte) else {
                throw .unexpected(offset: position)
            }
            value = value << 4 | UInt16(digit)
        }
        position += 4
        return value
    }

    private mutating func literal(
        _ text: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { throw .truncated }
        let expected = UnsafeBufferPointer(start: text.utf8Start, count: count)
        guard bytes[position..<(position + count)].elementsEqual(expected) else {
            throw .unexpected(offset: position)
        }
        position += count
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard position < bytes.count else { throw .truncated }
        guard take(byte) else { throw .unexpected(offset: position) }
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2D, 0x2B, 0x2E, 0x45, 0x65: true
        default: false
        }
    }
}
