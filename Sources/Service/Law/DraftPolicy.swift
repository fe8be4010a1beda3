// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
public import Policy

extension Registry {
    /// The version that `code@version` names: one whose files are sent along, an enacted one, or
    /// a draft that is kept.
    ///
    /// - Throws: `Refusal` naming each fault of the files by file, line and column, or that the
    ///   files bear another name.
    public func draft(named name: String, files: [PolicyFile]) async throws -> Policy {
        guard name.contains("@") || !files.isEmpty else { throw Self.versionNeeded }
        if files.isEmpty {
            do { return try shelf.policy(named: name, on: clock().day(offsetMinutes: 0)) } catch {
                let kept = try await keptFiles(name)
                guard !kept.isEmpty else { throw error }
                return try Self.policy(named: name, of: kept)
            }
        }
        return try Self.policy(named: name, of: files)
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
        let policy = try Self.policy(named: name, of: files)
        try Self.demandCases(of: policy, in: files)
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

    /// Reads files that must be of the version of this name.
    private static func policy(
        named name: String, of files: [PolicyFile]
    ) throws(Refusal) -> Policy {
        let policy = try Self.policy(of: PolicyPack(name: name, files: files), as: files)
        guard policy.reference.name == name else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/files", code: "policy.otherVersion",
                    detail: "The files are of \(policy.reference.name); ask about that, or send "
                        + "other files.")
            ])
        }
        return policy
    }

    static func demandCases(of policy: Policy, in files: [PolicyFile]) throws(Refusal) {
        let failed = policy.cases.map { GoldenCaseRun($0, policy: policy) }.filter { !$0.holds }
        guard !failed.isEmpty else { return }
        let paths = files.map(\.path)
        throw Refusal(
            .rule, code: "policy.caseFails",
            message: LocalText(
                en: "A golden case of the pack does not hold; errors says which and how.",
                zh: "该制度自带的案例未通过，详见 errors。"),
            faults: failed.map { run in
                let place = paths.firstIndex(of: run.goldenCase.file)
                return InputFault(
                    pointer: place.map { "/files/\($0)" } ?? "/files", code: "policy.caseFails",
                    detail: "\(run.goldenCase.file): "
                        + run.differences.map { "\($0)" }.joined(separator: " "))
            })
    }

    /// Reads a pack that came from outside.
    ///
    /// - Throws: `Refusal` with every fault of every file.
    static func policy(
        of pack: PolicyPack, as files: [PolicyFile]
    ) throws(Refusal) -> Policy {
        do { return try PolicyLoader.load(pack) } catch {
            let places = files.enumerated().map { ($0.element.path, $0.offset) }
            let indices = Dictionary(places, uniquingKeysWith: { first, _ in first })
            throw Refusal(
                .rule, code: "policy.faults",
                message: LocalText(
                    en: "The pack has faults; errors names each by file, line and column.",
                    zh: "该制度文件有误，errors 按文件、行、列逐项列出。"),
                faults: error.faults.map { fault in
                    InputFault(
                        pointer: indices[fault.file].map { "/files/\($0)" } ?? "/files",
                        code: "policy.fault", detail: fault.description)
                })
        }
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
