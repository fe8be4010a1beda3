// SPDX-License-Identifier: Apache-2.0

/// A numbering scheme whose identifiers name a party.
public enum IdentifierScheme: String, CaseIterable, Hashable, Sendable {
    /// Unified social credit code of China, GB 32100-2015.
    case uscc
    /// Legal entity identifier, ISO 17442.
    case lei
    /// Company number of the registrars of the United Kingdom.
    case gbCompanyNumber = "gb-crn"
    /// Business number of Canada, with or without a program account.
    case caBusinessNumber = "ca-bn"
    /// New Zealand business number, a GS1 global location number.
    case nzbn
    /// Our own number for a line of the UK register of licensed sponsors,
    /// which has no identifier of its own.
    case ukRegister = "uk-register"

    /// The short name people know the scheme by.
    public var title: String {
        switch self {
        case .uscc: "unified social credit code"
        case .lei: "LEI"
        case .gbCompanyNumber: "UK company number"
        case .caBusinessNumber: "Canadian business number"
        case .nzbn: "NZBN"
        case .ukRegister: "UK register number"
        }
    }

    /// What an identifier of the scheme looks like.
    var form: String {
        switch self {
        case .uscc:
            "18 characters: a digit (or N, Y), seven digits, ten digits or capitals but I O S V Z"
        case .lei: "20 characters: 18 digits and capitals, then two check digits"
        case .gbCompanyNumber:
            "8 characters: eight digits, or a prefix such as SC, NI or OC and six digits"
        case .caBusinessNumber:
            "9 digits, perhaps with a program account such as RP0001"
        case .nzbn: "13 digits starting with 94"
        case .ukRegister: "20 lowercase hexadecimal digits"
        }
    }
}
