// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
    /// An object of strings, numbers and booleans; empty when the member is absent.
    public mutating func scalars(_ name: String) -> [JSONValue.Member] {
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

    /// One of the named values; nil when the member is not there.
    public mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        optional(name) == nil ? nil : choice(name, of: type)
    }
}
