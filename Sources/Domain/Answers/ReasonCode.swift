// SPDX-License-Identifier: Apache-2.0

/// Why an eligibility answer is what it is, in order of precedence: where several apply, the
/// first stands first. Codes never change their meaning.
public enum ReasonCode: String, Hashable, Sendable, CaseIterable, Comparable {
    /// No party stands under this identifier.
    case partyUnknown = "party.unknown"
    /// The party was merged into another.
    case partyMerged = "party.merged"
    /// The register shows no leave to act in this role on this route.
    case accreditationMissing = "accreditation.missing"
    /// The leave to act has not begun yet on the day asked.
    case accreditationNotYet = "accreditation.notYet"
    /// The leave to act ended, by its own term or because the party left the register.
    case accreditationExpired = "accreditation.expired"
    /// The leave to act is suspended.
    case accreditationSuspended = "accreditation.suspended"
    /// The leave to act was revoked.
    case accreditationRevoked = "accreditation.revoked"
    /// The regime knows no such role on this route.
    case routeNotPermitted = "route.notPermitted"
    /// The region lies outside the scope of the accreditation.
    case regionOutsideScope = "region.outsideScope"
    /// A bar is in force against the party.
    case sanctionBar = "sanction.bar"
    /// A bar against a related party reaches this one.
    case relatedPartyBarred = "relatedParty.barred"
    /// A review of the party is overdue.
    case reviewOverdue = "review.overdue"
    /// The band is below the least that the route asks for this act.
    case bandBelowMinimum = "band.belowMinimum"
    /// No band stands on record, though the route asks for one.
    case bandMissing = "band.missing"
    /// No place is left for another nominee.
    case quotaExhausted = "quota.exhausted"
    /// A duty of the party is overdue.
    case dutyOverdue = "duty.overdue"
    /// The route asks for more vouchers than there are.
    case voucherRequired = "voucher.required"
    /// Somebody vouches in a role, or is of a kind, that the route does not know.
    case voucherWrongKind = "voucher.wrongKind"
    /// The nominee is not where the route takes nominees from.
    case nomineeWrongPlace = "nominee.wrongPlace"
    /// Something that the route asks of nominee or party by name is not met.
    case requirementNotMet = "requirement.notMet"
    /// The nominee does not reach the points of the route.
    case pointsBelowMark = "points.belowMark"
    /// A test of the labour market comes first.
    case labourMarketTestRequired = "labourMarketTest.required"
    /// Documents are missing that must be there.
    case documentsMissing = "documents.missing"
    /// Documents are missing that may follow within days.
    case documentsDeferred = "documents.deferred"
    /// An authority vouches, so that another one decides.
    case decisionByOther = "decision.byOther"
    /// The register does not say whether the leave to act was held on that very day.
    case accreditationUncertain = "accreditation.uncertain"
    /// The register does not say which of two bands held on that very day.
    case bandUncertain = "band.uncertain"
    /// Nothing stands against it.
    case eligible = "eligible"

    /// The place in the order of precedence, from 0.
    public var precedence: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

    /// Orders by value.
    public static func < (left: ReasonCode, right: ReasonCode) -> Bool {
        left.precedence < right.precedence
    }
}
