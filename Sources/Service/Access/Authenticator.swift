// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain
public import Postgres
import Store
import Synchronization

/// Turns a bearer token into a principal. A token that was found is remembered for one second,
/// so that whatever ends it, or a mandate of it, takes effect within that on every daemon.
public final class Authenticator: Sendable {
    private let pool: Pool
    private let clock: @Sendable () -> Instant
    private let remembered = Mutex<[TokenID: Remembered]>([:])

    private struct Remembered {
        let token: StoredToken
        let since: Instant
        let until: Instant

        /// Also not before it was found: a clock that steps back must not make it last longer.
        func holds(at now: Instant) -> Bool { since <= now && now < until }
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
        let hash = Array(SHA256.hash(data: secret))
        let now = clock()
        if let known = remembered.withLock({ $0[id] }), known.holds(at: now),
            known.token.opens(with: hash, at: now)
        {
            return known.token.principal(at: now)
        }
        // A secret that does not fit may be newer than what is remembered.
        guard let found = try await find(id), found.opens(with: hash, at: clock()) else {
            return nil
        }
        return found.principal(at: clock())
    }

    /// Looks at the token anew when it comes next, for what this daemon itself changed.
    func forget(_ id: TokenID) {
        remembered.withLock { $0[id] = nil }
    }

    private func find(_ id: TokenID) async throws -> StoredToken? {
        let asked = clock()
        let found = try await Archive.reachable {
            try await pool.withConnection { connection in
                try await connection.fetchOptional(TokenStore.find, id)
            }
        }
        guard let found else { return nil }
        // From when it was asked: what was changed meanwhile may not have been seen.
        let until = asked.adding(microseconds: Self.memoryMicroseconds)
        remembered.withLock { memory in
            if memory.count >= Self.memoryCount { memory.removeAll(keepingCapacity: true) }
            memory[id] = Remembered(token: found, since: asked, until: until)
        }
        return found
    }
}

extension StoredToken {
    /// Whether a secret with this hash opens it: the present one, or for a while the one before.
    fileprivate func opens(with hash: [UInt8], at now: Instant) -> Bool {
        let isPresent = Self.equalInConstantTime(hash, secretHash.bytes)
        let isPrevious = Self.equalInConstantTime(hash, previousHash?.bytes ?? [])
        let isStillAccepted = token.previousUntil.map { now < $0 } ?? false
        return isPresent || (isPrevious && isStillAccepted)
    }

    /// Who holds it; nil when it is revoked or expired, or its authority does not
    /// stand.
    fileprivate func principal(at now: Instant) -> Principal? {
        guard TokenView(token, at: now).state == .good else { return nil }
        return Principal(
            token: token.id, role: token.role, authority: token.authority,
            territory: token.territory, parties: Set(token.parties))
    }

    /// Compares without telling by its time how far two values agree.
    private static func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }
}
