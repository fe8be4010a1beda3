// SPDX-License-Identifier: Apache-2.0

public import Domain

extension DutyStanding {
    /// The event that follows where the duty was not discharged in time, as one that is confirmed;
    /// nil where none follows.
    ///
    /// - Source: `late` or `missed` of the duty's file.
    public func event(_ id: EventID, role: Role, regime: RegimeCode) -> EventRecord? {
        raised.map { raised in
            EventRecord(
                id: id, role: role, regime: regime, indicator: raised.indicator,
                state: .confirmed, occurredOn: raised.occurredOn, reportedOn: raised.occurredOn,
                quantity: raised.quantity, grades: [], facts: [], isVoluntaryDisclosure: false,
                origin: nil, note: nil, evidence: [], reporter: TokenID(high: 0, low: 0))
        }
    }
}
