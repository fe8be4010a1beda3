// SPDX-License-Identifier: Apache-2.0

/// A band to which a measure lowers a party, for its time: one that a decision imposed, or one that
/// is only supposed, of events that somebody describes.
public struct LoweredBand: Hashable, Sendable {
    /// In which role.
    public let role: Role
    /// What it does to a rating: it allows no better band.
    public let cap: OverrideInForce
    /// The days on which it holds.
    public let validity: Validity

    /// Describes the measure `code` that follows from `event`.
    public init(
        code: MeasureCode, title: LocalText, to band: BandCode, of event: EventID, role: Role,
        during validity: Validity, source: String
    ) {
        self.role = role
        self.validity = validity
        cap = OverrideInForce(
            code: OverrideCode(code.text), title: title, effect: .cap, band: band, event: event,
            until: validity.until, source: source)
    }

    /// What a sanction that was imposed does on some of its days; nil where it lowers no band.
    init?(_ sanction: SanctionRecord, role: Role, during validity: Validity) {
        guard let band = sanction.band, sanction.bears(on: role) else { return nil }
        self.role = role
        self.validity = validity
        cap = OverrideInForce(
            code: OverrideCode(sanction.kind.rawValue),
            title: LocalText(en: "Lowered by decision", zh: "依决定降级"), effect: .cap,
            band: band, event: sanction.events.first, until: validity.until,
            source: "The register: sanction \(sanction.id), under \(sanction.provision)")
    }
}
