// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What one authority sets of the parameters that are left to it.
///
/// - Source: a file of the pack's `overlays` folder.
public struct Overlay: Hashable, Sendable {
    /// Its code.
    public let code: OverlayCode
    /// What it is called.
    public let title: LocalText
    /// The authority that sets it.
    public let authority: AuthorityCode
    /// For which region: the authority's own, or a part of it.
    public let region: RegionCode
    /// What it sets, in the order of the file.
    public let settings: [OverlaySetting]
}

/// One parameter set to one value for a time.
public struct OverlaySetting: Hashable, Sendable {
    /// The approval of an authority above.
    public struct Approval: Hashable, Sendable {
        /// Who approved.
        public let authority: AuthorityCode
        /// When.
        public let day: CivilDate
        /// Under which reference.
        public let reference: String
    }

    /// Which parameter.
    public let parameter: DelegationCode
    /// The days in force, half-open.
    public let validity: Validity
    /// Where it is written.
    public let provenance: Provenance
    /// The value.
    public let value: JSONValue
    /// Who approved it; nil where nobody did.
    public let approval: Approval?
    /// To which levels below, and how far, the authority leaves the parameter in its turn.
    public let grants: [Grant]
}

extension DelegationLaw {
    /// The leave by which an authority sets a parameter on a day, or why it has none: what the
    /// nation leaves to its level, else what the nearest authority above leaves to it in its turn.
    func grant(
        of parameter: DelegatedParameter, to authority: LawAuthority, on day: CivilDate
    ) -> Grant? {
        let value = parameter.grants.values.last { $0.validity.contains(day) }
        guard let value else { return nil }
        if let own = value.value.first(where: { $0.level == authority.level }) { return own }
        for superior in chain(from: authority.code).dropFirst() {
            for (overlay, setting) in settings
            where overlay.authority == superior.code && overlay.region.contains(authority.region)
                && setting.parameter == parameter.code && setting.validity.contains(day)
            {
                if let found = setting.grants.first(where: { $0.level == authority.level }) {
                    return found
                }
            }
        }
        return nil
    }

    /// `15, set by Guangdong 2026-03-01 within 10–20 (source)`, with who approved it.
    public func explanation(of setting: OverlaySetting, in overlay: Overlay) -> String {
        guard let parameter = parameter(setting.parameter),
            let authority = authority(overlay.authority)
        else { return setting.provenance.citation }
        let grant = grant(of: parameter, to: authority, on: setting.validity.from)
        var text = "\(parameter.title.en): \(ConditionText.text(of: setting.value)), "
        text += "set by \(authority.title.en) \(setting.validity.from)"
        if let grant { text += " within \(grant.allowed.words)" }
        if let approval = setting.approval {
            let name = self.authority(approval.authority)?.title.en ?? approval.authority.text
            text += ", approved by \(name) \(approval.day) (\(approval.reference))"
        }
        return text + " (\(setting.provenance.citation))"
    }
}
