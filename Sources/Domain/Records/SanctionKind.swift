// SPDX-License-Identifier: Apache-2.0

/// What kind of sanction (处罚) or other measure of an authority.
public enum SanctionKind: String, Hashable, Sendable, CaseIterable {
    /// A warning: it counts later, and costs nothing.
    case warning
    /// An amount to pay.
    case penalty
    /// A charge for what the authority does; no penalty.
    case fee
    /// An amount that is deposited, and given back.
    case security
    /// Unlawful gains are confiscated.
    case confiscation
    /// The costs of a nominee's exit are to be borne.
    case exitCosts
    /// A plan by which things are put right.
    case actionPlan
    /// A promise to the authority that a court can enforce.
    case undertaking
    /// A notice to comply, with what is to be done.
    case complianceNotice
    /// An order to do something or to leave it.
    case order
    /// The quota is cut.
    case quotaCut
    /// Leave to act is suspended.
    case suspension
    /// The party may not vouch.
    case bar
    /// The band is lowered.
    case downgrade
    /// Leave to act is taken away.
    case revocation

    /// Whether it bears on the question whether the party may vouch.
    public var bindsVouching: Bool { self == .bar || self == .suspension || self == .revocation }

    /// Whether such a sanction holds from a day on, rather than being done with at once.
    public var lasts: Bool {
        switch self {
        case .actionPlan, .undertaking, .complianceNotice, .order, .quotaCut, .suspension, .bar,
            .downgrade, .revocation:
            true
        case .warning, .penalty, .fee, .security, .confiscation, .exitCosts: false
        }
    }
}

/// On whom a sanction falls.
public enum SanctionBearer: String, Hashable, Sendable, CaseIterable {
    /// On the party.
    case party
    /// On each person who is directly responsible in the party; it is no part of what is imposed
    /// on the party.
    case responsiblePerson
    /// On the nominee.
    case nominee
    /// On somebody who has no role in the regime, as a recruiter; the measure says whom.
    case other
}

/// How large a sanction is.
public enum SanctionSize: Hashable, Sendable {
    /// It has no size.
    case none
    /// So much money.
    case amount(Money)
    /// From so much money to so much, as long as nobody decided.
    case amounts(Money, Money)
    /// So many of a unit of time.
    case time(Int, SanctionTimeUnit)
    /// So many of a unit of time to so many, as long as nobody decided; without the second, to any
    /// number.
    case times(Int, Int?, SanctionTimeUnit)
    /// Without end.
    case permanent
}

/// In what the length of a sanction is told.
public enum SanctionTimeUnit: String, Hashable, Sendable, CaseIterable {
    /// Calendar years.
    case years
    /// Calendar months.
    case months
    /// Calendar days.
    case days
}
