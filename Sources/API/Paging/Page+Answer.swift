// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import HummingbirdCore
import Service

extension ObjectReader {
    /// The parameters `limit` and `after` of a list whose keys are ids.
    mutating func page<Subject>(
        of subject: Subject.Type
    ) -> PageRequest<TypedID<Subject>>? {
        page("The id of the last row that was given is needed.") { TypedID<Subject>($0) }
    }

    /// The parameters `limit` and `after` of a list; `readKey` reads what stands in `after`.
    mutating func page<Key>(
        _ wanted: String, _ readKey: (String) -> Key?
    ) -> PageRequest<Key>? {
        let limits = PageRequest<Key>.limits
        var limit = PageRequest<Key>.usualLimit
        if optional("limit") != nil {
            let range = "A whole number from \(limits.lowerBound) to \(limits.upperBound) is needed."
            guard let asked = text("limit", range, { Self.number($0, in: limits) }) else {
                _ = optional("after")
                return nil
            }
            limit = asked
        }
        guard optional("after") != nil else { return PageRequest(limit: limit) }
        return text("after", wanted, readKey).map { PageRequest(limit: limit, after: $0) }
    }

    private static func number(_ text: String, in limits: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
            limits.contains(number)
        else { return nil }
        return number
    }
}

extension Response {
    /// Says where the list goes on: the same request, after the last row.
    ///
    /// - Source: RFC 8288 §3.
    func linking(after next: (some CustomStringConvertible)?, of request: Request) -> Response {
        guard let next else { return self }
        var parts = (request.uri.query ?? "").split(separator: "&").filter {
            $0 != "after" && !$0.hasPrefix("after=")
        }.map(String.init)
        parts.append("after=\(next)")
        var response = self
        response.headers[.link] = "<\(request.uri.path)?\(parts.joined(separator: "&"))>; rel=\"next\""
        return response
    }
}
