// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import HummingbirdCore

/// Which page of a list is wanted: so many rows, after this one in the order of the list.
struct Page<Key: Sendable>: Sendable {
    /// How many rows at most: 1 to 500.
    let limit: Int
    /// The last row of the page before; nil for the first page.
    let after: Key?

    /// The most rows of one page.
    static var limits: ClosedRange<Int> { 1...500 }
    /// The rows of a page when nothing is said.
    static var usualLimit: Int { 100 }
}

extension ObjectReader {
    /// Reads `limit` and `after`, where lists are in the order of ids.
    mutating func page<Subject>(of subject: Subject.Type) -> Page<TypedID<Subject>>? {
        let after = optionalText("after", "The id of a row is needed, as Link gives it.") {
            TypedID<Subject>($0)
        }
        return pageLimit().map { Page(limit: $0, after: after) }
    }

    /// Reads `limit`.
    mutating func pageLimit() -> Int? {
        let limits = Page<Int>.limits
        guard optional("limit") != nil else { return Page<Int>.usualLimit }
        return text(
            "limit", "A whole number from \(limits.lowerBound) to \(limits.upperBound) is needed."
        ) { text in
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let limit = Int(text),
                limits.contains(limit)
            else { return nil }
            return limit
        }
    }
}

extension Response {
    /// Names the next page, the one after `key`, where there is one: the same question with
    /// another `after`. What is pinned stands in the place of what was asked, so that all pages
    /// are of one position.
    ///
    /// - Source: RFC 8288 §3.
    func linking(
        next key: String?, of request: Request, pinning pinned: KeyValuePairs<String, String> = [:]
    ) -> Response {
        guard let key else { return self }
        let names = pinned.map(\.key) + ["after"]
        var parts = (request.uri.query ?? "").split(separator: "&").map(String.init)
        parts.removeAll { part in names.contains { part.hasPrefix("\($0)=") } }
        for (name, value) in pinned { parts.append("\(name)=\(value)") }
        parts.append("after=\(key)")
        let query = parts.joined(separator: "&")
        var response = self
        response.headers[.link] = "<\(request.uri.path)?\(query)>; rel=\"next\""
        return response
    }
}
