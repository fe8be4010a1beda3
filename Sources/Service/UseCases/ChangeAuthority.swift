// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Establishes an authority: a root, or a branch that reaches no further than its parent.
public struct EstablishAuthority: AskedCommand {
    private let record: AuthorityRecord
    /// Who asks.
    public let asking: Asking

    /// Asks for an authority to be established.
    public init(_ record: AuthorityRecord, asking: Asking) {
        self.record = record
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(isAuthoritiesNeeded: true) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        try Access.demand(asking.principal, .manageAuthorities, .register)
        guard desk.authorities[record.code] == nil else { throw Self.codeTaken }
        try AuthorityRules.demandPlace(of: record, at: desk)
        return Filing(party: nil, bodies: [.authorityChanged(.established, record)])
    }

    private static let codeTaken = Refusal(
        .conflict, code: "authority.codeTaken",
        message: LocalText(
            en: "An authority has this code, or had it once; take another.",
            zh: "该代码已被或曾被某机关使用；请另选代码。"),
        faults: [
            InputFault(
                pointer: "/code", code: "authority.codeTaken",
                detail: "An authority has this code, or had it once.")
        ])
}

/// Gives an authority another name or another place in the tree.
public struct AmendAuthority: AskedCommand {
    /// What is to change.
    public struct Details: Sendable {
        /// The new name; nil to keep it.
        public let name: String?
        /// The new parent; cleared, the authority becomes a root.
        public let parent: AmendParty.Change<AuthorityCode>

        /// Makes the details.
        public init(name: String?, parent: AmendParty.Change<AuthorityCode>) {
            self.name = name
            self.parent = parent
        }
    }

    private let code: AuthorityCode
    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for an authority to be amended.
    public init(_ code: AuthorityCode, _ details: Details, asking: Asking) {
        self.code = code
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(isAuthoritiesNeeded: true) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let before = try AuthorityRules.standing(code, for: asking, at: desk)
        let parent =
            switch details.parent {
            case .keep: before.parent
            case .become(let parent): parent
            }
        let after = AuthorityRecord(
            code: code, name: details.name ?? before.name, parent: parent,
            territory: before.territory)
        try AuthorityRules.demandPlace(of: after, at: desk)
        return Filing(
            party: nil, bodies: after == before ? [] : [.authorityChanged(.changed, after)])
    }
}

/// Closes an authority for ever: its tokens open nothing any more.
public struct CloseAuthority: AskedCommand {
    private let code: AuthorityCode
    /// Who asks.
    public let asking: Asking

    /// Asks for an authority to be closed.
    public init(_ code: AuthorityCode, asking: Asking) {
        self.code = code
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(isAuthoritiesNeeded: true) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let record = try AuthorityRules.standing(code, for: asking, at: desk)
        guard !desk.authorities.hasBranches(code) else { throw Self.hasBranches }
        return Filing(party: nil, bodies: [.authorityChanged(.closed, record)])
    }

    private static let hasBranches = Refusal(
        .conflict, code: "authority.hasBranches",
        message: LocalText(
            en: "Authorities hang on this one; close them or give them another parent first.",
            zh: "该机关尚有下级机关；请先关闭下级机关或变更其上级。"))
}

/// What holds for every change of the tree.
enum AuthorityRules {
    /// An authority that is to be changed, and has not been since the asker saw it.
    ///
    /// - Throws: `Refusal`: who asks may not, there is none, it changed, or it is closed.
    static func standing(
        _ code: AuthorityCode, for asking: Asking, at desk: borrowing Desk
    ) throws(Refusal) -> AuthorityRecord {
        try Access.demand(asking.principal, .manageAuthorities, .register)
        guard let authority = desk.authorities[code] else { throw .authorityUnknown }
        guard asking.expectedEntry.map({ $0 == authority.entry }) ?? true else { throw stale }
        guard authority.closedAt == nil else { throw closed }
        return authority.record
    }

    /// Refuses a place in the tree that there is not, or from which the authority would reach
    /// beyond its parent.
    static func demandPlace(
        of record: AuthorityRecord, at desk: borrowing Desk
    ) throws(Refusal) {
        guard let code = record.parent else { return }
        guard let parent = desk.authorities[code], parent.closedAt == nil else {
            throw refusal(
                "authority.parentUnknown", at: "/parent",
                en: "No authority that stands has this code; name one that does.",
                zh: "没有使用此代码的现存机关；请指明现存机关。")
        }
        guard !desk.authorities.hangs(code, on: record.code) else {
            throw refusal(
                "authority.cycle", at: "/parent",
                en: "The parent hangs on this authority itself; name one that does not.",
                zh: "该上级机关本身隶属于此机关；请另行指定。")
        }
        guard parent.record.territory.contains(record.territory) else {
            throw refusal(
                "authority.outsideParent", at: "/territory",
                en: "The territory must lie within that of the parent, "
                    + "\(parent.record.territory).",
                zh: "辖区须位于上级机关的辖区（\(parent.record.territory)）之内。")
        }
    }

    /// A rule that forbids one member.
    static func refusal(
        _ code: String, at pointer: String, en: String, zh: String
    ) -> Refusal {
        Refusal(
            .rule, code: code, message: LocalText(en: en, zh: zh),
            faults: [InputFault(pointer: pointer, code: code, detail: en)])
    }

    private static let stale = Refusal(
        .stale, code: "authority.changed",
        message: LocalText(
            en: "The authority has changed since it was looked at; look again, and send the "
                + "request with its present ETag.",
            zh: "自查阅以来该机关已有变更；请重新查阅，并以当前 ETag 重新发送。"))
    private static let closed = Refusal(
        .conflict, code: "authority.closed",
        message: LocalText(
            en: "The authority is closed, for ever; establish another.",
            zh: "该机关已永久关闭；请另行设立。"))
}

extension Refusal {
    /// No authority has the code.
    public static let authorityUnknown = Refusal(
        .notFound, code: "authority.unknown",
        message: LocalText(
            en: "There is no such authority; GET /v1/authorities lists them.",
            zh: "没有此机关；请以 GET /v1/authorities 查阅。"))
}
