// SPDX-License-Identifier: Apache-2.0

import Domain

/// What of two versions is the same is told part by part. Of the parts that speak of single
/// indicators, each is asked about none but the events of its indicators; whatever else differs
/// touches everybody.
extension Policy {
    /// Of whom scores and overrides may differ under two versions, as they stand in one region.
    func touchOnScores(of other: Policy) -> PolicyTouch {
        let restsOnBands =
            !turns.periods.isEmpty || !other.turns.periods.isEmpty || whichLaw.overrides == .milder
        guard sharesGround(with: other), roleList == other.roleList,
            startTable == other.startTable,
            Self.isSame(scoresInOrder, other.scoresInOrder),
            Self.isSame(overridesByFact, other.overridesByFact),
            saysTheSame(as: other, in: tablesOfRates),
            !restsOnBands || bandScale == other.bandScale
        else { return .everybody }
        // Parts of points are weighed beside earlier events, which an assessment may justify.
        let weighs = hasPartsOfPoints || other.hasPartsOfPoints
        return touch(other) { code in
            scoresLike(other, of: code) && (!weighs || assessesLike(other, of: code))
        }
    }

    /// Of whom measures may differ under two versions, as they stand in one region.
    func touchOnMeasures(of other: Policy) -> PolicyTouch {
        let addsUp = turnsOfFacts.addsUpPoints
        guard sharesGround(with: other), noticeRule == other.noticeRule, clocks == other.clocks,
            calendars == other.calendars, procedure.units == other.procedure.units,
            // Points that are added up are held by the caps of groups, which stand with the start
            // scores and hold as long as there are bands.
            !addsUp || startTable == other.startTable,
            // Bands also say which of two lowered ones is the milder.
            !addsUp && whichLaw.assessments != .milder || bandScale == other.bandScale
        else { return .everybody }
        return touch(other) { code in
            assessesLike(other, of: code) && (!addsUp || scoresLike(other, of: code))
        }
    }

    /// Whether facts and justifications of events are the same in both.
    func knowsEvents(like other: Policy) -> Bool {
        sharesGround(with: other)
            && Set(indicators.keys).union(other.indicators.keys).allSatisfy { code in
                isAlike(other, code) {
                    $0.facts == $1.facts && $0.justifications == $1.justifications
                }
            }
            && assessmentsInOrder.elementsEqual(other.assessmentsInOrder) {
                $0.code == $1.code
                    && $0.rule.values.elementsEqual($1.rule.values) {
                        $0.validity == $1.validity && $0.value.indicators == $1.value.indicators
                            && $0.value.justifications == $1.value.justifications
                    }
            }
    }

    /// What both rest on: facts, and which law applies.
    private func sharesGround(with other: Policy) -> Bool {
        code == other.code && currency == other.currency && time == other.time
            && whichLaw == other.whichLaw && facts == other.facts
    }

    private func touch(
        _ other: Policy, isAlike: (IndicatorCode) -> Bool
    ) -> PolicyTouch {
        .whoever(has: Set(indicators.keys).union(other.indicators.keys).filter { !isAlike($0) })
    }

    /// Whether events of an indicator bring the same, and bring about the same overrides.
    private func scoresLike(_ other: Policy, of code: IndicatorCode) -> Bool {
        let rules = (indicators[code]?.rule, other.indicators[code]?.rule)
        return rules.0 == rules.1
            && Self.isSame(overridesByIndicator[code], other.overridesByIndicator[code])
            && saysTheSame(as: other, in: rules.0?.values.flatMap(\.value.tables) ?? [])
    }

    /// Whether events of an indicator are assessed alike: of the indicator itself only its facts
    /// and justifications are asked, and how its points are graded.
    private func assessesLike(_ other: Policy, of code: IndicatorCode) -> Bool {
        let assessments = (assessments(of: code), other.assessments(of: code))
        guard Self.isSame(assessments.0, assessments.1),
            isAlike(other, code, by: { $0.isAsked(like: $1) })
        else { return false }
        return saysTheSame(
            as: other,
            in: assessments.0.flatMap(\.rule.values).flatMap(\.value.tables))
    }

    /// Whether the rules of an indicator are alike on every day, however long each is in force.
    private func isAlike(
        _ other: Policy, _ code: IndicatorCode, by test: (IndicatorRule, IndicatorRule) -> Bool
    ) -> Bool {
        let rules = (indicators[code]?.rule, other.indicators[code]?.rule)
        let days = Set((rules.0?.changeDays ?? []) + (rules.1?.changeDays ?? []))
        return days.allSatisfy { day in
            let values = (rules.0?.valueInForce(on: day), rules.1?.valueInForce(on: day))
            guard let one = values.0, let another = values.1 else {
                return values.0 == nil && values.1 == nil
            }
            return test(one.value, another.value)
        }
    }

    /// Whether the same parts of the law say the same, whatever they are called.
    private static func isSame<C, Value>(
        _ left: [Parameter<C, Value>]?, _ right: [Parameter<C, Value>]?
    ) -> Bool {
        (left ?? []).elementsEqual(right ?? []) { $0.code == $1.code && $0.rule == $1.rule }
    }

    private func saysTheSame(as other: Policy, in codes: [TableCode]) -> Bool {
        codes.allSatisfy { tables[$0]?.rule == other.tables[$0]?.rule }
    }

    /// The tables by which rates of events count in a score.
    private var tablesOfRates: [TableCode] {
        let tables =
            (startTable?.values.map(\.value) ?? [])
            + scoresInOrder.flatMap { $0.rule.values.map(\.value.starts) }
        return tables.flatMap(\.terms.rates).map(\.table)
    }

    private var hasPartsOfPoints: Bool {
        indicators.values.contains { indicator in
            indicator.rule.values.contains { !$0.value.parts.isEmpty }
        }
    }
}

extension IndicatorRule {
    /// The parts whose sum its points are; empty where they are none.
    fileprivate var parts: [WeightPart] {
        if case .parts(let parts, _) = points { parts } else { [] }
    }

    /// The tables by which points come about, or are adjusted.
    fileprivate var tables: [TableCode] {
        parts.compactMap { if case .table(let code) = $0 { code } else { nil } }
            + adjustments.compactMap {
                if case .table(let code) = $0.percent { code } else { nil }
            }
    }

    /// Whether an assessment that asks for it is told the same.
    fileprivate func isAsked(like other: IndicatorRule) -> Bool {
        facts == other.facts && justifications == other.justifications && parts == other.parts
    }
}
