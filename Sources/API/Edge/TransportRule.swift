// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Refuses a token that came over plain HTTP from another machine.
struct TransportRule: RouterMiddleware {
    private let configuration: APIConfiguration

    init(_ configuration: APIConfiguration) {
        self.configuration = configuration
    }

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        if request.headers.contains(.authorization), !isSecure(request) {
            throw Problem.transportInsecure
        }
        return try await next(request, context)
    }

    private func isSecure(_ request: Request) -> Bool {
        guard configuration.isBehindProxy else { return configuration.listensOnLoopback }
        // Each proxy on the way adds its word; one plain stretch is one too many.
        let words = request.headers[values: .forwardedProto].flatMap { $0.split(separator: ",") }
        return !words.isEmpty
            && words.allSatisfy { $0.filter { $0 != " " }.lowercased() == "https" }
    }
}

/// Refuses a request target that is longer than any of ours can be.
struct TargetLimit: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= RequestLimits.targetBytes else {
            throw Problem.targetTooLong
        }
        return try await next(request, context)
    }
}
