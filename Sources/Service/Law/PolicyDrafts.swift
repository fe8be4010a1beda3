// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
import Postgres
import Store

/// A version of a regime as lists show it.
public struct ListedPolicy: Sendable {
    /// Code, version and hash.
    public let reference: PolicyReference
    /// What it calls itself.
    public let title: LocalText
    /// Whether it is the regime of an installation that says nothing else.
    public let isDefault: Bool
    /// The first day on which it is the version to use; nil for a draft.
    public let from: CivilDate?
    /// The entry that enacted it, or keeps the draft.
    public let entry: EntryNumber

    /// Lists an enacted version.
    public init(_ enacted: PolicyShelf.Enacted) {
        reference = enacted.policy.reference
        title = enacted.policy.title
        isDefault = enacted.policy.isDefault
        from = enacted.from
        entry = enacted.entry
    }

    init(_ draft: ListedDraft) {
        reference = draft.reference
        title = draft.title
        isDefault = draft.isDefault
        from = nil
        entry = draft.entry
    }
}

extension Registry {
    /// Keeps a version that is not law: whole and without fault, or not at all. The same draft
    /// again is found to be there.
    ///
    /// - Throws: `Refusal`: the files have faults, a golden case of theirs does not hold, or the
    ///   name is taken by another text.
    public func storeDraft(
        _ files: [PolicyFile], asking: Asking
    ) async throws -> (draft: ListedPolicy, receipt: Receipt) {
        try Access.demand(asking.principal, .draftPolicy, .register)
        guard !files.isEmpty else { throw Self.filesNeeded }
        let policy = try await draftReader.policy(of: files, demandsCases: true)
        let pack = PolicyPack(name: policy.code.text, files: files)
        let receipt = try await registrar.submit(
            StoreDraft(policy, pack: pack, asking: asking))
        guard let draft = try await keptDraft(policy.reference.name) else {
            throw RegistryError.draftMissing(policy.reference)
        }
        return (ListedPolicy(draft), receipt)
    }

    /// Every enacted version, and for those who may see them the drafts that are not enacted.
    ///
    /// - Throws: `Refusal.unavailable`.
    public func listPolicies(by principal: Principal) async throws -> [ListedPolicy] {
        let shelf = shelf
        let enacted = shelf.regimes.flatMap { shelf.versions(of: $0) }.map { ListedPolicy($0) }
        guard Access.verdict(principal, .draftPolicy, .register) == .allowed else {
            return enacted
        }
        let drafts = try await Archive.reachable {
            try await withQuery { try await $0.fetchAll(PolicyDraftStore.all) }
        }
        let names = Set(enacted.map(\.reference.name))
        return enacted
            + drafts.filter { !names.contains($0.reference.name) }.map { ListedPolicy($0) }
    }

    /// One version with its files, as `code@version`: an enacted one, or a draft for those who
    /// may see drafts.
    ///
    /// - Throws: `policy.unknown`.
    public func showPolicy(
        named name: String, by principal: Principal
    ) async throws -> (policy: ListedPolicy, files: [PolicyFile]) {
        guard let parts = Self.parts(of: name) else { throw Self.nothingNamedSo }
        let enacted = shelf.versions(of: RegimeCode(parts.code)).first {
            $0.policy.reference.version == parts.version
        }
        let isShown =
            enacted != nil || Access.verdict(principal, .draftPolicy, .register) == .allowed
        guard isShown else { throw Self.nothingNamedSo }
        let (draft, pack) = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.pipeline { pipeline in
                    (
                        pipeline.fetchOptional(
                            PolicyDraftStore.find, parts.code, parts.version),
                        pipeline.fetchOptional(
                            enacted == nil ? PolicyDraftStore.pack : PolicyStore.pack,
                            parts.code, parts.version)
                    )
                }
            }
        }
        guard let listed = enacted.map({ ListedPolicy($0) }) ?? draft.value.map({ .init($0) }),
            let bytes = pack.value?.bytes
        else { throw Self.nothingNamedSo }
        return (listed, try StoredPack.decode(bytes).files)
    }

    /// The files of a draft; none where nothing is kept under the name.
    func keptFiles(_ name: String) async throws -> [PolicyFile] {
        guard let parts = Self.parts(of: name) else { return [] }
        let row = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchOptional(
                    PolicyDraftStore.pack, parts.code, parts.version)
            }
        }
        return try row.map { try StoredPack.decode($0.bytes).files } ?? []
    }

    private func keptDraft(_ name: String) async throws -> ListedDraft? {
        guard let parts = Self.parts(of: name) else { return nil }
        return try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchOptional(
                    PolicyDraftStore.find, parts.code, parts.version)
            }
        }
    }

    /// Code and version of `code@version`; nil for anything else.
    private static func parts(of name: String) -> (code: String, version: String)? {
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !name.contains("\0") else {
            return nil
        }
        return (String(parts[0]), String(parts[1]))
    }

    private static let nothingNamedSo = Refusal(
        .notFound, code: "policy.unknown",
        message: LocalText(
            en: "No version stands under this name; GET /v1/policies lists them.",
            zh: "没有此名称的版本；请以 GET /v1/policies 查阅。"))
}
