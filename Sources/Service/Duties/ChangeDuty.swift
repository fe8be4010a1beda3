// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy
import Scoring

/// Discharges a duty, puts it off, lets the party off it, or says that it is owed no longer.
public struct ChangeDuty: AskedCommand {
    /// What is to happen.
    public enum Change: Sendable {
        /// It is done.
        case discharge(Discharge)
        /// The authority puts it off to a day.
        case extend(to: CivilDate, reason: String)
        /// The authority lets the party off.
        case waive(reason: String)
        /// What ends it by the law happened on a day.
        case end(word: String, on: CivilDate)
    }

    /// How it was done.
    public struct Discharge: Sendable {
        /// The kind of filing, in the words of the law.
        public let kind: String
        /// The day of the filing; nil for today.
        public let filedOn: CivilDate?
        /// The documents by their SHA-256.
        public let evidence: [Digest32]
        /// A note in free text.
        public let note: String?

        /// Tells how it was done.
        public init(
            kind: String, filedOn: CivilDate? = nil, evidence: [Digest32] = [],
            note: String? = nil
        ) {
            self.kind = kind
            self.filedOn = filedOn
            self.evidence = evidence
            self.note = note
        }
    }

    private let duty: DutyID
    private let change: Change
    /// Who asks.
    public let asking: Asking

    /// Asks for a change today.
    public init(_ duty: DutyID, _ change: Change, asking: Asking) {
        self.duty = duty
        self.change = change
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(duties: [duty]) }

    /// Goes to the events that followed from the duty, and to all whom those reach that follow.
    public func reach(at desk: borrowing Desk) throws { _ = try decide(at: desk) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossier) = try desk.duty(duty)
        try Access.demand(
            asking.principal, action, dossier.accessObject, hidden: .unknown("duty", zh: "义务"))
        guard record.settlement == nil else { throw Self.settled }
        let (national, today) = try desk.law(of: record.regime)
        let terms = try DutyTerms(
            of: record, dossier.party, policy: national.variant(for: dossier.party.region))
        var seals = Seals()
        let own: DutyRecord
        let following: [Filing.Part]
        switch change {
        case .discharge(let told):
            (own, following) = try discharged(
                record, told, dossier, terms, under: national, &seals, at: desk)
        case .extend(let day, let reason):
            // While it runs, so that it does not matter when somebody looks at the clock.
            guard record.missed == nil, today <= record.lastDay else { throw Self.over }
            let sealed = try seals.seal(reason, purpose: "reason", for: record.party, at: desk)
            own = try extended(DutyRecord.Extension(to: day, reason: sealed), terms)
            following = []
        case .waive(let reason):
            if let refusal = terms.refusalOfWaiver { throw refusal.refusal(at: "") }
            let sealed = try seals.seal(reason, purpose: "reason", for: record.party, at: desk)
            own = record.settled(.waived(on: today, reason: sealed))
            following = []
        case .end(let word, let day):
            let notOwed = try end(word, day, terms, today: today)
            own = record.settled(.ended(word: word, on: notOwed))
            following = []
        }
        var entries = DutyEntries(own: [.dutyChanged(kind, own)])
        // Whatever settles it, what followed when its last day passed holds no longer.
        entries.add(try desk.parts(annulling: record.missed?.event, of: own.party, on: today))
        entries.add(following)
        return Filing(
            parts: entries.parts(of: record.party), subject: RecordID(record.id), seals: seals)
    }

    private var kind: DutyChange {
        switch change {
        case .discharge: .discharged
        case .extend: .extended
        case .waive: .waived
        case .end: .ended
        }
    }

    /// The duty as it is done, and the parts by which the event is entered that follows where that
    /// is late.
    private func discharged(
        _ record: DutyRecord, _ told: Discharge, _ dossier: Dossier, _ terms: DutyTerms,
        under national: Policy, _ seals: inout Seals, at desk: borrowing Desk
    ) throws -> (DutyRecord, [Filing.Part]) {
        let filedOn = try filedOn(told, terms, today: try desk.today(under: record.regime))
        let late = try desk.parts(
            following: terms.late(filedOn: filedOn), from: record, dossier, isLate: true,
            under: national)
        let note = try told.note.map {
            try seals.seal($0, purpose: "note", for: record.party, at: desk)
        }
        let discharge = DutyDischarge(
            kind: told.kind, filedOn: filedOn, evidence: told.evidence, note: note,
            event: late.event)
        return (record.settled(.discharged(discharge)), late.parts)
    }

    private func extended(
        _ extended: DutyRecord.Extension, _ terms: DutyTerms
    ) throws -> DutyRecord {
        do { return try terms.extended(extended) } catch { throw error.refusal(at: "") }
    }

    private var action: Access.Action {
        if case .discharge = change { .dischargeDuty } else { .excuseDuty }
    }

    /// The day of the filing. What a party says of its own past it must show.
    private func filedOn(
        _ told: Discharge, _ terms: DutyTerms, today: CivilDate
    ) throws(Refusal) -> CivilDate {
        let day = told.filedOn ?? today
        if let refusal = terms.refusal(ofFiling: told.kind, on: day, today: today) {
            throw refusal.refusal(at: "")
        }
        guard asking.principal.role != .employer || day == today || !told.evidence.isEmpty else {
            throw Self.evidenceNeeded(today)
        }
        return day
    }

    private func end(
        _ word: String, _ day: CivilDate, _ terms: DutyTerms, today: CivilDate
    ) throws(Refusal) -> CivilDate {
        guard day <= today else { throw Self.inFuture(today) }
        do { return try terms.notOwed(since: day, word: word) } catch {
            throw error.refusal(at: "")
        }
    }
}

extension ChangeDuty {
    private static let settled = Refusal(
        .conflict, code: "duty.settled",
        message: LocalText(
            en: "The duty is discharged, waived or ended already.", zh: "该义务已履行、免除或终止。"))
    private static let over = Refusal(
        .conflict, code: "duty.over",
        message: LocalText(
            en: "The last day of the duty is over; what is late can be discharged or waived.",
            zh: "该义务的截止日已过；逾期的义务可以履行或免除。"))

    private static func evidenceNeeded(_ today: CivilDate) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/evidence", code: "duty.evidenceNeeded",
                detail: "A filing of another day than today, \(today), is shown by evidence: name "
                    + "the documents, or have an officer enter it.")
        ])
    }

    private static func inFuture(_ today: CivilDate) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/on", code: "value.inFuture",
                detail: "Only what has happened ends a duty; today is \(today).")
        ])
    }
}
