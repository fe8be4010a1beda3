// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import NIOCore
import Synchronization

/// Who is counted: a token, or the address that a request without a good one comes from.
enum Counted: Hashable, Sendable {
    case token(TokenID)
    case addressV4(UInt32)
    /// The first half of it: whoever has one such address has 2^64 of them.
    case addressV6(UInt64)
    /// An address that cannot be read, such as a unix socket's.
    case elsewhere
    /// Addresses that there is no more room to tell apart.
    case others

    /// The address in a text such as `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]:443`. An address
    /// of IPv4 counts as that, however it is written: all of `::ffff:0:0/96` begins alike.
    init(address text: String) {
        let host =
            text.first == "["
            ? text.dropFirst().prefix { $0 != "]" }
            : text.count(where: { $0 == ":" }) == 1 ? text.prefix { $0 != ":" } : text[...]
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, String(host), &bytes) == 1 {
            self = .addressV4(bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) })
        } else if inet_pton(AF_INET6, String(host), &bytes) == 1 {
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10...11] == [0xFF, 0xFF]
            self =
                isMapped
                ? .addressV4(bytes[12...].reduce(0) { $0 << 8 | UInt32($1) })
                : .addressV6(bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) })
        } else {
            self = .elsewhere
        }
    }

    /// The address of a connection.
    init(_ address: SocketAddress?) {
        self = (address?.ipAddress).map { Counted(address: $0) } ?? .elsewhere
    }
}

/// Counts requests against rates, in this process alone. Each caller and class has a bucket that
/// holds as much as its rate names and fills again at that rate.
///
/// A bucket is one number: the instant at which it will be full (the generic cell rate algorithm).
/// A full one need not be kept, so memory is bounded by how many are used at a time.
final class RateLimiter: Sendable {
    /// The most buckets that are kept; who comes after them shares one with others of its class.
    static let bucketCount = 20_000

    private struct Key: Hashable {
        let counted: Counted
        let kind: RateLimits.Class
    }

    private struct Gauge {
        /// The nanoseconds that one token takes to come back.
        let interval: Int64
        /// The nanoseconds that an empty bucket takes to be full.
        let capacity: Int64
    }

    private struct Buckets {
        var fullAt: [Key: Int64] = [:]
        var sweptAt: Int64 = 0
    }

    private let gauges: [RateLimits.Class: Gauge]
    private let now: @Sendable () -> Int64
    private let buckets = Mutex(Buckets())

    /// Makes a limiter; `now` tells nanoseconds on a clock that never goes back.
    init(_ limits: RateLimits, now: @escaping @Sendable () -> Int64) {
        self.now = now
        gauges = limits.rates.mapValues { rate in
            let interval = Int64(rate.seconds) * 1_000_000_000 / Int64(rate.count)
            return Gauge(interval: interval, capacity: interval * Int64(rate.count))
        }
    }

    /// The number of buckets that are kept now.
    var usedCount: Int { buckets.withLock { $0.fullAt.count } }

    /// Takes one; nil when it could be had, else how many nanoseconds to wait for it.
    func take(_ kind: RateLimits.Class, of counted: Counted) -> Int64? {
        guard let gauge = gauges[kind] else { return nil }
        let now = self.now()
        return buckets.withLock { buckets in
            let key = Self.key(counted, kind, in: &buckets, at: now)
            let fullAt = max(buckets.fullAt[key] ?? now, now) + gauge.interval
            let wait = fullAt - now - gauge.capacity
            guard wait <= 0 else { return wait }
            buckets.fullAt[key] = fullAt
            return nil
        }
    }

    /// Takes many, on credit if need be: how many nanoseconds to wait until they are paid for.
    func charge(_ count: Int, _ kind: RateLimits.Class, of counted: Counted) -> Int64 {
        guard let gauge = gauges[kind] else { return 0 }
        let now = self.now()
        return buckets.withLock { buckets in
            let key = Self.key(counted, kind, in: &buckets, at: now)
            let fullAt = max(buckets.fullAt[key] ?? now, now) + gauge.interval * Int64(count)
            buckets.fullAt[key] = fullAt
            return max(0, fullAt - now - gauge.capacity)
        }
    }

    /// How many come back within so many seconds, at least 1; nil where they are not counted.
    func count(_ kind: RateLimits.Class, withinSeconds seconds: Int64) -> Int? {
        gauges[kind].map { max(1, Int(seconds * 1_000_000_000 / $0.interval)) }
    }

    /// How long to wait until one can be had, without taking it; nil when it is there.
    func wait(_ kind: RateLimits.Class, of counted: Counted) -> Int64? {
        guard let gauge = gauges[kind] else { return nil }
        let now = self.now()
        return buckets.withLock { buckets in
            guard let fullAt = buckets.fullAt[Key(counted: counted, kind: kind)] else { return nil }
            let wait = fullAt + gauge.interval - now - gauge.capacity
            return wait > 0 ? wait : nil
        }
    }

    /// Whether requests of a caller were counted lately. Where nothing is counted, all may be.
    func isInUse(_ counted: Counted) -> Bool {
        guard gauges[.reads] != nil, gauges[.writes] != nil else { return true }
        return buckets.withLock { buckets in
            buckets.fullAt[Key(counted: counted, kind: .reads)] != nil
                || buckets.fullAt[Key(counted: counted, kind: .writes)] != nil
        }
    }

    /// The bucket to use: the caller's own while there is room.
    private static func key(
        _ counted: Counted, _ kind: RateLimits.Class, in buckets: inout Buckets, at now: Int64
    ) -> Key {
        let own = Key(counted: counted, kind: kind)
        guard buckets.fullAt.count >= bucketCount, buckets.fullAt[own] == nil else { return own }
        // Once a second at most, so that a crowd of addresses cannot make each request sweep.
        if now - 1_000_000_000 >= buckets.sweptAt {
            buckets.sweptAt = now
            buckets.fullAt = buckets.fullAt.filter { $0.value > now }
            if buckets.fullAt.count < bucketCount { return own }
        }
        return Key(counted: .others, kind: kind)
    }
}
