// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Store

extension Registry {
    /// Sees that the database answers and its schema is the one this version was made for.
    ///
    /// - Throws: `Refusal.unavailable`, or `.schemaBehind` when migrations are pending.
    public func checkReadiness() async throws(Refusal) {
        do {
            try await withQuery { connection in
                try await Migrator().checkCurrent(on: connection)
            }
        } catch is MigrationError {
            throw .schemaBehind
        } catch {
            throw .unavailable
        }
    }
}

extension Refusal {
    /// The database's schema is of another version than this daemon.
    public static let schemaBehind = Refusal(
        .unavailable, code: "service.schema",
        message: LocalText(
            en: "The database's schema is not the one of this version; run probity migrate.",
            zh: "数据库结构与本版本不符；请运行 probity migrate。"))
}
