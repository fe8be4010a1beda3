// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Puts on every answer what keeps browsers and caches from misusing it.
struct SecurityHeaders: RouterMiddleware {
    let isBehindProxy: Bool

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.cacheControl] = "no-store"
        // A page that people read says itself what it needs.
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] =
                "default-src 'none'; frame-ancestors 'none'"
        }
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.xContentTypeOptions] = "nosniff"
        if isBehindProxy {
            response.headers[.strictTransportSecurity] = "max-age=31536000"
        }
        return response
    }
}
