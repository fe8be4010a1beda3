// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Store

/// Folds the entries of authorities again and compares the tree with the stored one.
struct AuthorityVerification {
    private var tree = AuthorityTree()

    /// Takes in an entry of an authority.
    mutating func take(_ entry: Entry) {
        guard case .authorityChanged(let change, let record) = entry.body else { return }
        tree.put(Authority(change, record, at: entry.recordedAt, in: entry.number))
    }

    /// Compares with what is stored.
    func compare(on connection: Connection, _ report: inout VerifyReport) async throws {
        var expected = tree.authorities
        for row in try await connection.fetchAll(AuthorityStore.all) {
            let place = "authority \(row.authority.record.code)"
            guard let authority = expected.removeValue(forKey: row.authority.record.code) else {
                report.note(place, "no entry establishes it")
                continue
            }
            if authority != row.authority {
                report.note(place, "its row is not what its entries fold to")
            }
        }
        for code in expected.keys.sorted() {
            report.note("authority \(code)", "the row is missing")
        }
    }
}
