// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain

/// Confirms an alleged event; a second officer does so.
public struct ConfirmEvent: Command {
    private let event: EventID
    private let principal: Principal
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for an event to be confirmed today.
    public init(_ event: EventID, by principal: Principal, request: RequestKey? = nil) {
        self.event = event
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
            ConfirmRules.refusals(of: record, by: principal.token ?? .none, on: today))
        return Filing(
            parts: record.parts(
                determining: dossier.party.id, .eventConfirmed(record.id, on: today)
            ) { .eventConfirmed($0, on: today) },
            subject: RecordID(record.id))
    }
}
