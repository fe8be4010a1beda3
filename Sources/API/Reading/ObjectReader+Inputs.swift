// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

extension ObjectReader {
    /// Ends the reading with what was made of the members.
    ///
    /// - Throws: `InputFaults` with every fault.
    mutating func result<Value>(_ value: Value?) throws(InputFaults) -> Value {
        try finish()
        guard let value else {
            // A reader that gives nothing has noted why; this is for one that forgot.
            throw InputFaults([
                InputFault(
                    pointer: "", code: "value.malformed", detail: "This cannot be used.")
            ])
        }
        return value
    }

    /// A required party, by id or as `scheme:value`.
    mutating func party(_ name: String) -> PartyAddress? {
        guard let value = required(name) else { return nil }
        guard case .string(let text) = value else {
            fault(name, "type.string", "A string is needed, not \(value.kindName).")
            return nil
        }
        do { return try PartyAddress(parsing: text) } catch {
            fault(name, "party.malformed", error.description)
            return nil
        }
    }

    /// Identifiers of a party, each once.
    mutating func identifiers(_ name: String) -> [Identifier] {
        var found: [Identifier] = []
        for (index, value) in array(name, maximumCount: 20).enumerated() {
            let member = "\(name)/\(index)"
            guard case .string(let text) = value else {
                fault(member, "type.string", "A string is needed, not \(value.kindName).")
                continue
            }
            do {
                let identifier = try Identifier(parsing: text)
                if found.contains(identifier) {
                    fault(member, "value.repeated", "This identifier stands here already.")
                }
                found.append(identifier)
            } catch {
                fault(member, "identifier.malformed", error.description)
            }
        }
        return found
    }

    /// An object of strings, numbers and booleans; empty when the member is absent.
    mutating func scalars(_ name: String) -> [JSONValue.Member] {
        guard let value = optional(name) else { return [] }
        guard case .object(let members) = value else {
            fault(name, "type.object", "An object is needed here, not \(value.kindName).")
            return []
        }
        for member in members {
            let pointer = "\(name)/\(member.name.prefix(80))"
            switch member.value {
            case .bool, .integer, .decimal: continue
            case .string(let text):
                if text.unicodeScalars.count > 300 {
                    fault(pointer, "value.length", "At most 300 characters are accepted.")
                }
                if text.unicodeScalars.contains(where: {
                    $0.properties.generalCategory == .control
                }) {
                    fault(
                        pointer, "value.controlCharacter",
                        "Control characters are not accepted.")
                }
            case .null, .array, .object:
                fault(
                    pointer, "type.scalar",
                    "A string, a number or a boolean is needed, not \(member.value.kindName).")
            }
        }
        return members
    }

    /// Documents by their SHA-256, written `sha256:` and 64 hexadecimal digits.
    mutating func evidence(_ name: String) -> [Digest32] {
        array(name, maximumCount: 100).enumerated().compactMap { index, value in
            guard case .string(let text) = value, text.hasPrefix("sha256:"),
                let digest = Digest32(hexadecimal: text.dropFirst(7))
            else {
                fault(
                    "\(name)/\(index)", "value.malformed",
                    "sha256: and 64 hexadecimal digits are needed.")
                return nil
            }
            return digest
        }
    }

    /// As of which position of the ledger; all that is known when the member is absent.
    mutating func knownAt(_ name: String) -> KnownAtRequest? {
        guard let value = optional(name) else { return .now }
        if case .integer(let number) = value, let entry = EntryNumber(number) {
            return .entry(entry)
        }
        return text(name, "An entry number or an instant in UTC is needed.") {
            KnownAtRequest($0)
        }
    }

    /// One of the named values; `absent` when the member is not there.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, absent: Choice
    ) -> Choice? where Choice.RawValue == String {
        optional(name) == nil ? absent : choice(name, of: Choice.self)
    }

    /// One of the named values; nil when the member is not there.
    mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        optional(name) == nil ? nil : choice(name, of: type)
    }

    /// Refuses days of which the last, `until`, comes before the first.
    mutating func demandOrder(_ from: CivilDate?, _ until: CivilDate?) {
        guard let from, let until, until < from else { return }
        fault("until", "value.outOfOrder", "The last day comes before the first, \(from).")
    }
}
