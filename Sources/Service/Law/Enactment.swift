// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Postgres
import Store

extension Registry {
    /// Reads the enacted law, enacts the packs that are not enacted yet, and gives the shelf.
    func enact(_ packs: [PolicyPack]) async throws -> PolicyShelf {
        var enacted = try await enactedLaw()
        for pack in packs {
            let policy = try PolicyLoader.load(pack)
            if try Self.isEnacted(policy.reference, in: enacted) { continue }
            let from = CivilDate(policy.reference.version) ?? policy.day(at: clock())
            do {
                _ = try await registrar.submit(
                    EnactPolicy(policy, pack: pack, from: from, asking: Asking(.local)))
            } catch let refusal as Refusal where refusal.kind == .conflict {
                // Another daemon that began at the same time was first.
            }
            enacted = try await enactedLaw()
            guard try Self.isEnacted(policy.reference, in: enacted) else {
                throw RegistryError.notEnacted(policy.reference)
            }
        }
        return PolicyShelf(enacted)
    }

    /// Reads the law again where another daemon has enacted a version since, and says whether one
    /// had. Every daemon asks so once a second.
    @discardableResult
    public func refreshLaw() async throws -> Bool {
        let known = shelf.regimes.reduce(0) { $0 + shelf.versions(of: $1).count }
        let count = try await Archive.reachable {
            try await queries.withConnection { try await $0.fetchOne(PolicyStore.count) }
        }
        guard Int(count) != known else { return false }
        try await rereadLaw()
        return true
    }

    /// Reads the law again and decides by it from now on.
    func rereadLaw() async throws {
        let shelf = PolicyShelf(try await enactedLaw())
        law.replace(by: shelf)
        await registrar.use(shelf)
    }

    private func enactedLaw() async throws -> [PolicyShelf.Enacted] {
        let rows = try await Archive.reachable {
            try await queries.withConnection { connection in
                try await connection.fetchAll(PolicyStore.all)
            }
        }
        return try rows.map { row in
            let pack = try StoredPack.decode(row.pack)
            let policy = try PolicyLoader.load(pack)
            guard policy.reference == row.reference else {
                throw RegistryError.packDamaged(row.reference)
            }
            return PolicyShelf.Enacted(policy: policy, from: row.from, entry: row.entry)
        }
    }

    /// Whether a version is enacted; a version of that name with another text is an error.
    private static func isEnacted(
        _ reference: PolicyReference, in enacted: [PolicyShelf.Enacted]
    ) throws(RegistryError) -> Bool {
        let same = enacted.first {
            $0.policy.code == reference.code
                && $0.policy.reference.version == reference.version
        }
        guard let same else { return false }
        guard same.policy.reference == reference else { throw .versionReused(reference) }
        return true
    }
}

/// Why a registry does not open.
public enum RegistryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A shipped pack bears the version of an enacted one, and says something else.
    case versionReused(PolicyReference)
    /// A stored pack does not have the hash under which it was enacted.
    case packDamaged(PolicyReference)
    /// A pack could not be enacted.
    case notEnacted(PolicyReference)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .versionReused(let policy):
            "The pack \(policy.code) changed but still bears version \(policy.version), which "
                + "is enacted with another text. An enacted version is never changed: give the "
                + "pack a new version."
        case .packDamaged(let policy):
            "The stored pack of \(policy.code)@\(policy.version) is not the one that was "
                + "enacted. Run probity verify."
        case .notEnacted(let policy):
            "The pack \(policy.code)@\(policy.version) could not be enacted."
        }
    }
}
