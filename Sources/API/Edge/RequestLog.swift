// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Logging
import Service

/// Names each request, counts it, and writes one line of log about it: never its query, its body
/// or a path with somebody's identifier in it.
struct RequestLog: RouterMiddleware {
    let logger: Logger
    let metrics: RequestMetrics
    let newRequestID: @Sendable () -> String

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let trace = TraceContext(of: request, newTraceID: newRequestID)
        context.requestID = trace.traceID
        context.language = LanguageChoice.language(for: request.headers[.acceptLanguage])
        let work = RequestWork(method: request.method, trace: trace, self)
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            work.end(route: context.endpointPath, status: 500)
            throw error
        }
        response.headers[.requestID] = trace.traceID
        response.headers[.traceParent] = trace.header
        if let state = trace.state { response.headers[.traceState] = state }
        let (route, status) = (context.endpointPath, response.status.code)
        guard response.body.contentLength == nil else {
            work.end(route: route, status: status)
            return response
        }
        // A stream is at work until its last line.
        let stream = StreamWork { work.end(route: route, status: status) }
        let body = response.body
        response.body = ResponseBody { writer in
            defer { stream.end() }
            try await body.write(writer)
        }
        return response
    }
}

/// One request at work, from its arrival on.
private struct RequestWork: Sendable {
    private let method: HTTPRequest.Method
    private let trace: TraceContext
    private let log: RequestLog
    private let start = ContinuousClock.now

    init(method: HTTPRequest.Method, trace: TraceContext, _ log: RequestLog) {
        self.method = method
        self.trace = trace
        self.log = log
        log.metrics.inFlight.add(1)
    }

    func end(route: String?, status: Int) {
        let microseconds = (ContinuousClock.now - start).microseconds
        log.metrics.inFlight.add(-1)
        let series = log.metrics.note(
            route: route, method: method, status: status, microseconds: microseconds)
        log.logger.log(
            level: status >= 500 ? .error : .info, "request",
            metadata: [
                "requestId": .string(trace.traceID),
                "span": .string(trace.spanID),
                "method": .string(series.method),
                "route": .string(series.route),
                "status": .stringConvertible(status),
                "milliseconds": .stringConvertible(
                    ExactDecimal(mantissa: Int64(microseconds), places: 3)),
            ])
    }
}

/// The end of a stream, said once: with its last line, or when nobody is left to read it.
private final class StreamWork: Sendable {
    private let isEnded = Gauge()
    private let onEnd: @Sendable () -> Void

    init(onEnd: @escaping @Sendable () -> Void) {
        self.onEnd = onEnd
    }

    func end() {
        guard isEnded.value == 0 else { return }
        isEnded.add(1)
        onEnd()
    }

    deinit { end() }
}
