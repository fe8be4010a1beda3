// SPDX-License-Identifier: Apache-2.0

public import Domain

/// One single change after which the band would be better, and what the rating would then be.
///
/// - Source: the pack by which it is rated; the change itself is none of the law's.
public struct Counterfactual: Hashable, Sendable {
    /// What is changed, the least that a party has to do first.
    public enum Action: String, Hashable, Sendable, CaseIterable, Comparable {
        /// Nothing: time passes, and nothing new is entered.
        case wait
        /// A fact that can still come true does, of an event or of the party itself.
        case cure
        /// What the event did is repaired: what was wrong is put right and the repair applied for.
        case repair
        /// The party had disclosed the event itself.
        case disclose
        /// The event is found not to be so.
        case annul

        /// Orders as listed.
        public static func < (left: Action, right: Action) -> Bool {
            left.place < right.place
        }

        private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What is changed.
    public let action: Action
    /// The event; nil where the change is not about one.
    public let event: EventID?
    /// The fact that comes true; nil where the change is not about one.
    public let fact: JSONValue.Member?
    /// How much of what the event took off is earned back, in percent; nil but for a repair.
    public let percent: ExactDecimal?
    /// The last day on which it can be put right to the same effect; nil where there is none.
    public internal(set) var by: CivilDate?
    /// The legal day on which the rating is this: the day asked about, or a later one.
    public let on: CivilDate
    /// The score then; nil where the regime has none.
    public let score: Points?
    /// The band then.
    public let band: BandCode

    /// Makes a counterfactual.
    public init(
        action: Action, event: EventID?, fact: JSONValue.Member?, percent: ExactDecimal? = nil,
        by: CivilDate? = nil, on: CivilDate, score: Points?, band: BandCode
    ) {
        self.action = action
        self.event = event
        self.fact = fact
        self.percent = percent
        self.by = by
        self.on = on
        self.score = score
        self.band = band
    }

    /// The dossier after the change; it must hold all of its events. Rated afresh on `on` it has
    /// this score and this band.
    public func applied(to dossier: Dossier) -> Dossier {
        let stands = event.flatMap { dossier.events[$0] }
        switch action {
        case .wait: return dossier
        case .annul: return dossier.supposing(events: stands.map { [$0.supposedAnnulled] } ?? [])
        case .disclose:
            return dossier.supposing(events: stands.map { [$0.supposedDisclosed] } ?? [])
        case .repair:
            return dossier.supposing(
                events: stands.map { [$0.supposedRepaired(percent ?? .zeroPercent)] } ?? [])
        case .cure:
            let facts = fact.map { [$0] } ?? []
            if event == nil {
                return dossier.supposing(party: dossier.party.supposing(facts), events: [])
            }
            return dossier.supposing(events: stands.map { [$0.supposing(facts)] } ?? [])
        }
    }
}

extension ExactDecimal {
    /// Nothing.
    fileprivate static let zeroPercent = ExactDecimal(mantissa: 0, places: 0)
}
