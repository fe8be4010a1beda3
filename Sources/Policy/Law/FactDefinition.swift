// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A fact that the rules of a regime may ask for.
///
/// - Source: `facts.yaml` of the pack.
///
/// It is one object, which the weighing of every event asks.
public final class FactDefinition: Hashable, Sendable {
    /// Whose fact it is.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        /// The party's.
        case party
        /// A compliance event's.
        case event
        /// An indicator's own, stated by the law.
        case indicator
        /// A notice's, such as the manner of its service.
        case notice
        /// An application's for the repair of an event.
        case repair
        /// A nominee's.
        case nominee
    }

    /// What a fact may be.
    public enum Kind: Hashable, Sendable {
        /// `true` or `false`.
        case boolean
        /// A whole number.
        case integer
        /// An exact decimal.
        case decimal
        /// One of these words.
        case choice([String])
        /// A legal day, as `2026-11-20`.
        case date
        /// Any word of up to 100 characters, as the number of an inspection.
        case word
    }

    /// Its name, as `recordsComplete`.
    public let name: String
    /// Whose fact it is.
    public let subject: Subject
    /// What it may be.
    public let kind: Kind
    /// What it is called.
    public let title: LocalText
    /// How it follows from other facts where nobody stated it; nil where it does not.
    public let derivation: Dated<[DerivedRow]>?
    /// The days of an event between which it is the time; nil where it is stated.
    public let elapsed: Dated<Elapsed>?
    /// Whether the party itself can still bring it about, as a harm that it removes.
    public let isCurable: Bool

    /// One way in which a fact follows from others.
    public struct DerivedRow: Hashable, Sendable {
        /// The value.
        public let value: JSONValue
        /// When it follows.
        public let condition: Predicate
    }

    init(
        name: String, subject: Subject, kind: Kind, title: LocalText,
        derivation: Dated<[DerivedRow]>? = nil, elapsed: Dated<Elapsed>? = nil,
        isCurable: Bool = false
    ) {
        self.name = name
        self.subject = subject
        self.kind = kind
        self.title = title
        self.derivation = derivation
        self.elapsed = elapsed
        self.isCurable = isCurable
    }

    /// Whether both say the same.
    public static func == (left: FactDefinition, right: FactDefinition) -> Bool {
        (left.name, left.subject, left.kind, left.title)
            == (right.name, right.subject, right.kind, right.title)
            && (left.derivation, left.elapsed, left.isCurable)
                == (right.derivation, right.elapsed, right.isCurable)
    }

    /// Hashes the name, which with the subject tells facts apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Whether `value` is of the fact's kind.
    public func accepts(_ value: JSONValue) -> Bool {
        switch (kind, value) {
        case (.boolean, .bool), (.integer, .integer), (.decimal, .integer), (.decimal, .decimal):
            true
        case (.choice(let words), .string(let word)): words.contains(word)
        case (.date, .string(let text)): CivilDate(text) != nil
        case (.word, .string(let word)): (1...100).contains(word.count)
        default: false
        }
    }
}
