// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
public import Policy

extension Registry {
    /// The version that `code@version` names: one whose files are sent along, or an enacted one.
    ///
    /// - Throws: `Refusal` naming each fault of the files by file, line and column, or that the
    ///   files bear another name.
    public func draft(named name: String, files: [PolicyFile]) throws -> Policy {
        guard !files.isEmpty else {
            guard name.contains("@") else { throw Self.versionNeeded }
            return try shelf.policy(named: name, on: clock().day(offsetMinutes: 0))
        }
        let policy = try Self.policy(of: PolicyPack(name: name, files: files), as: files)
        let own = "\(policy.code)@\(policy.reference.version)"
        guard own == name else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/files", code: "policy.otherVersion",
                    detail: "The files are of \(own); ask about that, or send other files.")
            ])
        }
        return policy
    }

    /// Enacts a version whose files are sent along, as the one to use from a day on; a day to come
    /// is kept by itself when it comes. All of it is entered, or nothing.
    ///
    /// - Throws: `Refusal`: the files have faults, a golden case of theirs does not hold, or the
    ///   version cannot stand beside those that are enacted.
    public func enact(
        _ name: String, files: [PolicyFile], from: CivilDate, asking: Asking
    ) async throws -> (enacted: PolicyShelf.Enacted, receipt: Receipt) {
        try Access.demand(asking.principal, .enactPolicy, .register)
        let policy = try draft(named: name, files: files)
        guard !files.isEmpty else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/files", code: "member.missing",
                    detail: "The files of the version are needed.")
            ])
        }
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

    private static func demandCases(of policy: Policy, in files: [PolicyFile]) throws(Refusal) {
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
    private static func policy(
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

    private static let versionNeeded = Refusal(
        .invalid, code: "policy.versionNeeded",
        message: LocalText(
            en: "Name the version as code@version.", zh: "请以 code@version 指明版本。"))
}
