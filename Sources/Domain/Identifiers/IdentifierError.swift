// SPDX-License-Identifier: Apache-2.0

/// Why a text is no identifier: the scheme, what is wrong, and the cure.
///
/// It never repeats the text: a sole trader's number is personal data.
public struct IdentifierError: Error, Hashable, Sendable {
    /// The scheme the text was read by; `nil` if none was recognised.
    public let scheme: IdentifierScheme?

    /// What is wrong.
    public let fault: Fault

    /// The kinds of fault, in the order in which they are looked for.
    public enum Fault: Hashable, Sendable {
        /// There is no `scheme:` before the value.
        case schemeMissing
        /// The word before the colon is not a scheme of ours.
        case schemeUnknown
        /// There is no value.
        case empty
        /// The value has `found` characters where the scheme has another number.
        case length(found: Int)
        /// The character at `position`, counted from 1, cannot stand there.
        case character(position: Int)
        /// The letters or digits at the start are none that are issued.
        case prefix
        /// The letters after a Canadian business number are no program.
        case programAccount
        /// The check digits do not follow from the others.
        case checkDigits
    }

    init(scheme: IdentifierScheme?, fault: Fault) {
        self.scheme = scheme
        self.fault = fault
    }

    /// What to do about it, in one sentence.
    public var cure: String {
        guard let scheme else {
            let schemes = IdentifierScheme.allCases.map(\.rawValue).joined(separator: ", ")
            return "Write scheme:value, where scheme is one of \(schemes)."
        }
        if fault == .checkDigits {
            return "Copy it again from the source; two characters may be swapped or one mistyped."
        }
        return "Write \(scheme.form)."
    }

    private var problem: String {
        switch fault {
        case .schemeMissing: "has no scheme"
        case .schemeUnknown: "has an unknown scheme"
        case .empty: "is empty"
        case .length(let found): "has \(found) characters"
        case .character(let position): "has a wrong character at position \(position)"
        case .prefix: "starts with letters or digits that are never issued"
        case .programAccount: "ends in an unknown program account"
        case .checkDigits: "fails its check digits"
        }
    }
}

extension IdentifierError: CustomStringConvertible {
    /// Scheme, fault and cure; safe to show to anyone.
    public var description: String {
        "This \(scheme?.title ?? "identifier") \(problem). \(cure)"
    }
}
