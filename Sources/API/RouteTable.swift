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

extension APIRoute {
    /// The path of a move behind another path.
    static func move(of path: String) -> String { path + ":{move}" }
}

extension Request {
    /// Whether the last part of the path names a move behind a colon.
    var namesMove: Bool {
        uri.path.split(separator: "/").last?.contains(":") ?? false
    }
}

/// Adds routes to the router and remembers them, so that a method that a path does not take is
/// answered with 405 and those that it takes.
struct RouteTable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    private let router: Router<APIContext>
    private var methods: [String: Set<HTTPRequest.Method>] = [:]
    /// Paths whose last part may end with a colon and the name of a move, which takes POST alone.
    private var moved: Set<String> = []

    private static let known: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace]
        + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    /// Every method and path that was added, without HEAD, which goes with GET.
    var routes: [APIRoute] {
        let added = methods.flatMap { path, taken in
            taken.filter { $0 != .head }.map { APIRoute(method: $0.rawValue, path: path) }
        }
        return (added + moved.map { APIRoute(method: "POST", path: APIRoute.move(of: $0)) })
            .sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    init(_ router: Router<APIContext>) {
        self.router = router
    }

    /// Adds GET, and HEAD with it.
    mutating func get(_ path: String, _ handler: @escaping Handler) {
        add(.get, path, handler)
        add(.head, path) { try await handler($0, $1).createHeadResponse() }
    }

    /// Adds GET on a path behind which moves are posted.
    mutating func getWithMoves(_ path: String, _ handler: @escaping Handler) {
        get(path) { request, context in
            if request.namesMove { throw Problem.methodNotAllowed(Self.movesAllow) }
            return try await handler(request, context)
        }
    }

    /// Adds POST.
    mutating func post(_ path: String, _ handler: @escaping Handler) {
        add(.post, path, handler)
    }

    /// Adds POST for every name behind a colon at the end of the path, as `/v1/cases/{id}:serve`.
    /// The router takes the last part as one, so the path itself must be added with `get` before.
    mutating func postMoves(_ path: String, _ handler: @escaping Handler) {
        moved.insert(path)
        router.on(RouterPath(path), method: .post) { request, context -> Response in
            guard request.namesMove else { throw Problem.methodNotAllowed("GET, HEAD, OPTIONS") }
            return try await handler(request, context)
        }
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
            let hasMoves = moved.contains(path)
            for method in Self.known where !taken.contains(method) {
                if hasMoves, method == .post { continue }
                router.on(RouterPath(path), method: method) { request, _ -> Response in
                    let allow = hasMoves && request.namesMove ? Self.movesAllow : allow
                    guard method == .options else { throw Problem.methodNotAllowed(allow) }
                    return Response(status: .noContent, headers: [.allow: allow])
                }
            }
        }
    }

    private static let movesAllow = "POST, OPTIONS"

    private mutating func add(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler
    ) {
        methods[path, default: []].insert(method)
        router.on(RouterPath(path), method: method, use: handler)
    }
}
