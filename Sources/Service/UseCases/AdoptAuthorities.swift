// SPDX-License-Identifier: Apache-2.0

import Domain
import Logging
import Postgres
import Store

// An officer's token opens something only while its authority stands in the tree. Tokens may be
// older than the tree: whoever opens such a register first makes their authorities roots of it.

extension Registry {
    /// Makes roots of the authorities that good tokens name and the tree does not know, once in
    /// the life of a register. A root reaches over the widest territory among its tokens; where
    /// none of them contains the others, nobody can say how far it reaches: it is left out, and
    /// its tokens open nothing.
    func adoptAuthoritiesIfDue() async throws {
        let found = try await Archive.reachable {
            try await withWriter { connection in
                let isDue = try await connection.fetchOne(
                    ChoreStore.isNeverDone, Self.adoption)
                return isDue ? try await connection.fetchAll(TokenStore.strayAuthorities) : nil
            }
        }
        guard let found else { return }
        let territories = Dictionary(grouping: found, by: \.authority)
        for authority in territories.keys.sorted() {
            let all = (territories[authority] ?? []).map(\.territory)
            guard let widest = all.first(where: { wide in all.allSatisfy(wide.contains) }) else {
                logger.warning(
                    "an authority is not in the tree, and its tokens open nothing",
                    metadata: ["authority": "\(authority)"])
                continue
            }
            try await adopt(
                AuthorityRecord(
                    code: authority, name: authority.text, parent: nil, territory: widest))
        }
        _ = try await Archive.reachable {
            try await withWriter { connection in
                try await connection.execute(ChoreStore.finish, Self.adoption)
            }
        }
    }

    private static let adoption = "authorities.adopt"

    private func adopt(_ record: AuthorityRecord) async throws {
        do {
            _ = try await registrar.submit(EstablishAuthority(record, asking: Asking(.local)))
        } catch let refusal as Refusal where refusal.code == "authority.codeTaken" {
            // Another daemon that began at the same time was first.
        }
    }
}
