// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy

/// A proceeding that stands in some state, with the clocks of one move run out long ago or far
/// ahead, so that it is neither early nor late.
struct ProceedingScene {
    let question: ProceedingQuestion

    init(
        policy: Policy, code: ProceedingCode, rule: ProceedingRule, state: StateCode,
        move: ProceedingMoveRule,
        madeBy: (move: MoveCode, token: TokenID)? = nil, reporter: TokenID? = nil,
        today: CivilDate
    ) {
        let role = rule.roles[0]
        let days =
            [move.notBefore?.day].compactMap(\.self)
            .map { Self.day($0, today.adding(days: -10)) }
            + [move.notAfter].compactMap(\.self).map { Self.day($0, today.adding(days: 10)) }
        let officer = Actor(token: madeBy?.token, role: .regulator, authority: AuthorityCode("a"))
        let first = ProceedingMove(
            name: madeBy?.move ?? rule.opening.name, day: today.adding(days: -20),
            actor: officer, state: state, isFinal: rule.state(state)?.isFinal ?? false,
            days: days)
        let event = EventRecord(
            id: EventID(high: 3, low: 3), role: role, regime: policy.code,
            indicator: IndicatorCode("none"), state: .alleged,
            occurredOn: today.adding(days: -40), reportedOn: today.adding(days: -30),
            quantity: 1, grades: [], facts: [], isVoluntaryDisclosure: false, origin: nil,
            note: nil, evidence: [], reporter: reporter ?? TokenID(high: 5, low: 5))
        let record = ProceedingRecord(
            id: ProceedingID(high: 4, low: 4), kind: rule.kind, regime: policy.code, code: code,
            role: role, authority: AuthorityCode("a"), events: [event.id], moves: [first])
        question = ProceedingQuestion(
            dossier: Dossier(
                party: PartyRecord(
                    id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"),
                    town: nil, region: RegionCode("ZZ"), regime: policy.code, identifiers: [],
                    facts: [])),
            record: record, code: code, role: role, events: [event], day: today)
    }

    private static func day(
        _ reference: ProceedingRule.DayReference, _ day: CivilDate
    ) -> ProceedingDay {
        ProceedingDay(
            clock: reference.clock, step: reference.step, day: day, isProvisional: false)
    }

    /// Whether it is about where the proceeding stands, who asks and when, and not about what is
    /// stated.
    static func isOfPlace(_ refusal: ProceedingRefusal) -> Bool {
        switch refusal {
        case .roleOther, .eventsNeeded, .eventUnfit, .eventTaken, .moveUnknown, .stateOther,
            .makerOther, .seatOther, .sameHand, .early, .clockNotStarted, .late, .barredByTime:
            true
        case .outcomeNeeded, .fieldMissing, .fieldUnknown, .fact, .dayOutOfRange, .eventOther,
            .undecided, .nothingToImpose, .graver, .secondPenalty, .assessment, .event:
            false
        }
    }
}
