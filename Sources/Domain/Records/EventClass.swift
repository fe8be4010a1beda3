// SPDX-License-Identifier: Apache-2.0

/// What a rule may see of a compliance event. Events of one class weigh the same under any law,
/// so a score needs to know only how many of each class a party has.
public struct EventClass: Hashable, Sendable {
    /// In which role the party acted.
    public let role: Role
    /// Under which regime the indicator stands.
    public let regime: RegimeCode
    /// The indicator (指标).
    public let indicator: IndicatorCode
    /// Whether it counts.
    public let state: EventState
    /// The day it happened.
    public let occurredOn: CivilDate
    /// The day it was reported.
    public let reportedOn: CivilDate
    /// The day it was confirmed or annulled; nil while alleged.
    public let determinedOn: CivilDate?
    /// How many of it: persons, days or instances, as the indicator says.
    public let quantity: Int
    /// Whether the party disclosed it before the authority knew.
    public let isVoluntaryDisclosure: Bool
    /// An officer's grades by criterion, sorted by name.
    public let grades: [JSONValue.Member]
    /// Facts that rules ask for, sorted by name.
    public let facts: [JSONValue.Member]

    /// The class of an event.
    public init(_ event: EventRecord) {
        role = event.role
        regime = event.regime
        indicator = event.indicator
        state = event.state
        occurredOn = event.occurredOn
        reportedOn = event.reportedOn
        determinedOn = event.determinedOn
        quantity = event.quantity
        isVoluntaryDisclosure = event.isVoluntaryDisclosure
        grades = event.grades
        facts = event.facts
    }

    /// Puts a class together from its stored parts; `particulars` as written.
    ///
    /// - Throws: `RecordError` when the particulars are not what `particulars` writes.
    public init(
        role: Role, regime: RegimeCode, indicator: IndicatorCode, state: EventState,
        occurredOn: CivilDate, reportedOn: CivilDate, determinedOn: CivilDate?, quantity: Int,
        isVoluntaryDisclosure: Bool, particulars: [UInt8]?
    ) throws(RecordError) {
        self.role = role
        self.regime = regime
        self.indicator = indicator
        self.state = state
        self.occurredOn = occurredOn
        self.reportedOn = reportedOn
        self.determinedOn = determinedOn
        self.quantity = quantity
        self.isVoluntaryDisclosure = isVoluntaryDisclosure
        guard let particulars else {
            grades = []
            facts = []
            return
        }
        guard let value = try? JSONValue(parsing: particulars) else { throw RecordError() }
        grades = Self.members(value["grades"])
        facts = Self.members(value["facts"])
    }

    /// Grades and facts as canonical JSON; nil where there are none.
    public var particulars: [UInt8]? {
        guard !grades.isEmpty || !facts.isEmpty else { return nil }
        return JSONValue.object(present: [
            ("facts", facts.isEmpty ? nil : .object(facts)),
            ("grades", grades.isEmpty ? nil : .object(grades)),
        ]).canonicalBytes
    }

    /// What tells one class from another: its parts as text, a line each, in the order of the
    /// columns they are stored in. Its SHA-256 is the key of a stored row.
    public var keyBytes: [UInt8] {
        let lines = [
            role.rawValue, regime.text, indicator.text, state.rawValue, occurredOn.description,
            reportedOn.description, determinedOn?.description ?? "", String(quantity),
            String(isVoluntaryDisclosure), "",
        ]
        return Array(lines.joined(separator: "\n").utf8) + (particulars ?? [])
    }

    private static func members(_ value: JSONValue?) -> [JSONValue.Member] {
        if case .object(let members)? = value { members } else { [] }
    }
}
