// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Enters that the last day of a duty has passed, and the event that follows: once, whoever looks
/// and however often, and as of the day after the last one, however late it is looked.
///
/// Where a calendar was published since the duty was raised, its last day is told anew first.
public struct MissDuty: Command {
    private let duty: DutyID
    /// The daemon itself.
    public let actor = Actor.system

    /// Looks at the clock of a duty.
    public init(_ duty: DutyID) {
        self.duty = duty
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(duties: [duty]) }

    /// Goes to all whom the event reaches.
    public func reach(at desk: borrowing Desk) throws { _ = try decide(at: desk) }

    /// Decides by the state under the head lock: nothing where the duty is settled or missed by
    /// now, or its last day is not over, or is not known while the calendar is not published.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (stored, dossier) = try desk.duty(duty)
        let (national, today) = try desk.law(of: stored.regime)
        guard stored.recordedState == .open, stored.lastDay < today else {
            return Filing(party: stored.party, bodies: [])
        }
        let policy = national.variant(for: dossier.party.region)
        let record = try DutyTerms(of: stored, dossier.party, policy: policy).toldAnew
        var entries = DutyEntries()
        if record != stored { entries.own.append(.dutyChanged(.moved, record)) }
        if !record.isProvisional, record.lastDay < today {
            let terms = try DutyTerms(of: record, dossier.party, policy: policy)
            let missed = try desk.parts(
                following: terms.missed, from: record, dossier, isLate: false, under: national)
            entries.own.append(
                .dutyChanged(.missed, record.missed(DutyRecord.Miss(event: missed.event))))
            entries.add(missed.parts)
        }
        return Filing(parts: entries.parts(of: record.party), subject: RecordID(record.id))
    }
}
