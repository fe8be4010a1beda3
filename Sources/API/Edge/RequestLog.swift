// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Logging

/// Names each request and writes one line of log about it: never its query, its body or a path
/// with somebody's identifier in it.
struct RequestLog: RouterMiddleware {
    let logger: Logger
    let newRequestID: @Sendable () -> String

    func handle(
        _ request: Request, context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.requestID =
            RequestID.read(traceParent: request.headers[.traceParent]) ?? newRequestID()
        context.language = LanguageChoice.language(for: request.headers[.acceptLanguage])
        let start = ContinuousClock.now
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        logger.log(
            level: response.status.code >= 500 ? .error : .info, "request",
            metadata: [
                "requestId": "\(context.requestID)",
                "method": "\(request.method.rawValue)",
                "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)",
                "milliseconds": "\((ContinuousClock.now - start) / .milliseconds(1))",
            ])
        return response
    }
}

/// The id of a request: the trace that it belongs to, or 128 random bits.
enum RequestID {
    static let random: @Sendable () -> String = {
        var generator = SystemRandomNumberGenerator()
        let halves = [generator.next() as UInt64, generator.next() as UInt64]
        return halves.map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// The trace id out of a `traceparent`; nil when there is none, or it is malformed.
    ///
    /// - Source: W3C Trace Context §3.2.2.
    static func read(traceParent: String?) -> String? {
        guard let traceParent, traceParent.utf8.count <= 200 else { return nil }
        let parts = traceParent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, isHexadecimal(parts[0], 2), parts[0] != "ff",
            isHexadecimal(parts[1], 32), isHexadecimal(parts[2], 16),
            isHexadecimal(parts[3], 2), parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func isHexadecimal(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
