// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// The days of a duty as the register keeps them.
///
/// - Source: the due rule of the duty's file, as in force on the day that raised it, and its clock
///   and calendar.
public enum DutyDays {
    /// The last day of a duty that is raised on a day, and whether it may become later.
    ///
    /// - Throws: `PolicyError` where the law has no such duty or clock on the day;
    ///   `AssessmentError.procedure` where what is told of its clock is not what the law allows.
    public static func due(
        _ duty: DutyCode, raisedOn day: CivilDate, of party: PartyRecord, role: Role,
        facts: [JSONValue.Member] = [], policy: Policy
    ) throws(AssessmentError) -> (day: CivilDate, isProvisional: Bool) {
        let rule = try AssessmentError.asking { () throws(PolicyError) in
            try policy.procedure.duty(duty, on: day)
        }
        let due = try dueDay(rule, day, of: party, role: role, facts: facts, policy)
        return (due.day, due.isProvisional)
    }

    /// The duty with the days that the law tells now, where those it was told with are
    /// provisional: later ones, never earlier ones, and no longer provisional once the calendar is
    /// published. The same duty where there is nothing to tell anew.
    public static func toldAnew(
        _ record: DutyRecord, of party: PartyRecord, policy: Policy
    ) -> DutyRecord {
        guard record.isProvisional, record.settlement == nil, record.missed == nil,
            let rule = try? policy.procedure.duty(record.duty, on: record.raisedOn),
            let due = try? dueDay(
                rule, record.raisedOn, of: party, role: record.role, facts: record.facts, policy)
        else { return record }
        let lawful = (day: due.day, isProvisional: due.isProvisional)
        let last = record.extended.map { due.moved($0.to) } ?? lawful
        return record.moved(
            dueOn: max(due.day, record.dueOn), lastDay: max(last.day, record.lastDay),
            isProvisional: last.isProvisional)
    }

    static func dueDay(
        _ rule: DatedValue<DutyRule>, _ day: CivilDate, of party: PartyRecord, role: Role,
        facts: [JSONValue.Member], _ policy: Policy
    ) throws(AssessmentError) -> DueDay {
        let question = AssessmentQuestion(
            party: party, role: role, history: [], events: [], earlierPenalties: [],
            determinedOn: day)
        return try DueDay(
            rule.value.due, from: day, for: question, facts: facts,
            source: rule.provenance.citation, policy: policy)
    }
}
