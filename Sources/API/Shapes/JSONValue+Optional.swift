// SPDX-License-Identifier: Apache-2.0

import Domain

extension JSONValue {
    /// A value written as a string; `null` for nil.
    static func orNull(_ value: (some CustomStringConvertible)?) -> JSONValue {
        value.map { JSONValue(text: $0) } ?? .null
    }
}
