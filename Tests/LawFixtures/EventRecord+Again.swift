// SPDX-License-Identifier: Apache-2.0

public import Domain

extension EventRecord {
    /// The same event under another id.
    public func again(as id: EventID) -> EventRecord {
        EventRecord(
            id: id, role: role, regime: regime, indicator: indicator, state: state,
            occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn,
            quantity: quantity, grades: grades, facts: facts,
            isVoluntaryDisclosure: isVoluntaryDisclosure, origin: origin, note: note,
            evidence: evidence, reporter: reporter, undertaking: undertaking, corrects: corrects,
            share: share)
    }
}
