// SPDX-License-Identifier: Apache-2.0

public import Policy

/// Why no answer can be given.
///
/// - Source: none; a refusal by law is a value, never an error.
public enum ComplianceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The law has no value for a day concerned.
    case policy(PolicyError)
    /// The standing is of another role, another version of the law, or begins after the day
    /// asked about; derive one for that day from the history and ask again.
    case standingUnfit

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .policy(let error): error.description
        case .standingUnfit: "The standing does not speak for the day and the law asked about."
        }
    }
}
