// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension Body {
    /// A version of the law, as it is sent in, tried and enacted.
    static func law(
        _ files: [PolicyFile], from day: String? = nil, asOf: String? = nil,
        allMeasures: Bool? = nil
    ) -> String {
        let files = files.map { file -> JSONValue in
            ["path": .string(file.path), "text": .string(file.text)]
        }
        let body = JSONValue.object(present: [
            ("files", .array(files)), ("from", day.map { .string($0) }),
            ("asOf", asOf.map { .string($0) }), ("allMeasures", allMeasures.map { .bool($0) }),
        ])
        return String(decoding: body.bytes, as: UTF8.self)
    }
}
