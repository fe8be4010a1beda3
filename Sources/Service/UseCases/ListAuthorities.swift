// SPDX-License-Identifier: Apache-2.0

public import Domain
import Ledger
import Postgres
import Store

/// Authorities, as of a position of the ledger.
public struct AuthorityPage: Sendable {
    /// In the order of their codes, closed ones too.
    public let authorities: [Authority]
    /// The last of them, after which the next page begins; nil on the last page.
    public let next: AuthorityCode?
    /// As of which entry.
    public let knownAt: EntryNumber
}

extension Registry {
    /// The tree of authorities, for anyone.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func listAuthorities(
        after: AuthorityCode?, limit: Int
    ) async throws -> AuthorityPage {
        let (head, rows) = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.pipeline { pipeline in
                    (
                        pipeline.fetchOne(LedgerStore.head),
                        pipeline.fetchAll(
                            AuthorityStore.page, after?.text ?? "", Int64(limit + 1))
                    )
                }
            }
        }
        let page = rows.value.prefix(limit).map(\.authority)
        return AuthorityPage(
            authorities: page, next: rows.value.count > limit ? page.last?.record.code : nil,
            knownAt: head.value.size)
    }

    /// One authority, and as of which entry.
    ///
    /// - Throws: `authority.unknown`.
    public func showAuthority(
        _ code: AuthorityCode
    ) async throws -> (authority: Authority, knownAt: EntryNumber) {
        let (head, row) = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.pipeline { pipeline in
                    (
                        pipeline.fetchOne(LedgerStore.head),
                        pipeline.fetchOptional(AuthorityStore.find, code.text)
                    )
                }
            }
        }
        guard let row = row.value else { throw Refusal.authorityUnknown }
        return (row.authority, head.value.size)
    }

    /// The authority that a command has changed, as it stood just after; of a request that was
    /// answered before, as it stood then. `code` is the authority of a command that had nothing
    /// to change.
    ///
    /// - Throws: `Refusal`, or `EntryBytesError` when stored bytes are damaged.
    public func authority(
        after receipt: Receipt, named code: AuthorityCode
    ) async throws -> Authority {
        if case .authorityChanged(let change, let record)? = receipt.bodies.last {
            return Authority(change, record, at: receipt.recordedAt, in: receipt.entry)
        }
        guard receipt.isReplay else { return try await showAuthority(code).authority }
        let row = try await Archive.reachable {
            try await query(as: .local) { $0.fetchOptional(LedgerStore.entry, receipt.entry) }
        }.value
        guard let row else { throw Refusal.authorityUnknown }
        let entry = try EntryBytes.decode(row.bytes)
        guard case .authorityChanged(let change, let record) = entry.body else {
            throw Refusal.authorityUnknown
        }
        return Authority(change, record, at: entry.recordedAt, in: entry.number)
    }
}
