// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension Authority {
    /// The authority as anyone may see it.
    public var json: JSONValue {
        [
            "code": JSONValue(text: record.code), "name": .string(record.name),
            "parent": .orNull(record.parent), "territory": JSONValue(text: record.territory),
            "closedAt": .orNull(closedAt),
        ]
    }
}

extension TokenView {
    /// The token without anything of its secret.
    public var json: JSONValue {
        [
            "id": JSONValue(text: id), "role": .string(role.rawValue), "label": .string(label),
            "state": .string(state.rawValue), "authority": .orNull(authority),
            "territory": .orNull(territory),
            "parties": .array(parties.map { JSONValue(text: $0) }),
            "issuedAt": JSONValue(text: issuedAt), "expiresAt": .orNull(expiresAt),
            "rotatedAt": .orNull(rotatedAt),
            "previousSecretUntil": .orNull(previousSecretUntil),
            "revokedAt": .orNull(revokedAt),
        ]
    }
}
