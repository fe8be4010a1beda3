// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
public import Service

extension PolicyShelf.Enacted {
    /// An enacted version of a regime: `code`, `version`, `sha256`, `from`, `title`, `default`.
    public func json(in language: Language) -> JSONValue {
        let reference = policy.reference
        return [
            "code": JSONValue(text: reference.code), "version": .string(reference.version),
            "sha256": JSONValue(text: reference.sha256), "from": JSONValue(text: from),
            "title": .string(policy.title.text(in: language)),
            "default": .bool(policy.isDefault),
        ]
    }
}
