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
    /// The band is below the least that the route asks for this act.
    case bandBelowMinimum = "band.belowMinimum"
    /// No band stands on record, though the route asks for one.
    case bandMissing = "band.missing"
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
