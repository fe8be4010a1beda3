// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Where the API listens, and what stands before it.
public struct APIConfiguration: Sendable {
    /// The name or address to bind.
    public var host: String
    /// The port to bind; 0 takes a free one.
    public var port: Int
    /// A unix socket to bind instead of host and port; nil for none.
    public var unixSocketPath: String?
    /// Whether only this machine can reach what is bound. Plain HTTP with a bearer token is
    /// accepted there alone.
    public var listensOnLoopback: Bool
    /// Whether a proxy that ends TLS stands before the daemon. It must then say
    /// `X-Forwarded-Proto: https` with each request that bears a token.
    public var isBehindProxy: Bool
    /// How much each caller may ask.
    public var rateLimits = RateLimits.standard
    /// Tells nanoseconds on a clock that never goes back, for what is counted by time.
    public var nanoseconds: @Sendable () -> Int64 = { Int64(NIODeadline.now().uptimeNanoseconds) }
    /// How much is let in at a time, and whether it is still let in. One for each daemon.
    public var admission = Admission()
    /// How long a slow client is waited for.
    public var patience = Patience()
    /// Makes the id of a request that brings no `traceparent`: 32 digits, lower-case hexadecimal.
    public var newRequestID: @Sendable () -> String = TraceContext.random

    /// Makes a configuration; whether it listens on loopback follows from the host.
    public init(host: String = "127.0.0.1", port: Int = 8080, isBehindProxy: Bool = false) {
        self.host = host
        self.port = port
        self.isBehindProxy = isBehindProxy
        self.listensOnLoopback = Self.isLoopback(host)
    }

    /// Whether a host can only be this machine: `localhost`, `127.0.0.0/8` or `::1`.
    public static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
