// SPDX-License-Identifier: Apache-2.0

import Domain

/// The description of this interface, put together from the files in `OpenAPI/`: one for each
/// group of resources, beside `shared.json` with what all share.
///
/// - Source: OpenAPI Specification 3.1.0.
enum OpenAPIDocument {
    /// The whole document.
    static let value = assembled(from: EmbeddedFiles.all)

    /// The document as it is sent.
    static let bytes: [UInt8] = {
        var bytes: [UInt8] = []
        value.write(to: &bytes, sorted: false)
        return bytes
    }()

    private static func assembled(from files: [(path: String, text: String)]) -> JSONValue {
        let examples = ExampleCodes.shipped
        var tags: [JSONValue] = []
        var paths: [JSONValue.Member] = []
        var components: [String: [JSONValue.Member]] = [:]
        for (path, text) in files where path.hasSuffix(".json") {
            let text = examples.filled(into: text)
            guard let part = try? JSONValue(parsing: Array(text.utf8)) else {
                preconditionFailure("\(path) is JSON: a test reads it.")
            }
            if case .array(let more)? = part["tags"] { tags += more }
            paths += part.members("paths")
            for kind in part.members("components") {
                guard case .object(let named) = kind.value else { continue }
                components[kind.name, default: []] += named
            }
        }
        return .object([
            .init("openapi", "3.1.0"),
            .init("info", information),
            .init("security", [["token": []]]),
            .init("tags", .array(tags)),
            .init("paths", .object(paths)),
            .init(
                "components",
                .object(
                    components.sorted { $0.key < $1.key }.map { kind in
                        .init(kind.key, .object(kind.value))
                    })),
        ])
    }

    private static let information: JSONValue = [
        "title": "Probity",
        "version": "1",
        "summary": "Credit and compliance of those who vouch for foreign workers.",
        "description": .string(
            """
            Legal days are `YYYY-MM-DD` in the regime's time zone, instants RFC 3339 in UTC, \
            points JSON numbers with at most three decimals. Unknown members and parameters are \
            refused. Errors are `application/problem+json` (RFC 9457) with a stable `code`, and \
            `errors` names each member at fault. To be refused by the law (not eligible) is a \
            200 answer. Every POST that enters something takes an `Idempotency-Key`. Lists come \
            page by page: `Link: <…>; rel="next"` leads on. A question may name three times: \
            `asOf`, the legal day; `knownAt`, what was known then; `policy`, which version of \
            the law; and each answer says which three it used.
            """),
        "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
    ]
}

extension JSONValue {
    /// The members of the object under a name; none when there is no object.
    func members(_ name: String) -> [JSONValue.Member] {
        if case .object(let members)? = self[name] { members } else { [] }
    }

    /// The text under a name; empty when there is none.
    func words(_ name: String) -> String {
        if case .string(let text)? = self[name] { text } else { "" }
    }
}
