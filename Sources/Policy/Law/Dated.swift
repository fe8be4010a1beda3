// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The values of one parameter of law over time: oldest first, without overlap or gap.
///
/// - Source: each value names its own in ``DatedValue/provenance``.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The parameter's name, as `bands`, or folder and code of a file.
    public let parameter: String
    /// The values, oldest first; `[from, until)` of each ends no later than the next begins.
    public let values: [DatedValue<Value>]

    init(parameter: String, values: [DatedValue<Value>]) {
        self.parameter = parameter
        self.values = values
    }

    /// The value in force on `day`.
    ///
    /// - Throws: `PolicyError.notInForce`; a missing value is never zero and never a default.
    @inlinable
    public func value(on day: CivilDate) throws(PolicyError) -> DatedValue<Value> {
        guard let value = valueInForce(on: day) else { throw .notInForce(parameter, on: day) }
        return value
    }

    /// The value in force on `day`; nil where there is none, and that is an answer.
    ///
    /// Rating asks for it event by event: it is compiled for each kind of value.
    @inlinable
    public func valueInForce(on day: CivilDate) -> DatedValue<Value>? {
        var index = values.count
        while index > 0 {
            index -= 1
            if values[index].validity.contains(day) { return values[index] }
        }
        return nil
    }

    /// The first days of values, and the days on which one ends with none behind it.
    var changeDays: [CivilDate] {
        values.map(\.validity.from) + values.compactMap(\.validity.until)
    }
}

/// One value of a parameter, when it is in force, and where it is written.
///
/// It is one object, however many rules, events and answers hold it.
public final class DatedValue<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The days in force, half-open.
    public let validity: Validity
    /// Where it is written.
    public let provenance: Provenance
    /// The value.
    public let value: Value

    init(validity: Validity, provenance: Provenance, value: Value) {
        self.validity = validity
        self.provenance = provenance
        self.value = value
    }

    /// Whether both say the same, of the same days, by the same source.
    public static func == (left: DatedValue, right: DatedValue) -> Bool {
        left === right
            || left.validity == right.validity && left.provenance == right.provenance
                && left.value == right.value
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(validity)
        hasher.combine(provenance)
        hasher.combine(value)
    }
}

/// Where a value of law comes from and how far it can be trusted.
public struct Provenance: Hashable, Sendable {
    /// How far a value has come on its way to being law.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// It is the law, or the published practice of the authority.
        case law
        /// It is what the authors of the pack propose, for want of a law.
        case proposal
    }

    /// The law and its article, or the publication.
    public let source: String
    /// Whether somebody compared the value with that source.
    public let isVerified: Bool
    /// Law, or a proposal.
    public let status: Status
    /// Why this value was chosen; always there for a proposal.
    public let why: String?

    /// The source as it is shown to people, never as more than it is: `proposal, after …` for a
    /// proposal, and `…, unverified` where nobody compared the value with it.
    public let citation: String

    init(source: String, isVerified: Bool, status: Status, why: String?) {
        self.source = source
        self.isVerified = isVerified
        self.status = status
        self.why = why
        citation =
            switch status {
            case .proposal: "proposal, after \(source)"
            case .law: isVerified ? source : "\(source), unverified"
            }
    }
}

/// One coded part of a regime, such as an indicator or a route, with its words and its values.
///
/// It is one object, however many events and answers hold it.
public final class Parameter<C: Code, Value: Hashable & Sendable>: Hashable, Sendable {
    /// The code that never changes its meaning.
    public let code: C
    /// What it is called.
    public let title: LocalText
    /// What it means, in a sentence or two.
    public let details: LocalText
    /// Its values over time.
    public let rule: Dated<Value>

    init(code: C, title: LocalText, details: LocalText, rule: Dated<Value>) {
        self.code = code
        self.title = title
        self.details = details
        self.rule = rule
    }

    /// Whether both are the same part with the same words and values.
    public static func == (left: Parameter, right: Parameter) -> Bool {
        left === right
            || left.code == right.code && left.title == right.title
                && left.details == right.details && left.rule == right.rule
    }

    /// Hashes the code, which tells parts apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// An indicator (指标).
public typealias Indicator = Parameter<IndicatorCode, IndicatorRule>
/// An override (直接判级).
public typealias BandOverride = Parameter<OverrideCode, OverrideRule>
/// A route.
public typealias Route = Parameter<RouteCode, RouteRule>
/// A table of law.
public typealias Table = Parameter<TableCode, LawTable>
/// How the events of a case are weighed.
public typealias WeighingRule = Parameter<AssessmentCode, AssessmentRule>
/// A clock of a procedure.
public typealias Clock = Parameter<ClockCode, ClockRule>
/// A paid service that is shown beside a band.
public typealias Service = Parameter<ServiceCode, ServiceRule>
