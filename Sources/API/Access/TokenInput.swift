// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the body of `POST /v1/tokens`.
enum TokenInput {
    /// `{"role","label","authority","territory","parties","expiresAt"}`.
    static func read(_ body: JSONValue) throws(InputFaults) -> TokenRequest {
        var reader = ObjectReader(body)
        let role = reader.text("role", roleWanted) { text in
            PrincipalRole(rawValue: text).flatMap { issued.contains($0) ? $0 : nil }
        }
        let label = reader.string("label", maximumLength: 100)
        let authority = reader.optionalCode("authority", as: AuthorityCode.self)
        let territory = reader.optionalCode("territory", as: RegionCode.self)
        let parties = reader.parties("parties")
        let expiresAt = reader.optionalText(
            "expiresAt", "An instant in UTC, as 2027-01-01T00:00:00Z, is needed."
        ) { Instant($0) }
        guard let role, let label else { return try reader.result(nil) }
        return try reader.result(
            TokenRequest(
                role: role, label: label, authority: authority, territory: territory,
                parties: parties, expiresAt: expiresAt))
    }

    /// The roles of the contract.
    private static let issued = PrincipalRole.allCases.filter { $0 != .anyone && $0 != .system }
    private static let roleWanted =
        "One of these is needed: \(issued.map(\.rawValue).joined(separator: ", "))."
}

extension ObjectReader {
    /// Parties by id or as `scheme:value`, each once; none when the member is absent.
    fileprivate mutating func parties(_ name: String) -> [PartyAddress] {
        var found: [PartyAddress] = []
        for (index, value) in array(name, maximumCount: 100).enumerated() {
            let member = "\(name)/\(index)"
            guard case .string(let text) = value else {
                fault(member, "type.string", "A string is needed, not \(value.kindName).")
                continue
            }
            do {
                let address = try PartyAddress(parsing: text)
                if found.contains(address) {
                    fault(member, "value.repeated", "This party stands here already.")
                }
                found.append(address)
            } catch {
                fault(member, "party.malformed", error.description)
            }
        }
        return found
    }
}
