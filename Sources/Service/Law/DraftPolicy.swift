// SPDX-License-Identifier: Apache-2.0

import Domain
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
        let policy = try Self.policy(of: PolicyPack(name: name, files: files))
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

    /// Reads a pack that came from outside.
    ///
    /// - Throws: `Refusal` with every fault of every file.
    static func policy(of pack: PolicyPack) throws(Refusal) -> Policy {
        do { return try PolicyLoader.load(pack) } catch {
            let places = pack.files.enumerated().map { ($0.element.path, $0.offset) }
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
