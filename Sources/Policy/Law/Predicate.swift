// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A condition over the facts of a party or an event: typed, without strings of code.
///
/// A fact that nobody stated meets no comparison; `isKnown: false` asks for just that.
public indirect enum Predicate: Hashable, Sendable {
    /// Every one of these holds.
    case all([Predicate])
    /// At least one of these holds.
    case any([Predicate])
    /// This does not hold.
    case not(Predicate)
    /// A fact compares as stated.
    case fact(String, Comparison)
    /// The role is one of these.
    case role([Role])
    /// The party is of one of these kinds.
    case kind([PartyKind])
    /// The number of confirmed events up to the day, of these indicators or, when empty, of any;
    /// a condition on an event never has it.
    case count([IndicatorCode], Bounds<ExactDecimal>)
    /// A number drawn from the record lies within bounds; an unknown one never does, and a
    /// condition on an event never has it.
    case aggregate(EventAggregate, Bounds<ExactDecimal>)
    /// So much time has gone by since a day that a fact of the party states; a condition on an
    /// event never has it.
    case since(String, TimeSince)

    /// How a fact is compared.
    public enum Comparison: Hashable, Sendable {
        /// It is this value.
        case equals(JSONValue)
        /// It is one of these values.
        case isIn([JSONValue])
        /// It is a number within these bounds.
        case within(Bounds<ExactDecimal>)
        /// It was stated, or not.
        case isKnown(Bool)
    }
}

/// What a predicate is asked about.
public struct PredicateSubject {
    /// In which role.
    public let role: Role
    /// What kind of party.
    public let kind: PartyKind
    /// The facts by name.
    public let facts: [JSONValue.Member]
    /// The day asked; nil where no condition asks for time gone by.
    public let asOf: CivilDate?
    /// Counts confirmed events of these indicators; of any when empty.
    public let count: ([IndicatorCode]) -> Int
    /// Draws a number from confirmed events; nil where it is unknown.
    public let aggregate: (EventAggregate) -> ExactRatio?

    /// Makes a subject.
    public init(
        role: Role, kind: PartyKind, facts: [JSONValue.Member], asOf: CivilDate? = nil,
        aggregate: @escaping (EventAggregate) -> ExactRatio? = { _ in nil },
        count: @escaping ([IndicatorCode]) -> Int
    ) {
        self.role = role
        self.kind = kind
        self.facts = facts
        self.asOf = asOf
        self.aggregate = aggregate
        self.count = count
    }
}

extension Predicate {
    /// Whether the condition holds of `subject`.
    public func holds(of subject: PredicateSubject) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(of: subject) }
        case .any(let parts): parts.contains { $0.holds(of: subject) }
        case .not(let part): !part.holds(of: subject)
        case .fact(let name, let comparison):
            comparison.holds(of: subject.facts.first { $0.name == name }?.value)
        case .role(let roles): roles.contains(subject.role)
        case .kind(let kinds): kinds.contains(subject.kind)
        case .count(let indicators, let bounds):
            bounds.contains(
                ExactDecimal(mantissa: Int64(subject.count(indicators)), places: 0))
        case .aggregate(let aggregate, let bounds):
            subject.aggregate(aggregate).map { bounds.contains($0) } ?? false
        case .since(let name, let time): subject.meets(time, since: name)
        }
    }
}

extension PredicateSubject {
    fileprivate func meets(_ time: TimeSince, since name: String) -> Bool {
        guard let asOf, let stated = facts.first(where: { $0.name == name })?.value.day else {
            return false
        }
        return time.holds(from: stated, on: asOf)
    }
}

extension JSONValue {
    /// The day that a fact states; nil where it states none.
    package var day: CivilDate? {
        guard case .string(let text) = self else { return nil }
        return CivilDate(text)
    }
}

extension Predicate.Comparison {
    func holds(of value: JSONValue?) -> Bool {
        guard let value, value != .null else {
            if case .isKnown(let wanted) = self { return !wanted }
            return false
        }
        switch self {
        case .equals(let wanted): return value == wanted
        case .isIn(let wanted): return wanted.contains(value)
        case .isKnown(let wanted): return wanted
        case .within(let bounds):
            switch value {
            case .integer(let number):
                return bounds.contains(ExactDecimal(mantissa: number, places: 0))
            case .decimal(let number): return bounds.contains(number)
            default: return false
            }
        }
    }
}
