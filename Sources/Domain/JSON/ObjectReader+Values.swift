// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
    /// A required string of 1 to `maximumLength` characters without control characters.
    public mutating func string(_ name: String, maximumLength: Int = 300) -> String? {
        guard let value = required(name) else { return nil }
        return check(string: value, name, maximumLength)
    }

    /// The same, where the member may be absent.
    public mutating func optionalString(_ name: String, maximumLength: Int = 300) -> String? {
        guard let value = optional(name) else { return nil }
        return check(string: value, name, maximumLength)
    }

    /// A whole number within `range`; `absent` when the member is not there.
    public mutating func integer(
        _ name: String, in range: ClosedRange<Int64>, absent: Int64? = nil
    ) -> Int64? {
        guard let value = absent == nil ? required(name) : optional(name) else { return absent }
        guard case .integer(let number) = value else {
            fault(name, "type.integer", "A whole number is needed, not \(value.kindName).")
            return nil
        }
        guard range.contains(number) else {
            fault(
                name, "value.outOfRange",
                "The number must lie between \(range.lowerBound) and \(range.upperBound).")
            return nil
        }
        return number
    }

    /// `true` or `false`; `absent` when the member is not there.
    public mutating func bool(_ name: String, absent: Bool) -> Bool {
        guard let value = optional(name) else { return absent }
        guard case .bool(let flag) = value else {
            fault(name, "type.boolean", "true or false is needed, not \(value.kindName).")
            return absent
        }
        return flag
    }

    /// A required value that `read` makes out of a string; `expected` says what it wants.
    public mutating func text<Value>(
        _ name: String, _ expected: @autoclosure () -> String, _ read: (String) -> Value?
    ) -> Value? {
        guard let value = required(name) else { return nil }
        return check(text: value, name, expected(), read)
    }

    /// The same, where the member may be absent.
    public mutating func optionalText<Value>(
        _ name: String, _ expected: @autoclosure () -> String, _ read: (String) -> Value?
    ) -> Value? {
        guard let value = optional(name) else { return nil }
        return check(text: value, name, expected(), read)
    }

    /// A required legal day.
    public mutating func date(_ name: String) -> CivilDate? {
        text(name, Self.dateWanted) { CivilDate($0) }
    }

    /// A legal day that may be absent.
    public mutating func optionalDate(_ name: String) -> CivilDate? {
        optionalText(name, Self.dateWanted) { CivilDate($0) }
    }

    /// A required code.
    public mutating func code<C: Code>(_ name: String, as type: C.Type) -> C? {
        text(name, Self.codeWanted) { C(checking: $0) }
    }

    /// A code that may be absent.
    public mutating func optionalCode<C: Code>(_ name: String, as type: C.Type) -> C? {
        optionalText(name, Self.codeWanted) { C(checking: $0) }
    }

    /// One of the named values of a string enumeration.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        // The names are put together only for whoever must read them.
        text(
            name,
            "One of these is needed: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))."
        ) { Choice(rawValue: $0) }
    }

    /// The elements of an array of at most `maximumCount`; empty when the member is absent.
    public mutating func array(_ name: String, maximumCount: Int) -> [JSONValue] {
        guard let value = optional(name) else { return [] }
        guard case .array(let values) = value else {
            fault(name, "type.array", "An array is needed, not \(value.kindName).")
            return []
        }
        guard values.count <= maximumCount else {
            fault(name, "value.tooMany", "At most \(maximumCount) elements are accepted.")
            return []
        }
        return values
    }

    private static let dateWanted =
        "A legal day as YYYY-MM-DD between 1900-01-01 and 2999-12-31 is needed."
    private static let codeWanted =
        "A code of 1 to 80 letters, digits, points, hyphens or underscores is needed."

    private mutating func check<Value>(
        text value: JSONValue, _ name: String, _ expected: @autoclosure () -> String,
        _ read: (String) -> Value?
    ) -> Value? {
        guard case .string(let text) = value else {
            fault(name, "type.string", "\(expected()) This is \(value.kindName).")
            return nil
        }
        guard let result = read(text) else {
            fault(name, "value.malformed", expected())
            return nil
        }
        return result
    }

    private mutating func check(
        string value: JSONValue, _ name: String, _ maximumLength: Int
    ) -> String? {
        guard case .string(let text) = value else {
            fault(name, "type.string", "A string is needed, not \(value.kindName).")
            return nil
        }
        // What is plain ASCII needs no look into the tables of Unicode.
        if (1...maximumLength).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        {
            return text
        }
        guard !text.isEmpty, text.unicodeScalars.count <= maximumLength else {
            fault(name, "value.length", "1 to \(maximumLength) characters are needed.")
            return nil
        }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || scalar == "\n" || scalar == "\t"
        }
        guard isClean else {
            fault(name, "value.controlCharacter", "Control characters are not accepted.")
            return nil
        }
        return text
    }
}
