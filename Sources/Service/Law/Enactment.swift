// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Postgres
import Store

extension Registry {
    /// Reads the enacted law, enacts the packs that are not enacted yet, and gives the shelf.
    func enact(_ packs: [PolicyPack]) async throws -> PolicyShelf {
        var shelf = try await withNewLaw(PolicyShelf([]))
        await registrar.use(shelf)
        for pack in packs {
            let policy = try ShippedRegimes.policy(of: pack)
            if try Self.isEnacted(policy.reference, on: shelf) { continue }
            let from = CivilDate(policy.reference.version) ?? policy.day(at: clock())
            do {
                _ = try await registrar.submit(
                    EnactPolicy(policy, pack: pack, from: from, asking: Asking(.local)))
            } catch let refusal as Refusal where refusal.kind == .conflict {
                // Another daemon that began at the same time was first.
            }
            shelf = try await withNewLaw(shelf)
            await registrar.use(shelf)
            guard try Self.isEnacted(policy.reference, on: shelf) else {
                throw RegistryError.notEnacted(policy.reference)
            }
        }
        return shelf
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

    /// Reads what was enacted since and decides by it from now on.
    func rereadLaw() async throws {
        law.replace(by: try await withNewLaw(shelf))
        await registrar.use(shelf)
    }

    private func withNewLaw(_ shelf: PolicyShelf) async throws -> PolicyShelf {
        let rows = try await Archive.reachable {
            try await queries.withConnection { connection in
                try await connection.fetchAll(PolicyStore.since, shelf.lastEntry)
            }
        }
        return shelf.adding(try rows.map { try PolicyShelf.Enacted($0) })
    }

    /// Whether a version is enacted; a version of that name with another text is an error.
    private static func isEnacted(
        _ reference: PolicyReference, on shelf: PolicyShelf
    ) throws(RegistryError) -> Bool {
        let same = shelf.versions(of: reference.code).first {
            $0.policy.reference.version == reference.version
        }
        guard let same else { return false }
        guard same.policy.reference == reference else { throw .versionReused(reference) }
        return true
    }
}

extension PolicyShelf.Enacted {
    /// Reads a stored version.
    ///
    /// - Throws: `RegistryError.packDamaged`, or that the bytes are no pack.
    init(_ row: EnactedPolicy) throws {
        let policy = try ShippedRegimes.policy(of: try StoredPack.decode(row.pack))
        guard policy.reference == row.reference else {
            throw RegistryError.packDamaged(row.reference)
        }
        self.init(policy: policy, from: row.from, entry: row.entry)
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
    /// A draft that was just recorded is not there.
    case draftMissing(PolicyReference)

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
        case .draftMissing(let policy):
            "The draft \(policy.name) was recorded and is missing. Run probity verify."
        }
    }
}
