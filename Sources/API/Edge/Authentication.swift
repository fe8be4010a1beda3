// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Service

/// Learns from the bearer token who asks. A request without a token goes on without a
/// principal; one with a bad token goes nowhere.
struct Authentication: RouterMiddleware {
    let authenticator: Authenticator

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else {
            return try await next(request, context)
        }
        let parts = header.utf8.split(separator: 0x20, maxSplits: 1)
        guard parts.count == 2, Substring(parts[0]).lowercased() == "bearer",
            let principal = try await authenticator.principal(
                bearer: String(Substring(parts[1])))
        else { throw Problem.tokenInvalid }
        var context = context
        context.principal = principal
        return try await next(request, context)
    }
}
