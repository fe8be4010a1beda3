// SPDX-License-Identifier: Apache-2.0

/// A band to which a measure lowers a party, for its time.
///
/// It is only supposed, of events that somebody describes: nothing of it is ever entered.
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
}
