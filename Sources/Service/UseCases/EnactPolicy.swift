// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// Enacts a version of a regime: stores its pack, by which every later answer is explained.
public struct EnactPolicy: AskedCommand {
    private let policy: Policy
    private let pack: PolicyPack
    private let from: CivilDate
    /// Who asks.
    public let asking: Asking

    /// Asks for a pack to be enacted as the version to use from a day on.
    public init(_ policy: Policy, pack: PolicyPack, from: CivilDate, asking: Asking) {
        self.policy = policy
        self.pack = pack
        self.from = from
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(versions: [policy.reference]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        try Access.demand(asking.principal, .enactPolicy, .register)
        try DraftRules.demand(policy.reference, beside: desk.drafts)
        let isByHand = asking.principal.role != .system
        try EnactmentRules.demand(
            policy, from: from, beside: desk.shelf,
            today: isByHand ? policy.day(at: desk.now) : nil)
        return Filing(
            party: nil, bodies: [.policyEnacted(policy.reference, from: from)],
            law: Filing.NewLaw(policy: policy, pack: StoredPack.encode(pack)))
    }
}

/// Which versions may stand beside each other.
enum EnactmentRules {
    /// Refuses a version that is enacted already, that begins on the day of another, that would
    /// change which law was in force on days that are over, or that takes codes of another regime.
    ///
    /// What a program brings along is enacted whenever it comes: `today` is nil then.
    static func demand(
        _ policy: Policy, from: CivilDate, beside shelf: PolicyShelf, today: CivilDate?
    ) throws(Refusal) {
        let versions = shelf.versions(of: policy.code)
        let version = policy.reference.version
        if versions.contains(where: { $0.policy.reference.version == version }) {
            throw versionTaken(policy.reference)
        }
        if let same = versions.first(where: { $0.from == from }) {
            throw overlapping(same, "It begins on the same day as")
        }
        if let today, from <= today, let later = versions.last, from < later.from {
            throw overlapping(later, "It would take days that are over from under")
        }
        let others = shelf.regimes.filter { $0 != policy.code }
        for version in others.flatMap({ shelf.versions(of: $0) }) {
            let codes =
                Set(version.policy.routes.keys.map(\.text)).intersection(
                    policy.routes.keys.map(\.text)
                )
                .union(
                    Set(version.policy.indicators.keys.map(\.text)).intersection(
                        policy.indicators.keys.map(\.text)))
            if let code = codes.min() { throw codeTaken(code, by: version.policy.code) }
        }
    }

    static func versionTaken(_ policy: PolicyReference) -> Refusal {
        Refusal(
            .conflict, code: "policy.versionTaken",
            message: LocalText(
                en: "\(policy.code)@\(policy.version) is enacted already, and an enacted version "
                    + "is never changed; give the pack a new version.",
                zh: "\(policy.code)@\(policy.version) 已生效，已生效的版本不得变更；请另定版本号。"),
            faults: [
                InputFault(
                    pointer: "/files", code: "policy.versionTaken",
                    detail: "A version of this name is enacted already.")
            ])
    }

    private static func overlapping(
        _ other: PolicyShelf.Enacted, _ how: String
    ) -> Refusal {
        let name = "\(other.policy.code)@\(other.policy.reference.version)"
        return Refusal(
            .conflict, code: "policy.overlaps",
            message: LocalText(
                en: "\(how) \(name), which is in force from \(other.from); choose another day.",
                zh: "与自 \(other.from) 起施行的 \(name) 重叠；请另选施行日期。"),
            faults: [
                InputFault(
                    pointer: "/from", code: "policy.overlaps",
                    detail: "\(how) \(name), which is in force from \(other.from).")
            ])
    }

    private static func codeTaken(_ code: String, by regime: RegimeCode) -> Refusal {
        Refusal(
            .conflict, code: "policy.codeTaken",
            message: LocalText(
                en: "The code \(code) belongs to \(regime); each code is of one regime.",
                zh: "代码 \(code) 已属于 \(regime)；每个代码只属于一个制度。"),
            faults: [
                InputFault(
                    pointer: "/files", code: "policy.codeTaken",
                    detail: "The code \(code) belongs to \(regime).")
            ])
    }
}

/// A pack as one value, for storage.
enum StoredPack {
    static func encode(_ pack: PolicyPack) -> [UInt8] {
        let files = pack.files.map { file -> JSONValue in
            ["path": .string(file.path), "text": .string(file.text)]
        }
        return JSONValue.object(present: [
            ("files", .array(files)), ("name", .string(pack.name)),
        ]).canonicalBytes
    }

    /// Reads a pack back.
    ///
    /// - Throws: `InputFaults` or `JSONError` when the bytes are damaged.
    static func decode(_ bytes: [UInt8]) throws -> PolicyPack {
        var reader = ObjectReader(try JSONValue(parsing: bytes))
        let name = reader.string("name")
        let files = reader.elements("files") { inner -> PolicyFile? in
            guard let path = inner.string("path"),
                case .string(let text)? = inner.required("text")
            else { return nil }
            return PolicyFile(path: path, text: text)
        }
        try reader.finish()
        return PolicyPack(name: name ?? "", files: files)
    }
}
