// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import HummingbirdCore
import Service

extension Request {
    /// The request under its `Idempotency-Key`; nil without the header.
    ///
    /// What makes it the same request is its path and its body, however the body is spaced and
    /// whatever order its members have.
    ///
    /// - Throws: the problem 400 when the header is malformed.
    func requestKey(
        body: JSONValue, of principal: Principal, in context: APIContext
    ) throws(Problem) -> RequestKey? {
        guard let key = try idempotencyKey(), let token = principal.token else { return nil }
        return RequestKey(
            principal: token, route: "\(method.rawValue) \(context.endpointPath ?? uri.path)",
            key: key, request: Array(uri.path.utf8) + [0x0A] + body.canonicalBytes)
    }

    /// What makes the keys of a batch's lines: each line counts as a request of its own.
    ///
    /// - Throws: the problem 400 when the header is malformed.
    func lineKeys(
        of principal: Principal, in context: APIContext
    ) throws(Problem) -> LineKeys {
        LineKeys(
            token: principal.token, route: "\(method.rawValue) \(context.endpointPath ?? uri.path)",
            path: uri.path, header: try idempotencyKey())
    }

    private func idempotencyKey() throws(Problem) -> String? {
        guard let key = headers[.idempotencyKey] else { return nil }
        guard LineKeys.isKey(key) else {
            throw .headerMalformed(
                "Idempotency-Key", en: "1 to 255 visible ASCII characters are needed.",
                zh: "须为 1 至 255 个可见 ASCII 字符。")
        }
        return key
    }
}

/// Makes the keys under which the lines of a batch are answered once: a line's own `key`, or the
/// `Idempotency-Key` of the batch and the line's number.
struct LineKeys: Sendable {
    fileprivate let token: TokenID?
    fileprivate let route: String
    fileprivate let path: String
    fileprivate let header: String?

    /// Whether a text can be a key: 1 to 255 visible ASCII characters.
    static func isKey(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The key of a line; nil when neither it nor the batch has one.
    ///
    /// What makes it the same request is the line without its key, wherever it stands.
    func key(of line: BatchLine) -> RequestKey? {
        // No key holds a space, so that no line's own key is like one made here.
        guard let token, let key = line.key ?? header.map({ "\($0) \(line.number)" }) else {
            return nil
        }
        var asked = line.body
        if case .object(let members) = asked {
            asked = .object(members.filter { $0.name != "key" })
        }
        return RequestKey(
            principal: token, route: route, key: key,
            request: Array(path.utf8) + [0x0A] + asked.canonicalBytes)
    }
}
