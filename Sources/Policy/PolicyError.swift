// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Why the law gives no answer.
public enum PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No value of this parameter is in force on the day; ask about another day or another
    /// version of the regime.
    case notInForce(String, on: CivilDate)
    /// This version of the regime has no such parameter.
    case unknown(String)

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .notInForce(let parameter, let day):
            "No value of “\(parameter)” is in force on \(day)."
        case .unknown(let parameter): "This version of the regime has no “\(parameter)”."
        }
    }
}
