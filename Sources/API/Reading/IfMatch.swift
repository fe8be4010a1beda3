// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

extension Request {
    /// Who asks for a command, by which request, and on the sight of which state of its party.
    ///
    /// - Throws: the problem 400 when a header is malformed.
    func asking(
        body: JSONValue, as principal: Principal, in context: APIContext
    ) throws(Problem) -> Asking {
        Asking(
            principal, request: try requestKey(body: body, of: principal, in: context),
            expectedEntry: try expectedEntry())
    }

    /// The entry that `If-Match` names: an ETag as a party's answer bore it; nil without the
    /// header, or for `*`.
    ///
    /// - Throws: the problem 400 for another form, and 412 for a weak tag, which never matches.
    /// - Source: RFC 9110 §13.1.1.
    func expectedEntry() throws(Problem) -> EntryNumber? {
        guard let text = headers[.ifMatch], text != "*" else { return nil }
        if text.hasPrefix("W/") { throw Problem(.stale) }
        let digits = text.dropFirst().dropLast()
        guard text.utf8.count > 2, text.hasPrefix("\""), text.hasSuffix("\""),
            let value = Int64(digits), let entry = EntryNumber(value)
        else {
            throw .headerMalformed(
                "If-Match", en: "One ETag as it was given is needed, or *.",
                zh: "须为原样的一个 ETag，或 *。")
        }
        return entry
    }
}
