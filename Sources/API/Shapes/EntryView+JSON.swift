// SPDX-License-Identifier: Apache-2.0

public import Domain
import Foundation
import Ledger
public import Service

extension EntryView {
    /// The entry as read, and `bytes`: the exact bytes that were hashed, in base64.
    public var json: JSONValue {
        .object([
            .init("number", .integer(entry.number.value)),
            .init("recordedAt", JSONValue(text: entry.recordedAt)),
            .init("kind", .string(entry.body.kind)),
            .init("party", .orNull(entry.party)),
            .init("actor", entry.actor.json),
            .init("body", entry.body.json),
            .init("leafHash", .string(leafHash.base64)),
            .init("bytes", .string(Data(bytes).base64EncodedString())),
        ])
    }
}
