// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy

/// Suspends, reinstates or ends an accreditation, or assigns another band to it.
public struct ChangeAccreditation: Command {
    /// What happens to it.
    public enum Change: Hashable, Sendable {
        /// It is suspended.
        case suspend
        /// The suspension is lifted.
        case reinstate
        /// The party gives it up.
        case surrender
        /// The authority takes it away.
        case revoke
        /// Another band is assigned.
        case assign(BandCode)
        /// The paid services beside the band change.
        case services([ServiceCode])
    }

    private let accreditation: AccreditationID
    private let change: Change
    private let day: CivilDate
    private let principal: Principal
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for a change that takes effect on `day`.
    public init(
        _ accreditation: AccreditationID, _ change: Change, on day: CivilDate,
        by principal: Principal, request: RequestKey? = nil
    ) {
        self.accreditation = accreditation
        self.change = change
        self.day = day
        self.principal = principal
        self.request = request
    }

    /// Who asks.
    public var actor: Actor { principal.actor }
    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(accreditations: [accreditation]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossier) = try desk.accreditation(accreditation)
        try Access.demand(
            principal, .changeAccreditation, dossier.accessObject,
            hidden: .unknown("accreditation", zh: "资格"))
        if let end = record.end, day >= end.ended.notAfter { throw Self.refusal("ended") }
        guard day >= record.latest(change) else { throw Self.refusal("outOfOrder") }
        // A year ahead is planning; more is a slip of the pen that would stand for ever.
        let today = try desk.today(under: record.regime)
        guard day <= today.adding(months: 12) else { throw Self.refusal("tooFarAhead") }
        return Filing(
            party: dossier.party.id, bodies: [try body(for: record, at: desk)],
            subject: RecordID(record.id))
    }

    private func body(
        for record: AccreditationRecord, at desk: borrowing Desk
    ) throws -> EntryBody {
        let span = Span(on: day)
        let isSuspended = record.suspensions.last.map { $0.until == nil } ?? false
        switch change {
        case .suspend:
            guard !isSuspended else { throw Self.refusal("suspendedAlready") }
            return .accreditationSuspended(record.id, span)
        case .reinstate:
            guard isSuspended else { throw Self.refusal("notSuspended") }
            return .accreditationReinstated(record.id, span)
        case .surrender:
            return .accreditationEnded(
                record.id, AccreditationEnd(reason: .surrendered, ended: span))
        case .revoke:
            return .accreditationEnded(
                record.id, AccreditationEnd(reason: .revoked, ended: span))
        case .assign(let band):
            let policy = try desk.shelf.policy(record.regime, on: day)
            guard try policy.bands(on: day).value.rank(of: band) != nil else {
                throw Self.refusal("bandUnknown")
            }
            guard record.bands.last?.band != band else { throw Self.refusal("bandUnchanged") }
            return .bandAssigned(record.id, BandAssignment(band: band, assigned: span))
        case .services(let services):
            let policy = try desk.shelf.policy(record.regime, on: day)
            try policy.demandKnown(services)
            guard (record.services.last?.services ?? []) != services.sorted() else {
                throw Self.refusal("servicesUnchanged")
            }
            return .servicesChanged(
                record.id, ServiceAssignment(services: services, assigned: span))
        }
    }

    private static func refusal(_ what: String) -> Refusal {
        let messages: [String: (String, String)] = [
            "ended": ("The accreditation has ended.", "该资格已终止。"),
            "outOfOrder": (
                "The day lies before the latest change of this kind to the accreditation.",
                "所给日期早于该资格最近一次同类变更。"
            ),
            "tooFarAhead": (
                "The day lies more than twelve months ahead.", "所给日期在十二个月之后。"
            ),
            "servicesUnchanged": (
                "The accreditation has these services already.", "该资格已有这些服务。"
            ),
            "suspendedAlready": ("The accreditation is suspended already.", "该资格已暂停。"),
            "notSuspended": ("The accreditation is not suspended.", "该资格未被暂停。"),
            "bandUnknown": (
                "The regime of this accreditation has no such band.", "该制度没有此等级。"
            ),
            "bandUnchanged": (
                "The accreditation has this band already.", "该资格已是此等级。"
            ),
        ]
        let (en, zh) = messages[what] ?? ("The change is not possible.", "无法变更。")
        return Refusal(
            .conflict, code: "accreditation.\(what)", message: LocalText(en: en, zh: zh))
    }
}

extension AccreditationRecord {
    /// The last day on which a change of the same kind took effect, or the first day of the
    /// accreditation: a change may not come before it.
    fileprivate func latest(_ change: ChangeAccreditation.Change) -> CivilDate {
        var days = [from.notAfter]
        switch change {
        case .suspend, .reinstate:
            days += suspensions.map(\.from.notAfter)
            days += suspensions.compactMap { $0.until?.notAfter }
        case .assign: days += bands.map(\.assigned.notAfter)
        case .services: days += services.map(\.assigned.notAfter)
        case .surrender, .revoke: break
        }
        return days.max() ?? from.notAfter
    }
}

extension Policy {
    /// Refuses services that the regime does not know.
    func demandKnown(_ services: [ServiceCode]) throws(Refusal) {
        guard services.allSatisfy({ self.services[$0] != nil }) else {
            throw .invalid([
                InputFault(
                    pointer: "/services", code: "service.unknown",
                    detail: "The regime of this accreditation has no such service.")
            ])
        }
    }
}
