// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy

/// Reads the packs that are sent in, one at a time: to read one and to put its cases to it takes
/// seconds at worst, and the other threads of the pool are left to all other questions.
actor DraftReader {
    /// The version that files give.
    ///
    /// - Throws: `Refusal` naming each fault of the files by file, line and column, that they bear
    ///   another name than `code@version`, or that a golden case of theirs does not hold where that
    ///   is demanded.
    func policy(
        of files: [PolicyFile], named name: String? = nil, demandsCases: Bool = false
    ) throws(Refusal) -> Policy {
        let pack = PolicyPack(name: name ?? "draft", files: files)
        let policy: Policy
        do { policy = try PolicyLoader.load(pack) } catch {
            throw Self.refusal(of: error, in: files)
        }
        if let name, policy.reference.name != name {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/files", code: "policy.otherVersion",
                    detail: "The files are of \(policy.reference.name); ask about that, or send "
                        + "other files.")
            ])
        }
        if demandsCases { try Self.demandCases(of: policy, in: files) }
        return policy
    }

    private static func refusal(of error: PolicyFaults, in files: [PolicyFile]) -> Refusal {
        let places = files.enumerated().map { ($0.element.path, $0.offset) }
        let indices = Dictionary(places, uniquingKeysWith: { first, _ in first })
        return Refusal(
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

    private static func demandCases(
        of policy: Policy, in files: [PolicyFile]
    ) throws(Refusal) {
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
}
