// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Store

extension Registry {
    /// How long an answered request is remembered under its `Idempotency-Key`, in days.
    public static let rememberedDays = 30

    /// Forgets requests that were answered more than 30 days ago. Any daemon may do it, at any
    /// time and as often as it likes.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func forgetOldRequests() async throws {
        let limit = clock().adding(
            microseconds: -Int64(Self.rememberedDays) * 86_400 * 1_000_000)
        try await Archive.reachable {
            try await writers.withConnection { connection in
                _ = try await connection.execute(IdempotencyStore.forget, limit)
            }
        }
    }
}
