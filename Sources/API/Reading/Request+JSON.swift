// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore

extension Request {
    /// The body as one JSON text.
    ///
    /// - Throws: the problems 400, 413 and 415.
    func json(besides others: Set<String> = []) async throws -> JSONValue {
        try demandMediaType("application/json", besides: others)
        return try JSONValue(parsing: try await bodyBytes())
    }

    /// The body as one JSON text; an empty object when there is none.
    ///
    /// - Throws: the problems 400, 413 and 415.
    func jsonIfAny() async throws -> JSONValue {
        let bytes = try await bodyBytes()
        guard !bytes.isEmpty else { return [:] }
        try demandMediaType("application/json", besides: [])
        return try JSONValue(parsing: bytes)
    }

    /// Refuses a body of another type, or of another encoding than UTF-8.
    func demandMediaType(_ wanted: String, besides others: Set<String>) throws(Problem) {
        let parts = (headers[.contentType] ?? "").lowercased().split(separator: ";")
            .map { $0.filter { $0 != " " && $0 != "\"" } }
        guard let type = parts.first, type == wanted || others.contains(type),
            parts.dropFirst().allSatisfy({ !$0.hasPrefix("charset=") || $0 == "charset=utf-8" })
        else { throw .mediaType(wanted) }
    }

    /// Refuses a body that says it is larger than `maximumBytes`, before any of it is read.
    func demandLength(atMost maximumBytes: Int) throws(Problem) {
        guard let text = headers[.contentLength] else { return }
        guard let length = Int(text), length <= maximumBytes else {
            throw .bodyTooLarge(maximumBytes)
        }
    }

    private func bodyBytes() async throws -> [UInt8] {
        try demandLength(atMost: RequestLimits.bodyBytes)
        let buffer = try await body.collect(upTo: RequestLimits.bodyBytes)
        return Array(buffer.readableBytesView)
    }
}
