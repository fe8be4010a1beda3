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
    /// change which law was in force on days that are over, that lacks what records under another
    /// ask for, or that takes codes of another regime.
    ///
    /// The first version of a regime may begin on any day: there was no law before. What a program
    /// brings along is enacted whenever it comes: `today` is nil then.
    static func demand(
        _ policy: Policy, from: CivilDate, beside shelf: PolicyShelf, today: CivilDate?
    ) throws(Refusal) {
        let versions = shelf.versions(of: policy.code)
        let version = policy.reference.version
        if versions.contains(where: { $0.policy.reference.version == version }) {
            throw versionTaken(policy.reference)
        }
        if let same = versions.first(where: { $0.from == from }) {
            throw overlapping(
                LocalText(
                    en: "It begins on the same day as \(same.policy.reference.name), which is in "
                        + "force from \(from); choose another day.",
                    zh: "与自 \(from) 起施行的 \(same.policy.reference.name) 重叠；请另选施行日期。"))
        }
        if let today, from < today, let first = versions.first {
            // A day before the first version is answered by the first.
            let touched = (versions.last { $0.from <= from } ?? first).policy.reference.name
            throw overlapping(
                LocalText(
                    en: "It would take days that are over from under \(touched); the first day "
                        + "that it can begin on is \(today).",
                    zh: "将改变 \(touched) 已适用的过往日期；最早可自 \(today) 起施行。"))
        }
        try demandKept(versions + [PolicyShelf.Enacted(policy: policy, from: from)])
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

    private static func overlapping(_ message: LocalText) -> Refusal {
        Refusal(
            .conflict, code: "policy.overlaps", message: message,
            faults: [InputFault(pointer: "/from", code: "policy.overlaps", detail: message.en)])
    }

    /// Refuses the last of `versions` where it lacks what records under an earlier one ask for, or
    /// where a later one lacks what records under it will ask for.
    private static func demandKept(_ versions: [PolicyShelf.Enacted]) throws(Refusal) {
        guard let new = versions.last?.policy.reference else { return }
        let inOrder = versions.sorted { $0.from < $1.from }
        for (place, earlier) in inOrder.enumerated() {
            let rest = inOrder[(place + 1)...]
            guard let next = rest.first else { return }
            for later in rest
            where later.policy.reference == new || earlier.policy.reference == new {
                let gaps = PolicyGaps(
                    of: later.policy, from: later.from, since: earlier.policy, until: next.from)
                guard gaps.parts.isEmpty else { throw dropped(gaps.parts, by: later, earlier) }
            }
        }
    }

    private static func dropped(
        _ parts: [PolicyGaps.Part], by later: PolicyShelf.Enacted, _ earlier: PolicyShelf.Enacted
    ) -> Refusal {
        let name = later.policy.reference.name
        let list = parts.map(\.name).joined(separator: ", ")
        return Refusal(
            .rule, code: "policy.dropsCodes",
            message: LocalText(
                en: "\(name), in force from \(later.from), lacks \(list): parties with records "
                    + "under \(earlier.policy.reference.name) could not be rated any more. Keep "
                    + "what is repealed, with `until`.",
                zh: "自 \(later.from) 起施行的 \(name) 缺少 \(list)："
                    + "在 \(earlier.policy.reference.name) 下有记录的主体将无法评定。"
                    + "废止的内容应予保留，并注明 `until`。"),
            faults: parts.map { part in
                InputFault(
                    pointer: "/files", code: "policy.dropsCodes",
                    detail: "\(name) has no \(part.name) on \(part.day).")
            })
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
