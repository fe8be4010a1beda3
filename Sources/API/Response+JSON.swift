// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Service

extension Response {
    /// An answer in JSON. `knownAt` is the position of the ledger that it depends on. With the
    /// request that it answers it gets a tag, and is 304 for whoever holds it already.
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, in language: Language,
        knownAt: EntryNumber? = nil, taggedFor request: Request? = nil
    ) -> Response {
        json(
            written: value.bytes, status: status, in: language, knownAt: knownAt,
            taggedFor: request)
    }

    /// The same of JSON that is written already.
    static func json(
        written value: [UInt8], status: HTTPResponse.Status = .ok, in language: Language,
        knownAt: EntryNumber? = nil, taggedFor request: Request? = nil
    ) -> Response {
        var bytes = value
        bytes.append(0x0A)
        var response = Response(
            status: status,
            headers: [
                .contentType: "application/json", .contentLanguage: language.rawValue,
                .vary: "Accept-Language",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.note(knownAt: knownAt)
        guard let request else { return response }
        return response.tagged(EntityTag.of(bytes), for: request)
    }

    /// An answer in plain text.
    static func text(_ text: String, knownAt: EntryNumber? = nil) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        response.note(knownAt: knownAt)
        return response
    }

    /// States the position of the ledger that the answer depends on.
    mutating func note(knownAt: EntryNumber?) {
        guard let knownAt else { return }
        headers[.knownAt] = knownAt.description
    }

    /// Bears the tag of a party whose last entry this is.
    func tagged(_ lastEntry: EntryNumber) -> Response {
        var response = self
        response.headers[.eTag] = "\"\(lastEntry)\""
        return response
    }

    /// Says that the request was answered before, where it was.
    func noting(_ receipt: Receipt) -> Response {
        guard receipt.isReplay else { return self }
        var response = self
        response.headers[.idempotencyReplayed] = "true"
        return response
    }
}
