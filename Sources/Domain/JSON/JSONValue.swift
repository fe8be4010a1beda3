// SPDX-License-Identifier: Apache-2.0

/// A JSON value with exact numbers: what entries, records and requests are made of.
///
/// Numbers are whole or exact decimals, never floating point. Members of an object keep the
/// order in which they were written; canonical bytes sort them.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction.
    case decimal(ExactDecimal)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object([Member])

    /// One member of an object.
    public struct Member: Hashable, Sendable {
        /// The member's name.
        public let name: String
        /// The member's value.
        public let value: JSONValue

        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the member `name`; nil when this is no object or has none.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// What kind of value this is, in words for a message.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .decimal: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Makes the value of a literal.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Makes the value of a literal.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// Makes the value of a literal.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Makes an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Makes an object with its members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension JSONValue {
    /// A number with at most three decimals, as the contract writes points.
    public init(_ points: Points) {
        self.init(points.decimal)
    }

    /// A decimal, as a whole number where it is one.
    public init(_ decimal: ExactDecimal) {
        self = decimal.places == 0 ? .integer(decimal.mantissa) : .decimal(decimal)
    }

    /// Any value that is written as a string.
    public init(text value: some CustomStringConvertible) {
        self = .string(value.description)
    }

    /// The members whose value is not nil, in the order given.
    public static func object(present members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }
}
