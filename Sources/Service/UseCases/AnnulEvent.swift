// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain

/// Annuls an event, alleged or confirmed: a new entry that names the old one.
public struct AnnulEvent: Command {
    private let event: EventID
    private let reason: String?
    private let principal: Principal
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for an event to be annulled today, with a reason in free text that is sealed.
    public init(
        _ event: EventID, reason: String?, by principal: Principal, request: RequestKey? = nil
    ) {
        self.event = event
        self.reason = reason
        self.principal = principal
        self.request = request
    }

    /// Who asks.
    public var actor: Actor { principal.actor }
    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(events: [event]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossier) = try desk.event(event)
        try Access.demand(
            principal, .determineEvent, dossier.accessObject,
            hidden: .unknown("event", zh: "合规事件"))
        let today = try desk.today(under: record.regime)
        try Refusal.demandNone(
            AnnulRules.refusals(of: record, by: principal.token ?? .none, on: today))
        var seals = Seals()
        let sealed = try reason.map {
            try seals.seal($0, purpose: "reason", for: dossier.party.id, at: desk)
        }
        return Filing(
            // The reason is sealed under the key of the event's own party.
            parts: record.parts(
                determining: dossier.party.id,
                .eventAnnulled(record.id, on: today, reason: sealed)
            ) { .eventAnnulled($0, on: today, reason: nil) },
            subject: RecordID(record.id), seals: seals)
    }
}
