// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What a regime says of procedure beside its clocks: duties, repair, display, shared liability,
/// proceedings, and the units in which amounts are told.
///
/// - Source: `units.yaml` and the folders `duties`, `repairs`, `displays`, `sharing` and
///   `proceedings` of the pack.
public struct ProcedureLaw: Hashable, Sendable {
    /// Who owes what by when.
    public internal(set) var duties: [DutyCode: Duty] = [:]
    /// How what an event did is repaired.
    public internal(set) var repairs: [RepairCode: Repair] = [:]
    /// How long an event is displayed.
    public internal(set) var displays: [DisplayCode: Display] = [:]
    /// Whom events reach beside the party they are about.
    public internal(set) var sharings: [SharingCode: Sharing] = [:]
    /// The proceedings: their states and moves.
    public internal(set) var proceedings: [ProceedingCode: Proceeding] = [:]
    /// The units of amounts.
    public internal(set) var units: [UnitCode: AmountUnit] = [:]

    init() {}

    /// A duty.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such duty.
    public func duty(
        _ code: DutyCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<DutyRule> {
        guard let duty = duties[code] else { throw .unknown("duties/\(code)") }
        return try duty.rule.value(on: day)
    }

    /// A kind of proceeding.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such proceeding.
    public func proceeding(
        _ code: ProceedingCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<ProceedingRule> {
        guard let proceeding = proceedings[code] else { throw .unknown("proceedings/\(code)") }
        return try proceeding.rule.value(on: day)
    }

    /// The amount of a unit.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such unit.
    public func unit(
        _ code: UnitCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<ExactDecimal> {
        guard let unit = units[code] else { throw .unknown("units/\(code)") }
        return try unit.amounts.value(on: day)
    }

    /// The amount of a unit by which a later day judges what was done on an earlier one.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such unit.
    public func unit(
        _ code: UnitCode, since act: CivilDate, on decision: CivilDate
    ) throws(PolicyError) -> DatedValue<ExactDecimal> {
        guard let unit = units[code] else { throw .unknown("units/\(code)") }
        guard let value = unit.amounts.judging(since: act, on: decision) else {
            throw .notInForce("units/\(code)", on: decision)
        }
        return value
    }

    /// How events of an indicator are repaired; nil where they are not.
    public func repair(
        of indicator: IndicatorCode, on day: CivilDate
    ) -> (repair: Repair, rule: DatedValue<RepairRule>)? {
        for repair in repairs.values.sorted(by: { $0.code < $1.code }) {
            guard let rule = try? repair.rule.value(on: day),
                rule.value.indicators.isEmpty || rule.value.indicators.contains(indicator)
            else { continue }
            return (repair, rule)
        }
        return nil
    }

    /// How long events of an indicator are displayed; nil where the law says nothing.
    public func display(
        of indicator: IndicatorCode, on day: CivilDate
    ) -> (display: Display, rule: DatedValue<DisplayRule>)? {
        for display in displays.values.sorted(by: { $0.code < $1.code }) {
            guard let rule = try? display.rule.value(on: day),
                rule.value.indicators.isEmpty || rule.value.indicators.contains(indicator)
            else { continue }
            return (display, rule)
        }
        return nil
    }

    /// The days on which one of its values begins or ends; a proceeding turns no rating, and is
    /// left out.
    var changeDays: [CivilDate] {
        var days: [CivilDate] = []
        days += duties.values.flatMap(\.rule.changeDays)
        days += repairs.values.flatMap(\.rule.changeDays)
        days += displays.values.flatMap(\.rule.changeDays)
        days += sharings.values.flatMap(\.rule.changeDays)
        days += units.values.flatMap(\.amounts.changeDays)
        return days
    }

    /// The days on which a value of a proceeding begins or ends.
    var proceedingChangeDays: [CivilDate] { proceedings.values.flatMap(\.rule.changeDays) }
}

/// A duty and its rule over time.
public typealias Duty = Parameter<DutyCode, DutyRule>
/// A way of repair and its rule over time.
public typealias Repair = Parameter<RepairCode, RepairRule>
/// A rule of display over time.
public typealias Display = Parameter<DisplayCode, DisplayRule>

/// A unit in which amounts are told, with its amount over time.
///
/// - Source: `units.yaml` of the pack.
public struct AmountUnit: Hashable, Sendable {
    /// Its code, as `penaltyUnit`.
    public let code: UnitCode
    /// What it is called.
    public let title: LocalText
    /// How much one is, in the regime's currency.
    public let amounts: Dated<ExactDecimal>
}

/// An amount told in units: so many, times what multiplies it, or a fraction of that.
///
/// - Source: the assessment's file of the pack; for Australia the Crimes Act 1914, ss. 4AA and 4B.
public struct UnitAmount: Hashable, Sendable {
    /// What multiplies the amount where it holds.
    public struct Factor: Hashable, Sendable {
        /// When.
        public let condition: Predicate
        /// By how much.
        public let factor: Int
    }

    /// How many units.
    public let count: ExactDecimal
    /// Of what.
    public let unit: UnitCode
    /// What multiplies it; each that holds does.
    public let factors: [Factor]
    /// The numerator of the fraction that is taken.
    public let numerator: Int
    /// Its denominator.
    public let denominator: Int
}
