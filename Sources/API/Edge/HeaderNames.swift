// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// The headers that HTTPTypes does not name.
extension HTTPField.Name {
    static let contentLanguage = named("Content-Language")
    static let forwardedFor = named("X-Forwarded-For")
    static let forwardedProto = named("X-Forwarded-Proto")
    static let idempotencyKey = named("Idempotency-Key")
    static let idempotencyReplayed = named("Idempotency-Replayed")
    static let knownAt = named("Probity-Known-At")
    static let knownAtLeast = named("Probity-Known-At-Least")
    static let link = named("Link")
    static let referrerPolicy = named("Referrer-Policy")
    static let requestID = named("X-Request-Id")
    static let traceParent = named("traceparent")
    static let traceState = named("tracestate")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("The name of a header is a token.")
        }
        return name
    }
}
