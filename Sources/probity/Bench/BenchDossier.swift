// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring
import Service

/// A made-up dossier of a usual size, and how long the law takes to rate it.
struct BenchDossier {
    let policy: Policy
    let role: Role
    let day: CivilDate
    let dossier: Dossier

    /// Confirmed events of all the indicators of the role that has most of them, in turn, over the
    /// two years before `day`.
    ///
    /// - Throws: `Failure` where the regime keeps no score.
    init(_ policy: Policy, on day: CivilDate, eventCount: Int) throws {
        let codes = Role.allCases.map { role in
            (
                role,
                policy.indicators.values.filter { $0.isUsed(in: role, on: day) }
                    .map(\.code).sorted()
            )
        }
        guard try policy.bands(on: day).value.basis == .score,
            let (role, indicators) = codes.max(by: { $0.1.count < $1.1.count }),
            !indicators.isEmpty
        else { throw Failure.input("the regime \(policy.code) keeps no score.") }
        self.policy = policy
        self.role = role
        self.day = day
        let party = PartyRecord(
            id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("Measured Party Ltd"),
            town: nil, region: RegionCode("ZZ"), regime: policy.code, identifiers: [], facts: [])
        var dossier = Dossier(party: party)
        for index in 0..<eventCount {
            let occurredOn = day.adding(days: -730 * (index + 1) / (eventCount + 1))
            try dossier.apply(
                .eventReported(
                    EventRecord(
                        id: EventID(high: 2, low: UInt64(index) + 1), role: role,
                        regime: policy.code, indicator: indicators[index % indicators.count],
                        state: .confirmed, occurredOn: occurredOn, reportedOn: occurredOn,
                        quantity: 1, grades: [], facts: [], isVoluntaryDisclosure: false,
                        origin: nil, note: nil, evidence: [],
                        reporter: TokenID(high: 3, low: 1))))
        }
        self.dossier = dossier
    }

    /// The whole rating with everything that explains it.
    func rating() throws -> Rating {
        try RatingRule.rate(dossier, role: role, policy: policy, asOf: day)
    }
}

extension Indicator {
    /// Whether parties in a role can have such events both on the day and two years before.
    fileprivate func isUsed(in role: Role, on day: CivilDate) -> Bool {
        [day, day.adding(days: -730)].allSatisfy { day in
            (try? rule.value(on: day).value.roles.contains(role)) ?? false
        }
    }
}
