// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Logging

/// Turns whatever is thrown into `application/problem+json`. What is not meant for outside
/// becomes a 500 that names the request only.
struct ProblemAnswers: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error) ?? unexpected(error, context)
            let response = problem.response(requestID: context.requestID, in: context.language)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    /// Only the kind of error is logged: its text may hold what nobody vouches for.
    private func unexpected(_ error: any Error, _ context: APIContext) -> Problem {
        logger.error(
            "unexpected error",
            metadata: [
                "requestId": "\(context.requestID)", "error": "\(type(of: error))",
                "route": "\(context.endpointPath ?? "none")",
            ])
        return .unexpected
    }
}
