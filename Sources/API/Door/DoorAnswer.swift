// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import Service

/// An answer that is given before there is a request to route: whole, as bytes of HTTP/1.1.
enum DoorAnswer {
    /// What there is no room for. It is written thousands of times a second, so it is made once;
    /// only the request's id is put in. The answer to HEAD has no body: whoever shares a connection
    /// among many would take it for the next answer.
    static func overloaded(
        requestID: String, in language: Language, closes: Bool, isHead: Bool
    ) -> ByteBuffer {
        let made =
            switch (language, closes) {
            case (.zh, false): overloadedChinese
            case (.zh, true): overloadedChineseClosing
            case (_, false): overloadedEnglish
            case (_, true): overloadedEnglishClosing
            }
        var buffer = isHead ? made.head : made.bytes
        for place in made.places where place < buffer.writerIndex {
            buffer.setString(requestID, at: place)
        }
        return buffer
    }

    /// A problem with what came, after which the connection is closed.
    static func closing(_ problem: Problem, requestID: String) -> ByteBuffer {
        ByteBuffer(string: text(problem, requestID: requestID, in: .en, closes: true))
    }

    private struct Made: Sendable {
        let bytes: ByteBuffer
        /// The same without the body.
        let head: ByteBuffer
        let places: [Int]

        init(_ language: Language, closes: Bool) {
            let blank = String(repeating: "-", count: 32)
            let text = DoorAnswer.text(
                Problem(Refusal.overloaded), requestID: blank, in: language, closes: closes)
            let bytes = Array(text.utf8)
            let mark = Array(blank.utf8)
            places = bytes.indices.filter { bytes[$0...].starts(with: mark) }
            let bodyCount = bytes.indices.first { bytes[$0...].starts(with: "\r\n\r\n".utf8) }
                .map { bytes.count - $0 - 4 }
            self.bytes = ByteBuffer(bytes: bytes)
            head = ByteBuffer(bytes: bytes.dropLast(bodyCount ?? 0))
        }
    }

    private static let overloadedEnglish = Made(.en, closes: false)
    private static let overloadedEnglishClosing = Made(.en, closes: true)
    private static let overloadedChinese = Made(.zh, closes: false)
    private static let overloadedChineseClosing = Made(.zh, closes: true)

    private static func text(
        _ problem: Problem, requestID: String, in language: Language, closes: Bool
    ) -> String {
        let body =
            String(decoding: problem.json(requestID: requestID, in: language).bytes, as: UTF8.self)
            + "\n"
        let status = problem.status
        var lines = [
            "HTTP/1.1 \(status.code) \(status.reasonPhrase)",
            "Content-Type: application/problem+json", "Content-Language: \(language.rawValue)",
            "Vary: Accept-Language", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
            "X-Request-Id: \(requestID)", "Content-Length: \(body.utf8.count)",
        ]
        lines += problem.headers.map { "\($0.name.rawName): \($0.value)" }
        if closes { lines.append("Connection: close") }
        // RFC 9110 §6.6.1 wants it on what is the client's fault, which is rare enough.
        if status.code < 500 { lines.append("Date: \(date())") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private static func date() -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: Date())
    }
}

extension Problem {
    static let requestTooSlow = Problem(
        .requestTimeout, code: "request.tooSlow",
        detail: LocalText(
            en: "The request did not arrive in time; send it again, without pauses.",
            zh: "请求未能及时送达；请重新发送，中途不要停顿。"))

    static let requestMalformed = Problem(
        .badRequest, code: "request.malformed",
        detail: LocalText(
            en: "This is not HTTP/1.1 as RFC 9112 has it: see to Host, Content-Length and "
                + "Transfer-Encoding, and to the form of the chunks.",
            zh: "请求不符合 RFC 9112 的 HTTP/1.1 格式：请检查 Host、Content-Length、"
                + "Transfer-Encoding 及分块格式。"))

    static let headersTooLarge = Problem(
        .requestHeaderFieldsTooLarge, code: "request.headersTooLarge",
        detail: LocalText(
            en: "The headers may hold 32 KiB together, 16 KiB each, and be 100 in number.",
            zh: "请求标头合计不得超过 32 KiB，单个不得超过 16 KiB，且不得超过 100 个。"))

    /// What the parser found.
    static func malformedRequest(_ error: HTTPParserError) -> Problem {
        error == .headerOverflow ? .headersTooLarge : .requestMalformed
    }
}
