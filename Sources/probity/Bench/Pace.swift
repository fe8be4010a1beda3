// SPDX-License-Identifier: Apache-2.0

import Domain

/// How often something was done in a while, and how long it took each time.
struct Pace: Sendable {
    /// What was done in a second.
    let perSecond: Int64
    /// The time that half of them, and all but one in a hundred, did not exceed.
    let medianMicroseconds: Int64
    let p99Microseconds: Int64

    /// What one time is, given random numbers.
    typealias Work = @Sendable (inout SplitMix) async throws -> Void

    /// Has `taskCount` tasks do `work` over and over, for `duration` after a fifth of it to warm
    /// up. One time counts `unitCount`.
    ///
    /// - Throws: the first error of any task.
    static func measure(
        taskCount: Int, for duration: Duration, seed: UInt64, unitCount: Int = 1,
        _ work: @escaping Work
    ) async throws -> Pace {
        let begin = ContinuousClock.now + duration / 5
        let end = begin + duration
        let times = try await withThrowingTaskGroup(of: [UInt32].self) { group in
            for index in 0..<taskCount {
                group.addTask {
                    var random = SplitMix(seed: seed &* 1_000 &+ UInt64(index))
                    var times: [UInt32] = []
                    var now = ContinuousClock.now
                    while now < end {
                        try Task.checkCancellation()
                        let start = now
                        try await work(&random)
                        now = .now
                        if start >= begin, now < end { times.append((now - start).microseconds) }
                    }
                    return times
                }
            }
            return try await group.reduce(into: [UInt32]()) { $0 += $1 }
        }.sorted()
        guard !times.isEmpty else {
            throw Failure.unreachable("nothing was done in the time given; raise --seconds.")
        }
        let milliseconds = max(1, duration.wholeMilliseconds)
        return Pace(
            perSecond: Int64(times.count * unitCount) * 1_000 / milliseconds,
            medianMicroseconds: Int64(times[times.count / 2]),
            p99Microseconds: Int64(times[min(times.count - 1, times.count * 99 / 100)]))
    }

    /// The pace for programs.
    var json: JSONValue {
        [
            "perSecond": .integer(perSecond),
            "p50Milliseconds": Self.milliseconds(medianMicroseconds),
            "p99Milliseconds": Self.milliseconds(p99Microseconds),
        ]
    }

    /// Microseconds as exact milliseconds.
    private static func milliseconds(_ microseconds: Int64) -> JSONValue {
        JSONValue(ExactDecimal(mantissa: microseconds, places: 3))
    }
}

extension Duration {
    fileprivate var microseconds: UInt32 {
        let (seconds, attoseconds) = components
        return UInt32(clamping: seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}
