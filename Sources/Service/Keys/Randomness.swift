// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Where random bytes come from: the operating system, or a seeded sequence in a test.
public struct Randomness: Sendable {
    /// The next eight random bytes.
    public let next: @Sendable () -> UInt64

    /// Makes a source.
    public init(next: @escaping @Sendable () -> UInt64) {
        self.next = next
    }

    /// The operating system's.
    public static let system = Randomness {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Some random bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            let word = next()
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// A new UUIDv7 of an instant.
    public func id<Subject>(at instant: Instant) -> TypedID<Subject> {
        TypedID(
            millisecondsSinceEpoch: UInt64(max(0, instant.microsecondsSinceEpoch / 1_000)),
            random: (next(), next()))
    }
}
