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
        guard let key = headers[.idempotencyKey], let token = principal.token else { return nil }
        let isClean = key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard (1...255).contains(key.utf8.count), isClean else {
            throw .headerMalformed(
                "Idempotency-Key", en: "1 to 255 visible ASCII characters are needed.",
                zh: "须为 1 至 255 个可见 ASCII 字符。")
        }
        return RequestKey(
            principal: token, route: "\(method.rawValue) \(context.endpointPath ?? uri.path)",
            key: key, request: Array(uri.path.utf8) + [0x0A] + body.canonicalBytes)
    }
}
