// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension GoldenCaseRun {
    /// What comes out otherwise than the case expects of weights, measures and clocks.
    static func weighingDifferences(
        _ goldenCase: GoldenCase, _ policy: Policy
    ) throws -> [String] {
        var found: [String] = []
        let expected = goldenCase.expected
        if expected.assessments != nil || expected.total != nil {
            let notice = try EventAssessor.assess(
                goldenCase.question(policy, events: goldenCase.events), policy: policy)
            found += differences(expected.assessments, notice.assessments)
            found += differences(expected.total, notice)
        }
        for clock in expected.clocks ?? [] {
            found += try differences(clock, goldenCase, policy)
        }
        let question = goldenCase.question(policy, events: goldenCase.events)
        return try found + procedureDifferences(goldenCase, question, policy)
    }

    private static func differences(
        _ wanted: [GoldenCase.ExpectedAssessment]?, _ got: [Assessment]
    ) -> [String] {
        guard let wanted else { return [] }
        guard wanted.map(\.event) == got.map(\.event) else {
            return ["assessments: expected \(wanted.count), in order; got \(got.count)"]
        }
        return zip(wanted, got).enumerated().flatMap { index, pair -> [String] in
            let (wanted, got) = pair
            var found: [String] = []
            let name = "assessment \(index + 1)"
            if let points = wanted.points, points != got.points {
                found.append("\(name), points: expected \(points), got \(got.points)")
            }
            if let isJustified = wanted.isJustified, isJustified != (got.justification != nil) {
                found.append("\(name), justified: expected \(isJustified), got \(!isJustified)")
            }
            if let measures = wanted.measures {
                let actual = got.measures.map { MeasureSeen($0) }
                found += differences("\(name), measures", measures, actual)
            }
            if let allowed = wanted.allowed {
                let actual = got.allowed.map { MeasureSeen($0) }
                found += differences("\(name), allowed", allowed, actual)
            }
            return found
        }
    }

    private static func differences(
        _ name: String, _ wanted: [GoldenCase.ExpectedMeasure], _ got: [MeasureSeen]
    ) -> [String] {
        let codes = [wanted.map(\.code.text), got.map(\.code)].map {
            $0.isEmpty ? "none" : $0.joined(separator: ", ")
        }
        guard codes[0] == codes[1] else {
            return ["\(name): expected \(codes[0]), got \(codes[1])"]
        }
        return zip(wanted, got).flatMap { $1.differences(name, from: $0) }
    }

    private static func differences(
        _ wanted: GoldenCase.ExpectedTotal?, _ got: NoticeAssessment
    ) -> [String] {
        guard let wanted else { return [] }
        var found: [String] = []
        for kind in MeasureRule.Kind.allCases {
            guard let measure = wanted.measures[kind] else { continue }
            let total = got.totals.first { $0.kind == kind }.map { MeasureSeen($0) }
            found += (total ?? .nothing(kind)).differences("total", from: measure)
        }
        if let isPublished = wanted.isPublished, isPublished != got.isPublished {
            let actual = got.isPublished.map { "\($0)" } ?? "none"
            found.append("published: expected \(isPublished), got \(actual)")
        }
        return found
    }

    private static func differences(
        _ wanted: GoldenCase.ExpectedClock, _ goldenCase: GoldenCase, _ policy: Policy
    ) throws -> [String] {
        guard let notice = goldenCase.notices.first(where: { $0.name == wanted.notice }),
            let clock = notice.clock, let begins = notice.begins
        else { return ["clocks: the case has no clock for the notice “\(wanted.notice)”"] }
        let events = goldenCase.events.filter { notice.events.contains($0.id) }
        let run = try ClockRunning.run(
            clock, from: begins, for: goldenCase.question(policy, events: events),
            policy: policy, circumstances: notice.circumstances)
        return wanted.days.sorted { $0.key < $1.key }.compactMap { name, day in
            let got = run.steps.first { $0.name == name }?.day
            guard got != day else { return nil }
            let actual = got.map { "\($0)" } ?? "none"
            return "clock \(wanted.notice), \(name): expected \(day), got \(actual)"
        }
    }
}

extension GoldenCase {
    /// What the case asks of a notice about some of its events.
    func question(_ policy: Policy, events: [EventRecord]) -> AssessmentQuestion {
        AssessmentQuestion(
            party: dossier.party, role: role, history: history, events: events,
            earlierPenalties: notices.compactMap { notice in
                guard let determinedOn = notice.determinedOn, let penalty = notice.penalty else {
                    return nil
                }
                return .init(determinedOn: determinedOn, amount: penalty)
            }, determinedOn: asOf, barredUntil: notices.compactMap(\.barUntil).max(),
            decisions: decisions)
    }
}

/// A measure or a total in the words of a case.
private struct MeasureSeen {
    let code: String
    let size: GoldenCase.ExpectedSize
    let band: BandCode?
    let from: CivilDate?
    let until: CivilDate?
    let shownUntil: CivilDate?

    init(_ measure: Measure) {
        code = measure.code.text
        size = .init(measure.size)
        band = measure.band
        from = measure.from
        until = measure.until
        shownUntil = measure.shownUntil
    }

    init(_ total: NoticeTotal) {
        code = total.kind.rawValue
        size = .init(total.imposed)
        band = nil
        from = total.from
        until = total.until
        shownUntil = total.shownUntil
    }

    private init(_ kind: MeasureRule.Kind) {
        code = kind.rawValue
        size = .nothing
        band = nil
        (from, until, shownUntil) = (nil, nil, nil)
    }

    static func nothing(_ kind: MeasureRule.Kind) -> MeasureSeen { MeasureSeen(kind) }

    func differences(_ name: String, from wanted: GoldenCase.ExpectedMeasure) -> [String] {
        var found: [String] = []
        if wanted.size != size {
            found.append("\(name), \(code): expected \(wanted.size.text), got \(size.text)")
        }
        if let expected = wanted.band, expected != band {
            let actual = band.map { "\($0)" } ?? "none"
            found.append("\(name), \(code), band: expected \(expected), got \(actual)")
        }
        for (member, day, got) in [
            ("from", wanted.from, from), ("until", wanted.until, until),
            ("shownUntil", wanted.shownUntil, shownUntil),
        ] {
            guard let day, day != got else { continue }
            let actual = got.map { "\($0)" } ?? "none"
            found.append("\(name), \(code), \(member): expected \(day), got \(actual)")
        }
        return found
    }
}

extension GoldenCase.ExpectedSize {
    fileprivate init(_ size: Measure.Size) {
        func amount(_ money: Money) -> ExactDecimal {
            ExactDecimal(mantissa: money.minorUnits, places: 2)
        }
        switch size {
        case .none: self = .plain
        case .amount(let money): self = .amount(amount(money))
        case .range(let least, let most, _): self = .range(amount(least), amount(most))
        case .time(let count, let unit): self = .time(count, unit)
        case .timeRange(let range):
            self = .timeRange(range.least, range.most, range.unit)
        case .permanent: self = .permanent
        }
    }

    fileprivate var text: String {
        switch self {
        case .nothing: "none"
        case .plain: "no size"
        case .amount(let amount): "\(amount)"
        case .range(let least, let most): "\(least) to \(most)"
        case .time(let count, let unit): "\(count) \(unit.rawValue)"
        case .timeRange(let least, let most, let unit):
            "\(least) to \(most.map { "\($0)" } ?? "any number of") \(unit.rawValue)"
        case .permanent: "permanent"
        }
    }
}
