// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// The measures that a move proposes or imposes, by what the law makes of the events and what the
/// officer decided of it.
struct MeasureWeighing {
    /// What is proposed or imposed in all.
    private(set) var measures: [ProceedingMeasure] = []
    /// What is imposed; none where the move imposes nothing.
    private(set) var imposed: [ImposedMeasure] = []

    init(
        _ asked: ProceedingAsked, _ move: ProceedingMoveRule,
        _ outcome: ProceedingMoveRule.Outcome, _ maker: ProceedingMaker,
        _ question: ProceedingQuestion, _ policy: Policy
    ) throws(ProceedingRefusal) {
        let imposes = outcome.effects.contains(.impose)
        let proposes = !move.outcomes.contains { $0.effects.contains(.impose) }
        guard move.takesMeasures, imposes || proposes else { return }
        let notice: NoticeAssessment
        do {
            notice = try EventAssessor.assess(
                Self.assessment(asked, question), policy: policy)
        } catch {
            throw .assessment(error)
        }
        let found = ImposedMeasures(notice, on: question.day)
        measures = found.measures.map {
            ProceedingMeasure(kind: $0.kind, bearer: $0.bearer, size: $0.size)
        }
        guard imposes else { return }
        if let open = found.undecided { throw .undecided(open.measure, open.event) }
        guard !found.measures.isEmpty else { throw .nothingToImpose }
        imposed = found.measures
        if let named = move.noWorseThan { try checkNoWorse(than: named, question) }
        try checkNoSecondPenalty(outcome, question)
    }

    /// The events as one notice that is determined on the day, beside what the party's register
    /// tells of earlier ones.
    private static func assessment(
        _ asked: ProceedingAsked, _ question: ProceedingQuestion
    ) -> AssessmentQuestion {
        let (dossier, day) = (question.dossier, question.day)
        let own = Set(question.events.map(\.id))
        let regime = question.events.first?.regime
        var history = dossier.tally
        for event in question.events { history.remove(event) }
        let standing = dossier.sanctionsInOrder.filter { sanction in
            sanction.setAsideOn == nil && sanction.regime == regime
                && sanction.bears(on: question.role)
                && own.isDisjoint(with: sanction.events)
        }
        let penalties = standing.compactMap { sanction in
            if case .amount(let money) = sanction.size, sanction.kind == .penalty {
                AssessmentQuestion.EarlierPenalty(determinedOn: sanction.from, amount: money)
            } else {
                nil
            }
        }
        let bars = standing.filter { $0.kind == .bar }.compactMap(\.end)
        return AssessmentQuestion(
            party: dossier.party, role: question.role,
            history: history.supposedEvents.filter { $0.role == question.role },
            events: question.events, earlierPenalties: penalties, determinedOn: day,
            barredUntil: bars.max(), decisions: asked.decisions ?? [:])
    }

    /// Nobody fares worse for having spoken: what is imposed may not exceed what was told, nor be
    /// of a kind that was not told. A warning is never worse.
    private func checkNoWorse(
        than named: MoveCode, _ question: ProceedingQuestion
    ) throws(ProceedingRefusal) {
        guard let told = question.record?.moves.last(where: { $0.name == named }) else { return }
        for measure in measures where measure.kind != .warning {
            let most = told.measures.filter {
                $0.kind == measure.kind && $0.bearer == measure.bearer
            }
            guard most.contains(where: { !measure.size.exceeds($0.size) }) else {
                throw .graver(measure.kind, than: named)
            }
        }
    }

    /// One act, no two fines, in whichever proceeding the first was imposed.
    ///
    /// - Source: the law of each regime knows the rule under its own name, as China's
    ///   Administrative Penalty Law 2021, art. 29.
    private func checkNoSecondPenalty(
        _ outcome: ProceedingMoveRule.Outcome, _ question: ProceedingQuestion
    ) throws(ProceedingRefusal) {
        guard imposed.contains(where: { $0.kind == .penalty && $0.bearer == .party }) else {
            return
        }
        // What the same decision sets aside is no first penalty.
        let replaced = outcome.effects.contains(.setAside) ? question.record?.id : nil
        for sanction in question.dossier.sanctionsInOrder
        where sanction.kind == .penalty && sanction.bearer == .party
            && sanction.setAsideOn == nil
            && (replaced == nil || sanction.proceeding != replaced)
        {
            if let event = sanction.events.first(where: { id in
                question.events.contains { $0.id == id }
            }) {
                throw .secondPenalty(event, sanction.id)
            }
        }
    }
}

extension SanctionSize {
    /// Whether it is larger than another one, or cannot be held against it.
    fileprivate func exceeds(_ other: SanctionSize) -> Bool {
        switch (self, other) {
        case (_, .permanent), (.none, _): false
        case (.amount(let money), .amount(let most)), (.amount(let money), .amounts(_, let most)):
            money.currency != most.currency || money.minorUnits > most.minorUnits
        case (.time(let count, let unit), .time(let most, let other)):
            unit != other || count > most
        case (.time(let count, let unit), .times(_, let most, let other)):
            unit != other || most.map { count > $0 } ?? false
        default: true
        }
    }
}
