// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// One route of the API.
public struct APIRoute: Hashable, Sendable, CustomStringConvertible {
    /// The method, in upper case.
    public let method: String
    /// The path with its parameters in braces: `/v1/parties/{p}`.
    public let path: String

    /// The method and the path.
    public var description: String { "\(method) \(path)" }
}

/// Adds routes to the router and remembers them, so that a method that a path does not take is
/// answered with 405 and those that it takes.
struct RouteTable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    private let router: Router<APIContext>
    private var methods: [String: Set<HTTPRequest.Method>] = [:]

    private static let known: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace]
        + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    /// Every method and path that was added, without HEAD, which goes with GET.
    var routes: [APIRoute] {
        methods.flatMap { path, taken in
            taken.filter { $0 != .head }.map { APIRoute(method: $0.rawValue, path: path) }
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    init(_ router: Router<APIContext>) {
        self.router = router
    }

    /// Adds GET, and HEAD with it.
    mutating func get(_ path: String, _ handler: @escaping Handler) {
        add(.get, path, handler)
        add(.head, path) { try await handler($0, $1).createHeadResponse() }
    }

    /// Adds POST.
    mutating func post(_ path: String, _ handler: @escaping Handler) {
        add(.post, path, handler)
    }

    /// Adds PATCH.
    mutating func patch(_ path: String, _ handler: @escaping Handler) {
        add(.patch, path, handler)
    }

    /// Answers every other method on the paths added so far.
    func refuseOtherMethods() {
        for (path, taken) in methods {
            let allow = Self.known.filter { taken.contains($0) || $0 == .options }
                .map(\.rawValue).joined(separator: ", ")
            for method in Self.known where !taken.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    guard method == .options else { throw Problem.methodNotAllowed(allow) }
                    return Response(status: .noContent, headers: [.allow: allow])
                }
            }
        }
    }

    private mutating func add(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler
    ) {
        methods[path, default: []].insert(method)
        router.on(RouterPath(path), method: method, use: handler)
    }
}
