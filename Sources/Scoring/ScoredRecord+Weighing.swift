// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What the parts of an indicator's points come to for one event, and how.
struct WeighedLine {
    let points: Points
    let note: LocalText

    init(_ weighing: EventWeighing) {
        points = weighing.weight
        let steps = weighing.trace.filter { $0.step != "weight" }.map(Self.words)
        note = LocalText(
            en: steps.map(\.en).joined(separator: ", "),
            zh: steps.map(\.zh).joined(separator: "，"))
    }

    /// Nobody can tell, and so nothing counts.
    init(_ error: AssessmentError) {
        points = .zero
        note = LocalText(
            en: "not weighed: \(error.message.en)", zh: "未能计分：\(error.message.zh)")
    }

    private static func words(_ step: TraceStep) -> LocalText {
        let input = step.input.map { "\($0.name) \(text($0.value))" }.joined(separator: " ")
        let output = text(step.output)
        let label =
            switch step.step {
            case "fixed": "固定"
            case "each": "按数"
            case "ordinal": "次数"
            case "grade": "评分"
            default: "表"
            }
        return LocalText(
            en: input.isEmpty ? "\(step.step): \(output)" : "\(step.step) (\(input)): \(output)",
            zh: input.isEmpty ? "\(label)：\(output)" : "\(label)（\(input)）：\(output)")
    }

    private static func text(_ value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return String(decoding: value.canonicalBytes, as: UTF8.self)
    }
}

/// What is worked out once of a record whose points are weighed.
struct RecordWeighing {
    /// An event of an indicator, by one version of its rule.
    struct Key: Hashable {
        let indicator: IndicatorCode
        let line: EventLine
        let ruleFrom: CivilDate
    }

    let question: AssessmentQuestion
    /// The record by which repetitions are told, or why it cannot be told.
    let precedents: Result<Precedents, AssessmentError>
}

extension ScoredRecord {
    /// What the parts of the points come to for an event; nil where the rule has none.
    ///
    /// What is not yet determined or not stated is none of it: an event that cannot be weighed
    /// brings nothing and says why.
    func weighed(
        _ line: EventLine, of code: IndicatorCode, by rule: DatedValue<IndicatorRule>,
        tablesOn: CivilDate
    ) -> WeighedLine? {
        guard let weighing = rule.weighing(of: code) else { return nil }
        let key = RecordWeighing.Key(
            indicator: code, line: line.single, ruleFrom: rule.validity.from)
        if let known = memory.weighed[key] { return known }
        let found: WeighedLine
        do {
            found = WeighedLine(try weighed(line, of: code, by: weighing, tablesOn))
        } catch {
            found = WeighedLine(error)
        }
        memory.weighed[key] = found
        return found
    }

    private func weighed(
        _ line: EventLine, of code: IndicatorCode, by rule: DatedValue<AssessmentRule>,
        _ tablesOn: CivilDate
    ) throws(AssessmentError) -> EventWeighing {
        let weighing = recordWeighing
        let group = EventGroup(
            role: role, regime: policy.code, indicator: code, state: .confirmed)
        let event = EventRecord(supposed: line, of: group, id: EventID(high: 0, low: 0))
        let precedent = Precedent(
            event: event, book: try FactBook(of: event, in: weighing.question, policy: policy),
            determinedOn: weighing.question.determination(of: event), isAskedAbout: false)
        return try EventWeighing(
            precedent, among: try weighing.precedents.get(), by: rule, tablesOn: tablesOn,
            policy: policy, explains: true)
    }

    private var recordWeighing: RecordWeighing {
        if let weighing = memory.weighing { return weighing }
        var question = AssessmentQuestion(
            party: dossier.party, role: role, history: dossier.tally.supposedEvents, events: [],
            earlierPenalties: [], determinedOn: .latest)
        question.isOfPoints = true
        let precedents: Result<Precedents, AssessmentError>
        do {
            precedents = .success(try Precedents(question, policy: policy))
        } catch {
            precedents = .failure(error)
        }
        let weighing = RecordWeighing(question: question, precedents: precedents)
        memory.weighing = weighing
        return weighing
    }
}
