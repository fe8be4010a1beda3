// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy

/// Puts together what a move enters: the move itself, and what it does to events and sanctions.
struct ProceedingFiling {
    private let dossier: Dossier
    private let actor: Actor
    private let day: CivilDate
    private var seals = Seals()
    /// What is entered with other parties, whom the events reach.
    private var others: [Filing.Part] = []
    /// What is entered with the party besides the move.
    private var bodies: [EntryBody] = []

    init(dossier: Dossier, actor: Actor, day: CivilDate) {
        self.dossier = dossier
        self.actor = actor
        self.day = day
    }

    /// The move, with its texts sealed. Reasons that stand with a decision are texts, too.
    mutating func move(
        _ statement: ProceedingStatement, _ asked: ProceedingAsked, _ step: ProceedingStep,
        at desk: borrowing Desk
    ) throws -> ProceedingMove {
        var texts: [ProceedingText] = []
        let reasons = (statement.decisions ?? [:]).sorted { $0.key < $1.key }
            .flatMap { event, decisions in
                decisions.compactMap { decision in
                    decision.reason.map { ("reason/\(event)/\(decision.measure)", $0) }
                }
            }
        for (field, text) in statement.texts.map({ ($0.field, $0.text) }) + reasons {
            let sealed = try seals.seal(
                text, purpose: "proceeding", for: dossier.party.id, at: desk)
            texts.append(
                ProceedingText(
                    field: field, text: sealed,
                    isInternal: step.internalFields.contains(field)))
        }
        return ProceedingMove(
            name: asked.move, outcome: step.outcome, day: day, actor: actor, state: step.state,
            isFinal: step.isFinal, dueOn: step.dueOn, lapses: step.lapses, days: step.days,
            facts: asked.facts, texts: texts, evidence: asked.evidence, measures: step.measures)
    }

    /// Everything that is entered; the move comes first, and the part of the party last.
    mutating func filing(
        _ body: EntryBody, _ record: ProceedingRecord, _ events: [EventRecord],
        _ step: ProceedingStep, at desk: borrowing Desk
    ) throws -> Filing {
        let imposed = dossier.sanctionsInOrder.filter { $0.proceeding == record.id }
        for effect in step.effects {
            switch effect {
            case .confirmEvents: try confirm(events)
            case .annulEvents: try annul(events)
            case .impose, .suspend: impose(step.imposed, record, at: desk)
            case .lift, .setAside, .stay, .resume:
                bodies += imposed.compactMap { $0.changed(by: effect, on: day) }
            }
        }
        let own = Filing.Part(party: dossier.party.id, bodies: [body] + bodies)
        return Filing(parts: others + [own], subject: RecordID(record.id), seals: seals)
    }

    private mutating func confirm(_ events: [EventRecord]) throws(Refusal) {
        for event in events where event.state == .alleged {
            try demandNone(
                ConfirmRules.refusals(of: event, by: actor.token ?? .none, on: day))
            enter(
                event.parts(
                    determining: dossier.party.id, .eventConfirmed(event.id, on: day)
                ) { [day] in .eventConfirmed($0, on: day) })
        }
    }

    private mutating func annul(_ events: [EventRecord]) throws(Refusal) {
        for event in events where event.state != .annulled {
            try demandNone(
                AnnulRules.refusals(of: event, by: actor.token ?? .none, on: day))
            enter(
                event.parts(
                    determining: dossier.party.id,
                    .eventAnnulled(event.id, on: day, reason: nil)
                ) { [day] in .eventAnnulled($0, on: day, reason: nil) })
        }
    }

    private func demandNone(_ refusals: [EventRefusal]) throws(Refusal) {
        if let first = refusals.first { throw Refusal(ProceedingRefusal.event(first)) }
    }

    /// Takes in what a determination enters, whose last part is the party's own.
    private mutating func enter(_ parts: [Filing.Part]) {
        others += parts.dropLast()
        bodies += parts.last?.bodies ?? []
    }

    private mutating func impose(
        _ measures: [ImposedMeasure], _ record: ProceedingRecord, at desk: borrowing Desk
    ) {
        for measure in measures {
            let sanction = SanctionRecord(
                id: desk.newID(), kind: measure.kind, regime: record.regime,
                roles: [record.role], from: measure.from, until: measure.until,
                provision: measure.provision, isPublished: measure.isPublished,
                bearer: measure.bearer, size: measure.size, band: measure.band,
                shownUntil: measure.shownUntil, proceeding: record.id, events: measure.events,
                note: nil, officer: actor.token ?? .none)
            bodies.append(.sanctionImposed(sanction))
        }
    }
}

extension SanctionRecord {
    /// What an effect of a move enters of a sanction that its proceeding imposed; nil where it
    /// changes nothing.
    fileprivate func changed(
        by effect: ProceedingMoveRule.Effect, on day: CivilDate
    ) -> EntryBody? {
        guard setAsideOn == nil else { return nil }
        let isStayed = stays.last.map { $0.until == nil } ?? false
        switch effect {
        case .lift:
            guard liftedOn == nil, end.map({ day < $0 }) ?? true else { return nil }
            return .sanctionLifted(id, on: max(day, from), reason: nil)
        case .setAside: return .sanctionSetAside(id, on: day)
        case .stay:
            guard !isStayed else { return nil }
            return Validity(from: day).map { .sanctionStayed(id, during: $0) }
        case .resume: return isStayed ? .sanctionResumed(id, on: day) : nil
        case .confirmEvents, .annulEvents, .impose, .suspend: return nil
        }
    }
}

extension Refusal {
    /// What `ask` gives; a refusal of the rules becomes one of these.
    static func demanding<Value>(
        _ ask: () throws(ProceedingRefusal) -> Value
    ) throws(Refusal) -> Value {
        do { return try ask() } catch { throw Refusal(error) }
    }

    /// A refusal by the rules of a proceeding, with the member at fault where there is one.
    init(_ refusal: ProceedingRefusal) {
        let kind: Kind =
            switch refusal {
            case .makerOther, .seatOther, .sameHand: .forbidden
            case .moveUnknown: .notFound
            case .stateOther, .eventTaken, .secondPenalty: .conflict
            case .roleOther, .eventsNeeded, .eventUnfit, .early, .clockNotStarted, .late,
                .barredByTime, .outcomeNeeded, .fieldMissing, .fieldUnknown, .fact,
                .dayOutOfRange, .eventOther, .undecided, .nothingToImpose, .graver, .assessment,
                .event:
                .rule
            }
        let fault = InputFault(
            pointer: refusal.pointer, code: refusal.code, detail: refusal.message.en)
        self.init(
            kind, code: refusal.code, message: refusal.message,
            faults: refusal.pointer.isEmpty ? [] : [fault])
    }
}
