// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain
public import Postgres
import Store
import Synchronization

/// Turns a bearer token into a principal. A token that was found is remembered for one second,
/// so that a revocation takes effect within it on every daemon.
public final class Authenticator: Sendable {
    private let pool: Pool
    private let clock: @Sendable () -> Instant
    private let remembered = Mutex<[TokenID: Remembered]>([:])

    private struct Remembered {
        let token: StoredToken
        let until: Instant
    }

    /// How long a token that was found is remembered, in microseconds.
    private static let memoryMicroseconds: Int64 = 1_000_000
    /// The most tokens that are remembered at a time.
    private static let memoryCount = 10_000

    /// Makes an authenticator over `pool`, whose connections have the query role.
    public init(pool: Pool, clock: @escaping @Sendable () -> Instant) {
        self.pool = pool
        self.clock = clock
    }

    /// The principal of a bearer token `id.secret`; nil when it is not good.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func principal(bearer: String) async throws -> Principal? {
        guard let (id, secret) = ServiceToken.parse(bearer) else { return nil }
        guard let stored = try await token(id) else { return nil }
        let token = stored.token
        let hash = Array(SHA256.hash(data: secret))
        let isSecretRight = Self.equalInConstantTime(hash, stored.secretHash.bytes)
        let now = clock()
        guard isSecretRight, token.revokedAt == nil, token.expiresAt.map({ now < $0 }) ?? true
        else { return nil }
        return Principal(
            token: token.id, role: token.role, authority: token.authority,
            territory: token.territory, parties: Set([token.party].compactMap { $0 }))
    }

    private func token(_ id: TokenID) async throws -> StoredToken? {
        let now = clock()
        if let known = remembered.withLock({ $0[id] }), now < known.until { return known.token }
        let found = try await Archive.reachable {
            try await pool.withConnection { connection in
                try await connection.fetchOptional(TokenStore.find, id)
            }
        }
        guard let found else { return nil }
        let until = now.adding(microseconds: Self.memoryMicroseconds)
        remembered.withLock { memory in
            if memory.count >= Self.memoryCount { memory.removeAll(keepingCapacity: true) }
            memory[id] = Remembered(token: found, until: until)
        }
        return found
    }

    /// Compares without telling by its time how far two values agree.
    private static func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }
}
