// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

extension Registry {
    /// The version that `code@version` names: one whose files are sent along, an enacted one, or
    /// a draft that is kept. `pointer` is where the request names it.
    ///
    /// - Throws: `Refusal` naming each fault of the files by file, line and column, or that the
    ///   files bear another name.
    public func draft(
        named name: String, files: [PolicyFile], at pointer: String? = nil
    ) async throws -> Policy {
        guard name.contains("@") || !files.isEmpty else { throw Self.versionNeeded }
        guard files.isEmpty else {
            return try await draftReader.policy(of: files, named: name)
        }
        do {
            return try shelf.policy(named: name, on: clock().day(offsetMinutes: 0), at: pointer)
        } catch {
            let kept = try await keptFiles(name)
            guard !kept.isEmpty else { throw error }
            return try await draftReader.policy(of: kept, named: name)
        }
    }

    /// Enacts a version, kept as a draft or sent along as files, as the one to use from a day on;
    /// a day to come is kept by itself when it comes. All of it is entered, or nothing.
    ///
    /// - Throws: `Refusal`: the files have faults, a golden case of theirs does not hold, or the
    ///   version cannot stand beside those that are enacted.
    public func enact(
        _ name: String, files sent: [PolicyFile], from: CivilDate, asking: Asking
    ) async throws -> (enacted: PolicyShelf.Enacted, receipt: Receipt) {
        try Access.demand(asking.principal, .enactPolicy, .register)
        guard name.contains("@") else { throw Self.versionNeeded }
        let files = sent.isEmpty ? try await keptFiles(name) : sent
        guard !files.isEmpty else { throw Self.filesNeeded }
        let policy = try await draftReader.policy(of: files, named: name, demandsCases: true)
        let pack = PolicyPack(name: policy.code.text, files: files)
        let receipt = try await registrar.submit(
            EnactPolicy(policy, pack: pack, from: from, asking: asking))
        try await rereadLaw()
        guard
            let enacted = shelf.versions(of: policy.code).first(where: {
                $0.policy.reference == policy.reference
            })
        else { throw RegistryError.notEnacted(policy.reference) }
        return (enacted, receipt)
    }

    static let filesNeeded = Refusal.invalid([
        InputFault(
            pointer: "/files", code: "member.missing",
            detail: "The files of the version are needed: no draft of this name is kept.")
    ])

    private static let versionNeeded = Refusal(
        .invalid, code: "policy.versionNeeded",
        message: LocalText(
            en: "Name the version as code@version.", zh: "请以 code@version 指明版本。"))
}
