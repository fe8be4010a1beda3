// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    // MARK: Text

    /// A text that must be there.
    mutating func text(_ name: String, cure: String? = nil) -> String? {
        required(name, cure: cure).flatMap { text(of: $0, name) }
    }

    /// A text that may be absent.
    mutating func optionalText(_ name: String) -> String? {
        optional(name).flatMap { text(of: $0, name) }
    }

    /// A text in both languages.
    mutating func localText(_ name: String) -> LocalText? {
        guard var inner = mapping(name) else { return nil }
        let en = inner.text("en")
        let zh = inner.text("zh")
        inner.finish()
        guard let en, let zh else { return nil }
        return LocalText(en: en, zh: zh)
    }

    // MARK: Codes and choices

    /// A code that must be there.
    mutating func code<C: Code>(_ name: String, as type: C.Type) -> C? {
        required(name).flatMap { code(of: $0, as: type) }
    }

    /// A code that may be absent.
    mutating func optionalCode<C: Code>(_ name: String, as type: C.Type) -> C? {
        optional(name).flatMap { code(of: $0, as: type) }
    }

    /// The code that a node holds.
    func code<C: Code>(of node: Node, as type: C.Type) -> C? {
        guard let text = node.scalar?.string, let code = C(checking: text) else {
            fault(
                node, "This is no code.",
                cure: "Use 1 to 80 letters, digits, points, hyphens or underscores.")
            return nil
        }
        return code
    }

    /// One of the words of an enumeration.
    mutating func choice<E: RawRepresentable & CaseIterable>(
        _ name: String, of type: E.Type
    ) -> E? where E.RawValue == String {
        required(name).flatMap { choice(of: $0, name, as: type) }
    }

    /// The word of an enumeration that a node holds.
    func choice<E: RawRepresentable & CaseIterable>(
        of node: Node, _ name: String, as type: E.Type
    ) -> E? where E.RawValue == String {
        guard let text = node.scalar?.string, let value = E(rawValue: text) else {
            let known = E.allCases.map(\.rawValue).joined(separator: ", ")
            fault(
                node, "“\(node.scalar?.string ?? "…")” is no known \(name).",
                cure: "Use one of: \(known).")
            return nil
        }
        return value
    }

    /// A list of roles, noted as references to the regime's roles.
    mutating func roles(_ name: String) -> [Role] {
        let roles = list(name).compactMap { node in
            let role = choice(of: node, "role", as: Role.self)
            if let role { reading.refer(to: .role(role), at: place(node)) }
            return role
        }
        return Set(roles).sorted()
    }

    // MARK: Numbers, days, truth

    /// `true` or `false`.
    mutating func bool(_ name: String, cure: String? = nil) -> Bool? {
        guard let node = required(name, cure: cure) else { return nil }
        return bool(of: node, name)
    }

    /// `true` or `false`; `absent` when it is not there.
    mutating func bool(_ name: String, absent: Bool) -> Bool {
        optional(name).flatMap { bool(of: $0, name) } ?? absent
    }

    /// A whole number within `range`; `absent` when it is not there, unless that is nil.
    mutating func integer(
        _ name: String, in range: ClosedRange<Int>, absent: Int? = nil
    ) -> Int? {
        guard let node = absent == nil ? required(name) : optional(name) else { return absent }
        guard let decimal = decimal(of: node), decimal.places == 0,
            let number = Int(exactly: decimal.mantissa), range.contains(number)
        else {
            fault(
                node, "“\(name)” must be a whole number.",
                cure: "Use a number from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return number
    }

    /// Points with at most three decimals.
    mutating func points(_ name: String) -> Points? {
        required(name).flatMap { points(of: $0, name) }
    }

    /// Points that may be absent.
    mutating func optionalPoints(_ name: String) -> Points? {
        optional(name).flatMap { points(of: $0, name) }
    }

    /// A legal day that must be there.
    mutating func date(_ name: String) -> CivilDate? {
        required(name).flatMap { date(of: $0, name) }
    }

    /// A legal day that may be absent.
    mutating func optionalDate(_ name: String) -> CivilDate? {
        optional(name).flatMap { date(of: $0, name) }
    }

    // MARK: Of one node

    /// The number that a node holds; nil when it is none or stands in quotes.
    func decimal(of node: Node) -> ExactDecimal? {
        guard let scalar = node.scalar, scalar.style == .plain else { return nil }
        return ExactDecimal(scalar.string)
    }

    /// The value that a node holds as a fact would state it.
    func factValue(of node: Node) -> JSONValue? {
        guard let scalar = node.scalar else {
            fault(node, "A single value is needed here.", cure: "Write a number, word or truth.")
            return nil
        }
        if let number = decimal(of: node) { return JSONValue(number) }
        switch scalar.string {
        case "true" where scalar.style == .plain: return .bool(true)
        case "false" where scalar.style == .plain: return .bool(false)
        default: return .string(scalar.string)
        }
    }

    /// The facts stated under `facts`, noted as references; none where it is not there.
    mutating func statedFacts(of scope: FactScope) -> [JSONValue.Member] {
        guard let mapping = optionalMapping("facts")?.node.mapping else { return [] }
        return mapping.compactMap { key, value in
            guard let name = text(of: key, "facts"), let stated = factValue(of: value) else {
                return nil
            }
            reading.refer(to: .fact(name, scope, [stated], isNumber: false), at: place(key))
            return JSONValue.Member(name, stated)
        }
    }

    func date(of node: Node, _ name: String) -> CivilDate? {
        guard let text = node.scalar?.string, let day = CivilDate(text) else {
            fault(
                node, "“\(name)” must be a day that exists.",
                cure: "Write it as YYYY-MM-DD, between 1900 and 2999.")
            return nil
        }
        return day
    }

    /// The text that a node holds.
    func text(of node: Node, _ name: String) -> String? {
        guard let text = node.scalar?.string, text.utf8.contains(where: { $0 != 0x20 }) else {
            let cure = node.scalar == nil ? "Write one word or number alone." : "Write it in words."
            fault(node, "“\(name)” must be a text.", cure: cure)
            return nil
        }
        return text
    }

    private func bool(of node: Node, _ name: String) -> Bool? {
        switch node.scalar?.string {
        case "true" where node.scalar?.style == .plain: return true
        case "false" where node.scalar?.style == .plain: return false
        default:
            fault(node, "“\(name)” must be true or false.", cure: "Write `true` or `false`.")
            return nil
        }
    }

    func points(of node: Node, _ name: String) -> Points? {
        guard let decimal = decimal(of: node), let points = Points(decimal) else {
            fault(
                node, "“\(name)” must be points.",
                cure: "Write a number with at most three decimals, without quotes.")
            return nil
        }
        return points
    }
}
