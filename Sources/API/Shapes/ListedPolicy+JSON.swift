// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension ListedPolicy {
    /// A version of a regime: `code`, `version`, `sha256`, `state`, `from`, `title`, `default`.
    public func json(in language: Language) -> JSONValue {
        [
            "code": JSONValue(text: reference.code), "version": .string(reference.version),
            "sha256": JSONValue(text: reference.sha256),
            "state": .string(from == nil ? "draft" : "enacted"), "from": .orNull(from),
            "title": .string(title.text(in: language)), "default": .bool(isDefault),
        ]
    }
}
