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

    /// Refuses days of which the last, `until`, comes before the first.
    mutating func demandOrder(_ from: CivilDate?, _ until: CivilDate?) {
        guard let from, let until, until < from else { return }
        fault("until", "value.outOfOrder", "The last day comes before the first, \(from).")
    }
}
