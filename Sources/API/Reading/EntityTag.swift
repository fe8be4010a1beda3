// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Ledger

/// What a representation is known by, so that nobody is sent what he holds already.
///
/// - Source: RFC 9110 §8.8.3 and §13.1.2.
enum EntityTag {
    /// The strong tag of a body: it changes with every byte, so with language, day and position
    /// of the ledger too.
    static func of(_ bytes: [UInt8]) -> String {
        "\""
            + TreeHash.leaf(bytes).bytes.prefix(16).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 2 ? digits : "0" + digits
            }.joined() + "\""
    }

    /// Whether `If-None-Match` names the tag, compared weakly.
    static func isKnown(_ tag: String, to request: Request) -> Bool {
        let lists: [[String]] = request.headers[values: .ifNoneMatch].map { list in
            list.split(separator: ",").map { name in
                String(name.filter { $0 != " " && $0 != "\t" })
            }
        }
        let names = lists.joined()
        return names.contains("*") || names.contains { opaque($0) == opaque(tag) }
    }

    private static func opaque(_ tag: String) -> Substring {
        tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
    }
}

extension Response {
    /// The answer under its tag; 304 without a body for whoever has it.
    func tagged(_ tag: String, for request: Request) -> Response {
        var response = self
        response.headers[.eTag] = tag
        guard EntityTag.isKnown(tag, to: request) else { return response }
        var headers = response.headers
        headers[.contentType] = nil
        headers[.contentLength] = nil
        return Response(status: .notModified, headers: headers)
    }
}
