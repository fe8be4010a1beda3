// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Hummingbird
import Service

/// Refuses what exceeds the caller's rate. It stands on both sides of `Authentication`: failed
/// attempts count by address before it, and everything else by token or address after it.
struct RateRule: Sendable {
    let limiter: RateLimiter
    let places: CallerPlaces
    let isBehindProxy: Bool

    init(_ configuration: APIConfiguration) {
        limiter = RateLimiter(configuration.rateLimits, now: configuration.nanoseconds)
        places = CallerPlaces(
            batches: configuration.rateLimits.batches,
            requests: configuration.admission.limits.requests)
        isBehindProxy = configuration.isBehindProxy
    }

    /// Counts attempts with a bad token.
    var ofAttempts: some RouterMiddleware<APIContext> { AttemptRate(rule: self) }
    /// Counts requests.
    var ofRequests: some RouterMiddleware<APIContext> { RequestRate(rule: self) }

    /// Where a request comes from. Behind a proxy that is what the proxy itself wrote, at the right
    /// end; what stands before it, anybody may have written.
    func origin(of request: Request, _ context: APIContext) -> Counted {
        guard isBehindProxy else { return Counted(context.remoteAddress) }
        guard let list = request.headers[values: .forwardedFor].last,
            let last = list.split(separator: ",").last
        else { return Counted(context.remoteAddress) }
        return Counted(address: String(last.filter { $0 != " " }))
    }

    /// Whether the token of a header has been good lately.
    func isInUse(_ header: String) -> Bool {
        guard let bearer = header.split(separator: " ").last,
            let id = bearer.split(separator: ".").first.flatMap({ TokenID(String($0)) })
        else { return false }
        return limiter.isInUse(.token(id))
    }

    /// Posts that ask and change nothing.
    static func isQuestion(_ request: Request) -> Bool {
        guard request.method == .post else {
            return request.method == .get || request.method == .head || request.method == .options
        }
        let path = request.uri.path
        return path.hasPrefix("/v1/eligibility") || path == "/v1/calculate"
    }
}

private struct AttemptRate: RouterMiddleware {
    let rule: RateRule

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else {
            return try await next(request, context)
        }
        let origin = rule.origin(of: request, context)
        // The database is not asked then. But one bad caller must not lock out the good ones
        // behind the same address, whose tokens are in use.
        if let wait = rule.limiter.wait(.failures, of: origin), !rule.isInUse(header) {
            throw Problem.rateExceeded(waitNanoseconds: wait)
        }
        do {
            return try await next(request, context)
        } catch let problem as Problem where problem.code == Problem.tokenInvalid.code {
            if let wait = rule.limiter.take(.failures, of: origin) {
                throw Problem.rateExceeded(waitNanoseconds: wait)
            }
            throw problem
        }
    }
}

private struct RequestRate: RouterMiddleware {
    let rule: RateRule

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        // Whoever watches over the daemon asks when it is busiest.
        let room = Room(request)
        guard room != .probe else {
            return try await next(request, context)
        }
        let kind: RateLimits.Class
        let counted: Counted
        if let token = context.principal?.token {
            kind = RateRule.isQuestion(request) ? .reads : .writes
            counted = .token(token)
        } else {
            kind = .anonymous
            counted = rule.origin(of: request, context)
        }
        if let wait = rule.limiter.take(kind, of: counted) {
            throw Problem.rateExceeded(waitNanoseconds: wait)
        }
        var context = context
        context.pace = Pace(limiter: rule.limiter, kind: kind, counted: counted)
        let mayHaveBody = ![.get, .head, .options].contains(request.method)
        guard rule.places.areCounted(room, mayHaveBody: mayHaveBody, of: counted) else {
            return try await next(request, context)
        }
        guard let place = rule.places.take(room, of: counted) else { throw Problem.tooManyAtOnce }
        return try await next(request, context).holding(place)
    }
}

extension Response {
    /// Gives a place back at the end of the answer: of a stream after its last line, or once nobody
    /// is left to read it.
    fileprivate func holding(_ place: CallerPlace) -> Response {
        guard body.contentLength == nil else {
            place.end()
            return self
        }
        let body = self.body
        var response = self
        response.body = ResponseBody { writer in
            defer { place.end() }
            try await body.write(writer)
        }
        return response
    }
}

/// The pace at which the lines of a batch are taken: each counts like a request of its own, and
/// when they exceed the rate the batch waits, rather than being refused in its midst.
struct Pace: Sendable {
    fileprivate let limiter: RateLimiter
    fileprivate let kind: RateLimits.Class
    fileprivate let counted: Counted

    /// How many lines are taken at a time: what comes back in 2 s, so that the answers to a batch
    /// that is slowed down, and to the few others of its token, never stop for long.
    var portionCount: Int { limiter.count(kind, withinSeconds: 2) ?? .max }

    /// Counts lines, and returns once the rate allows them.
    func take(_ lineCount: Int) async throws {
        let wait = limiter.charge(lineCount, kind, of: counted)
        guard wait > 0 else { return }
        try await Task.sleep(for: .nanoseconds(wait))
    }
}

extension Problem {
    /// Too many that take long, rather than too many in a second.
    static let tooManyAtOnce = Problem(
        .tooManyRequests, code: "rate.exceeded",
        detail: LocalText(
            en: "As many of your batches, streams or anonymous requests are being answered as this "
                + "service allows at a time; send this one again when one of them has ended.",
            zh: "您同时进行的批次、数据流或匿名请求已达本服务的上限；请待其中一个结束后再发送。"),
        headers: [.retryAfter: "1"])

    /// `waitNanoseconds` is what is left until one more request would be taken.
    static func rateExceeded(waitNanoseconds: Int64) -> Problem {
        let seconds = max(1, (waitNanoseconds + 999_999_999) / 1_000_000_000)
        return Problem(
            .tooManyRequests, code: "rate.exceeded",
            detail: LocalText(
                en: "You ask more often than this service allows; go on after \(seconds) s.",
                zh: "请求频率超过本服务的限制；请在 \(seconds) 秒后继续。"),
            headers: [.retryAfter: "\(seconds)"])
    }
}
