// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// What the law allows to be done about a duty of the register, and what follows.
///
/// - Source: the duty's file of the pack, as in force on the day on which it was raised.
public struct DutyTerms: Sendable {
    private let record: DutyRecord
    private let party: PartyRecord
    private let rule: DatedValue<DutyRule>
    private let policy: Policy

    /// Takes what the law at the party's seat says of a duty.
    ///
    /// - Throws: `PolicyError` where it has no such duty on the day.
    public init(
        of record: DutyRecord, _ party: PartyRecord, policy: Policy
    ) throws(PolicyError) {
        self.record = record
        self.party = party
        self.policy = policy
        rule = try policy.procedure.duty(record.duty, on: record.raisedOn)
    }

    /// How many days before the last one the party is reminded, the earliest first.
    public var remindDays: [Int] { rule.value.remindDays }

    /// The duty with its days as the law tells them now.
    public var toldAnew: DutyRecord { DutyDays.toldAnew(record, of: party, policy: policy) }

    /// What stands against a filing of a kind on a day; nil where nothing does.
    public func refusal(
        ofFiling kind: String, on day: CivilDate, today: CivilDate
    ) -> ProcedureRefusal? {
        if !rule.value.dischargedBy.contains(kind) {
            return .kindUnknown(kind, known: rule.value.dischargedBy)
        }
        if day > today { return .dayInFuture("filedOn", asOf: today) }
        return day < record.raisedOn ? .filedBeforeRaised(record.raisedOn) : nil
    }

    /// The event that follows where the duty is discharged on a day; nil where none does.
    public func late(filedOn day: CivilDate) -> DutyStanding.Raised? {
        guard day > record.lastDay else { return nil }
        return rule.value.late?.raised(
            after: record.lastDay, daysLate: day.days(since: record.lastDay))
    }

    /// The event that follows where the last day passed; nil where none does.
    public var missed: DutyStanding.Raised? {
        rule.value.missed?.raised(after: record.lastDay, daysLate: 1)
    }

    /// The duty, put off to a day by the authority.
    ///
    /// - Throws: `AssessmentError.procedure` where the law does not allow it, or not so far.
    public func extended(
        _ extended: DutyRecord.Extension
    ) throws(AssessmentError) -> DutyRecord {
        guard let length = rule.value.extensionMost else { throw .procedure(.notPutOff) }
        let due = try DutyDays.dueDay(
            rule, record.raisedOn, of: party, role: record.role, facts: record.facts, policy)
        let most = try DayCount(length, from: record.dueOn, .stays, due.calendar).day
        guard extended.to > record.lastDay, extended.to <= most else {
            throw .procedure(.putOffTo(from: record.lastDay, most: most))
        }
        let last = due.moved(extended.to)
        return record.extended(extended, lastDay: last.day, isProvisional: last.isProvisional)
    }

    /// What stands against a waiver; nil where nothing does.
    public var refusalOfWaiver: ProcedureRefusal? {
        rule.value.isWaivable ? nil : .notLetOff
    }

    /// The first day on which the duty is owed no longer, where what ends it happened on a day.
    ///
    /// - Throws: `ProcedureRefusal` where the law ends it by no such word, or not before its last
    ///   day is over.
    public func notOwed(
        since day: CivilDate, word: String
    ) throws(ProcedureRefusal) -> CivilDate {
        guard let end = rule.value.end, end.words.contains(word) else {
            throw .endsOtherwise(word, known: rule.value.end?.words ?? [])
        }
        let notOwed = end.notOwed(since: day)
        guard notOwed <= record.lastDay else { throw .owedThrough(notOwed, record.lastDay) }
        return notOwed
    }
}

extension DutyStanding.Raised {
    /// The event, confirmed on the day on which it counts, however late that is entered.
    ///
    /// - Source: `late` or `missed` of the duty's file.
    public func event(
        _ id: EventID, of record: DutyRecord, on undertaking: UndertakingID?, isLate: Bool
    ) -> EventRecord {
        EventRecord(
            id: id, role: record.role, regime: record.regime, indicator: indicator,
            state: .confirmed, occurredOn: occurredOn, reportedOn: occurredOn,
            quantity: quantity, grades: [], facts: [], isVoluntaryDisclosure: false,
            origin: EventOrigin(
                system: EventOrigin.ofDuties, id: isLate ? "\(record.id).late" : "\(record.id)"),
            note: nil, evidence: [], reporter: TokenID(high: 0, low: 0),
            undertaking: undertaking)
    }
}

extension EventOrigin {
    /// The system that reports what follows from duties: the register itself. Its id for an event
    /// is the duty's, so that no duty is missed twice.
    public static let ofDuties = "probity.duties"
}
