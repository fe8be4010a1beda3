// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A fact that the rules of a regime may ask for.
///
/// - Source: `facts.yaml` of the pack.
public struct FactDefinition: Hashable, Sendable {
    /// Whose fact it is.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        /// The party's.
        case party
        /// A compliance event's.
        case event
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
    }

    /// Its name, as `recordsComplete`.
    public let name: String
    /// Whose fact it is.
    public let subject: Subject
    /// What it may be.
    public let kind: Kind
    /// What it is called.
    public let title: LocalText

    init(name: String, subject: Subject, kind: Kind, title: LocalText) {
        self.name = name
        self.subject = subject
        self.kind = kind
        self.title = title
    }

    /// Whether `value` is of the fact's kind.
    public func accepts(_ value: JSONValue) -> Bool {
        switch (kind, value) {
        case (.boolean, .bool), (.integer, .integer), (.decimal, .integer), (.decimal, .decimal):
            true
        case (.choice(let words), .string(let word)): words.contains(word)
        default: false
        }
    }
}
