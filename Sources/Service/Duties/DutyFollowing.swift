// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy

/// Enters, behind what a command enters, which duties it raises and which it ends.
///
/// It is the one place on the write path that does so, whatever the command; what the law says of
/// it is ``DutyRaising``.
struct DutyFollowing {
    private var entries = DutyEntries()
    /// The duties that the filing has changed already.
    private var changed: Set<DutyID> = []
    /// Those that it has raised.
    private var raised: Set<DutyRaising.Raised> = []

    /// The filing with what follows from its entries for duties.
    ///
    /// - Throws: `PolicyError` where the law raises a duty and cannot say until when;
    ///   `UnreadParties` while an event is not read that is to be annulled.
    static func filing(after filing: Filing, at desk: borrowing Desk) throws -> Filing {
        var parts: [Filing.Part] = []
        var hasFollowed = false
        for part in filing.parts {
            guard let party = part.party, let dossier = dossier(of: part, at: desk),
                part.bodies.contains(where: {
                    DutyRaising.regime(concernedBy: $0, of: dossier) != nil
                })
            else {
                parts.append(part)
                continue
            }
            var following = DutyFollowing()
            try following.enter(part.bodies, dossier, at: desk)
            hasFollowed = hasFollowed || following.entries.own.count > part.bodies.count
            parts += following.entries.parts(of: party)
        }
        guard hasFollowed else { return filing }
        var followed = filing
        followed.parts = parts
        return followed
    }

    /// The dossier that a part's entries go into; of a party that it registers, one with nothing
    /// else in it.
    private static func dossier(
        of part: Filing.Part, at desk: borrowing Desk
    ) -> Dossier? {
        if let party = part.party, let dossier = desk.dossiers[party] { return dossier }
        if case .partyRegistered(let record)? = part.bodies.first {
            return Dossier(party: record)
        }
        return nil
    }

    private mutating func enter(
        _ bodies: [EntryBody], _ dossier: Dossier, at desk: borrowing Desk
    ) throws {
        for case .dutyChanged(_, let record) in bodies { changed.insert(record.id) }
        entries.own = bodies
        for body in bodies { try follow(body, dossier, at: desk) }
    }

    private mutating func follow(
        _ body: EntryBody, _ dossier: Dossier, at desk: borrowing Desk
    ) throws {
        guard let regime = DutyRaising.regime(concernedBy: body, of: dossier) else { return }
        let law = try desk.law(of: regime)
        let policy = law.policy.variant(for: dossier.party.region)
        let outcome: DutyRaising.Outcome?
        do {
            outcome = try DutyRaising.outcome(of: body, dossier, policy: policy)
        } catch { throw error.refusal(at: "") }
        for duty in outcome?.raised ?? [] where raised.insert(duty).inserted {
            let record = duty.record(desk.newID(), of: dossier.party.id, regime: regime)
            entries.own.append(.dutyChanged(.raised, record))
        }
        for end in outcome?.ended ?? [] {
            guard let record = dossier.duties[end.duty], changed.insert(record.id).inserted else {
                continue
            }
            entries.own.append(
                .dutyChanged(
                    .ended, record.settled(.ended(word: end.word, on: end.notOwedFrom))))
            let annulled = try desk.parts(
                annulling: record.missed?.event, of: dossier.party.id, on: law.today)
            entries.add(annulled)
            // What followed from the event that is annulled was never owed either.
            for body in annulled.last?.bodies ?? [] { try follow(body, dossier, at: desk) }
        }
    }
}
