// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring

/// One notice, with a plain default for everything that a test does not say.
struct Visit {
    var policy: Policy
    var facts: [JSONValue.Member] = [.init("employees", 10)]
    var history: [EventRecord] = []
    var events: [EventRecord] = []
    var earlier: [AssessmentQuestion.EarlierPenalty] = []
    var determinedOn = day("2026-03-03")
    var barredUntil: CivilDate?
    var decisions: [EventID: [MeasureDecision]] = [:]

    init(_ events: EventRecord..., policy: Policy? = nil) throws {
        self.policy = try policy ?? WeighingPack.policy()
        self.events = events
    }

    func changed(_ change: (inout Visit) -> Void) -> Visit {
        var copy = self
        change(&copy)
        return copy
    }

    var question: AssessmentQuestion {
        AssessmentQuestion(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
                region: RegionCode("ZZ"), regime: policy.code, identifiers: [], facts: facts),
            role: .sponsor, history: history, events: events, earlierPenalties: earlier,
            determinedOn: determinedOn, barredUntil: barredUntil, decisions: decisions)
    }

    func assess() throws -> NoticeAssessment {
        try EventAssessor.assess(question, policy: policy)
    }

    /// The first event's assessment.
    func first() throws -> Assessment { try assess().assessments[0] }

    static func event(
        _ number: UInt64 = 1, _ indicator: String = "lapse", occurredOn: String = "2026-01-10",
        determinedOn: String? = "2026-03-03", state: EventState = .confirmed, quantity: Int = 1,
        grades: [JSONValue.Member] = [], facts: [JSONValue.Member] = [],
        isVoluntaryDisclosure: Bool = false, role: Role = .sponsor, regime: String = "sample"
    ) -> EventRecord {
        EventRecord(
            id: EventID(high: 3, low: number), role: role, regime: RegimeCode(regime),
            indicator: IndicatorCode(indicator), state: state, occurredOn: day(occurredOn),
            reportedOn: day(occurredOn), determinedOn: determinedOn.map { day($0) },
            quantity: quantity,
            grades: grades, facts: facts, isVoluntaryDisclosure: isVoluntaryDisclosure,
            origin: nil, note: nil, evidence: [], reporter: TokenID(high: 4, low: 1))
    }

    /// An event graded so that it weighs so much more than its ordinal.
    static func graded(
        _ number: UInt64 = 1, _ indicator: String = "lapse", benefit: Int64 = 0, harm: Int64 = 0
    ) -> EventRecord {
        event(
            number, indicator,
            grades: [.init("benefit", .integer(benefit)), .init("harm", .integer(harm))])
    }
}

extension WeighingPack {
    /// The pack in which only these measures follow from a stay, and no points.
    static func stay(bringing measures: String) -> SamplePack {
        var pack = sample
        let lines = measures.split(separator: "\n").map { "      \($0)" }
        pack.files["assessments/stays.yaml"] = """
            code: stays
            title: { en: Stays, zh: 停留 }
            description: { en: Stays, zh: 停留 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 9"
                verified: true
                indicators: [stay]
                measures:
            \(lines.joined(separator: "\n"))
            """
        return pack
    }
}

extension Measure {
    /// `fine 500.00 EUR`, `bar 1 years`, `warning`.
    var text: String { "\(code) \(size.text)" }
}

extension Measure.Size {
    var text: String {
        switch self {
        case .none: "–"
        case .amount(let money): money.amount
        case .range(let least, let most, let guideline):
            "\(least.amount)…\(most.amount) (\(guideline?.amount ?? "–"))"
        case .time(let count, let unit): "\(count) \(unit.rawValue)"
        case .timeRange(let range):
            "\(range.least)…\(range.most.map { "\($0)" } ?? "∞") \(range.unit.rawValue)"
        case .permanent: "permanent"
        }
    }
}
