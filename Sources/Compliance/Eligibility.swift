// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// Decides whether a party may vouch, from its standing and from what was
/// told of the nomination.
public enum Eligibility {
    /// The answer to `request`.
    ///
    /// `standing` is the party's in the role asked about; nil when the party is known and has
    /// none. Where several accreditations cover the route, the one that answers best counts.
    /// `nomination` is what was told of nominee, other vouchers and the like; where it is nil, what
    /// the route asks of them becomes a condition. `kin` is what the register tells of related
    /// parties, whose bars may reach the party. `bars` are those against the party that no
    /// standing records, because they are told or only follow from what is told. `policy` is the
    /// law as it stands in the region of the post, or of the party's seat where the request tells
    /// none.
    ///
    /// - Throws: `ComplianceError.policy` when the law has no value for the day, and
    ///   `.standingUnfit` when the standing does not speak for it.
    /// - Source: the route's file, the bands and the roles of the pack.
    public static func decide(
        _ request: EligibilityRequest, standing: Standing?, nomination: Nomination? = nil,
        kin: Kinship = .none, bars: [OwnBar] = [], policy: Policy
    ) throws(ComplianceError) -> Decision {
        let check = try EligibilityCheck(request, standing, nomination, kin, bars, policy)
        do { return try check.decision() } catch { throw .policy(error) }
    }

    /// The answer about a party that does not stand in the register.
    ///
    /// - Throws: `ComplianceError.policy` when the regime is not in force on the day.
    /// - Source: the register: it shows no such party.
    public static func unknownParty(
        policy: Policy, asOf: CivilDate
    ) throws(ComplianceError) -> Decision {
        try refusal(
            .partyUnknown, ReasonText.partyUnknown, source: RegisterSource.noParty,
            policy: policy, asOf: asOf)
    }

    /// The answer about a party that was merged into another.
    ///
    /// - Throws: `ComplianceError.policy` when the regime is not in force on the day.
    /// - Source: the register: the party that took over answers for both.
    public static func mergedParty(
        into successor: PartyID, policy: Policy, asOf: CivilDate
    ) throws(ComplianceError) -> Decision {
        try refusal(
            .partyMerged, ReasonText.partyMerged(into: successor),
            source: RegisterSource.party(successor), policy: policy, asOf: asOf)
    }

    private static func refusal(
        _ code: ReasonCode, _ message: LocalText, source: String, policy: Policy,
        asOf: CivilDate
    ) throws(ComplianceError) -> Decision {
        do {
            // Where the regime is not in force it has no answer, not even this one.
            _ = try policy.roles(on: asOf)
            let reason = Reason(code: code, effect: .refusal, message: message, source: source)
            return Decision(
                outcome: .ineligible, reasons: [reason], score: nil, band: nil, services: [],
                validUntil: nil)
        } catch {
            throw .policy(error)
        }
    }
}
