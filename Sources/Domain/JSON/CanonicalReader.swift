// SPDX-License-Identifier: Apache-2.0

/// Reads canonical bytes in one pass, straight into values: no tree of JSON is made in between.
///
/// Whoever reads names the members in the order in which they are written, by the UTF-8 of their
/// names, so that each text asked for is compared where it must stand. What is written otherwise
/// is refused, though it may be JSON.
struct CanonicalReader {
    /// The bytes are not what was asked for. It does not say where: nobody wrote them by hand.
    struct Mismatch: Error {}

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Goes over `text` where it stands next, and says whether it does.
    mutating func takes(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] {
            return false
        }
        position += count
        return true
    }

    /// Goes over `text`, which must stand next.
    mutating func take(_ text: StaticString) throws(Mismatch) {
        guard takes(text) else { throw Mismatch() }
    }

    /// Refuses what follows the end.
    func finish() throws(Mismatch) {
        guard position == bytes.count else { throw Mismatch() }
    }

    /// The elements of an array, each read by `read`.
    mutating func elements<Element>(
        _ read: (inout CanonicalReader) throws(Mismatch) -> Element
    ) throws(Mismatch) -> [Element] {
        try take("[")
        if takes("]") { return [] }
        var elements = [try read(&self)]
        while takes(",") { elements.append(try read(&self)) }
        try take("]")
        return elements
    }

    /// A legal day.
    mutating func date() throws(Mismatch) -> CivilDate {
        try take("\"")
        let year = try digits(4)
        try take("-")
        let month = try digits(2)
        try take("-")
        let day = try digits(2)
        try take("\"")
        guard let date = CivilDate(year: year, month: month, day: day) else { throw Mismatch() }
        return date
    }

    /// A code.
    mutating func code<C: Code>(as type: C.Type = C.self) throws(Mismatch) -> C {
        guard let code = C(checking: try plainString()) else { throw Mismatch() }
        return code
    }

    /// An array of codes.
    mutating func codes<C: Code>(as type: C.Type = C.self) throws(Mismatch) -> [C] {
        try elements { (reader) throws(Mismatch) in try reader.code() }
    }

    /// A day, or a span between two.
    mutating func span() throws(Mismatch) -> Span {
        guard takes("{\"notAfter\":") else { return Span(on: try date()) }
        let notAfter = try date()
        let notBefore = takes(",\"notBefore\":") ? try date() : nil
        try take("}")
        guard let span = Span(notBefore: notBefore, notAfter: notAfter) else { throw Mismatch() }
        return span
    }

    /// An id.
    mutating func id<Subject>() throws(Mismatch) -> TypedID<Subject> {
        guard let id = TypedID<Subject>(try plainString()) else { throw Mismatch() }
        return id
    }

    /// One of the named values of a string enumeration.
    mutating func choice<Choice: RawRepresentable>(
        of type: Choice.Type = Choice.self
    ) throws(Mismatch) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try plainString()) else { throw Mismatch() }
        return choice
    }

    /// A number.
    mutating func number() throws(Mismatch) -> ExactDecimal {
        let start = position
        while position < bytes.count, bytes[position] == 0x2D || isDigit || bytes[position] == 0x2E
        {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // No zero stands before it or behind it.
        guard let number = ExactDecimal(text), number.description == text else {
            throw Mismatch()
        }
        return number
    }

    /// Any string. One with escapes is left to the parser of JSON.
    mutating func string() throws(Mismatch) -> String {
        let start = position
        var isPlain = true
        try take("\"")
        while position < bytes.count, bytes[position] != 0x22, bytes[position] >= 0x20 {
            let isEscape = bytes[position] == 0x5C
            if isEscape { isPlain = false }
            position += isEscape ? 2 : 1
        }
        try take("\"")
        if isPlain {
            guard
                let text = String(
                    validating: bytes[(start + 1)..<(position - 1)], as: UTF8.self)
            else { throw Mismatch() }
            return text
        }
        guard case .string(let text)? = try? JSONValue(parsing: bytes[start..<position]) else {
            throw Mismatch()
        }
        return text
    }

    /// A string that has no escapes: codes, names and ids never do.
    private mutating func plainString() throws(Mismatch) -> String {
        try take("\"")
        let start = position
        while position < bytes.count, bytes[position] != 0x22, bytes[position] != 0x5C {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        try take("\"")
        return text
    }

    private var isDigit: Bool { (0x30...0x39).contains(bytes[position]) }

    private mutating func digits(_ count: Int) throws(Mismatch) -> Int {
        guard bytes.count - position >= count else { throw Mismatch() }
        var value = 0
        for _ in 0..<count {
            guard isDigit else { throw Mismatch() }
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        return value
    }
}
