// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// A confirmed event of a sponsor, with a plain default for everything that a test does not say.
public struct ToldEvent {
    let indicator: String
    let occurredOn: String
    let determinedOn: String?
    let quantity: Int
    let grades: [JSONValue.Member]
    let facts: [JSONValue.Member]
    let share: ExactDecimal

    /// What is told of it; it was reported on the day it happened.
    public init(
        indicator: String = "late", occurredOn: String, determinedOn: String? = nil,
        quantity: Int = 1, grades: [JSONValue.Member] = [], facts: [JSONValue.Member] = [],
        share: ExactDecimal = EventRecord.wholeShare
    ) {
        self.indicator = indicator
        self.occurredOn = occurredOn
        self.determinedOn = determinedOn
        self.quantity = quantity
        self.grades = grades
        self.facts = facts
        self.share = share
    }
}

extension Dossier {
    /// An organisation under a law, of which nothing is told yet.
    public init(under policy: Policy, region: String = "ZZ", facts: [JSONValue.Member] = []) {
        self.init(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
                region: RegionCode(region), regime: policy.code, identifiers: [], facts: facts))
    }

    /// An organisation under a law, of which these events are told one after the other.
    public init(
        under policy: Policy, region: String = "ZZ", facts: [JSONValue.Member] = [],
        telling events: [ToldEvent]
    ) throws {
        self.init(under: policy, region: region, facts: facts)
        for (index, event) in events.enumerated() {
            try apply(
                .eventReported(
                    EventRecord(
                        id: EventID(high: 3, low: UInt64(index + 1)), role: .sponsor,
                        regime: policy.code, indicator: IndicatorCode(event.indicator),
                        state: .confirmed, occurredOn: day(event.occurredOn),
                        reportedOn: day(event.occurredOn),
                        determinedOn: event.determinedOn.map { day($0) },
                        quantity: event.quantity, grades: event.grades, facts: event.facts,
                        isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
                        reporter: TokenID(high: 4, low: 1), share: event.share)))
        }
    }
}
