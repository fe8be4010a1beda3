// SPDX-License-Identifier: Apache-2.0

/// In which role a party vouches for a foreign national.
public enum Role: String, Hashable, Comparable, Sendable, CaseIterable {
    /// 邀请人: vouches for someone still abroad.
    case inviter
    /// 推荐人: vouches for someone already in the country.
    case recommender
    /// 保荐人: has agreed with the authority to nominate for a genuine need.
    case sponsor
    /// 担保人: stands for the costs.
    case guarantor
    /// 证明人: attests a fact.
    case certifier

    /// Orders by value.
    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// What kind of party stands in the register.
public enum PartyKind: String, Hashable, Sendable, CaseIterable {
    /// A company, university, hospital or other body.
    case organisation
    /// A body of government, which may vouch like any other.
    case government
    /// A business that is one natural person; its name is personal data.
    case soleTrader
    /// A natural person; everything about them is personal data.
    case person

    /// Whether name and address are personal data and stay out of the ledger.
    public var isNaturalPerson: Bool { self == .soleTrader || self == .person }
}
