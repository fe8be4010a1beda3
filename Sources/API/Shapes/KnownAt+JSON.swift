// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension KnownAt {
    /// `{"entry":4711,"at":"…"}`.
    public var json: JSONValue {
        ["entry": .integer(entry.value), "at": JSONValue(text: at)]
    }
}
