// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Measures that rest on a sum of points")
struct PointsSumMeasureTests {
    /// Stays bring two points off by the head; who has twelve within two years is suspended.
    private static func policy() throws -> Policy {
        try WeighingPack.sample
            .replacing(
                "points: none\n    quantityAtMost: 1000",
                with: "points: { perUnit: -2, unit: person, quantityAtMost: 1000 }",
                in: "indicators/stay.yaml"
            )
            .replacing(
                "{ fact: grave, equals: true }", with: "{ fact: full, equals: true }",
                in: "assessments/stays.yaml"
            )
            .replacing(
                "  - { name: grave,",
                with: """
                      - name: full
                        of: party
                        kind: boolean
                        title: { en: Twelve points, zh: 满十二分 }
                        derived:
                          values:
                            - from: 2025-01-01
                              source: "Act of 2025, s 10"
                              verified: true
                              rows:
                                - give: true
                                  when:
                                    sum: { of: [stay], fact: points, months: 24 }
                                    atMost: -12
                      - { name: grave,
                    """, in: "facts.yaml"
            ).policy()
    }

    @Test(
        "twelve points with the event itself: ten, twelve, fourteen; and one that has left",
        arguments: [
            ("2025-06-01", 2, false), ("2025-06-01", 3, true), ("2025-06-01", 4, true),
            ("2027-01-08", 3, true), ("2027-01-09", 3, true), ("2027-01-10", 3, false),
        ])
    func suspended(occurredOn: String, quantity: Int, isSuspended: Bool) throws {
        let visit = try Visit(policy: Self.policy()).changed { visit in
            visit.determinedOn = day("2027-03-03")
            visit.history = [Visit.event(1, "stay", occurredOn: "2025-01-10", quantity: 3)]
            visit.events = [
                Visit.event(
                    2, "stay", occurredOn: occurredOn, determinedOn: "2027-03-03",
                    quantity: quantity)
            ]
        }
        let codes = try visit.first().measures.map(\.code.text)
        #expect(codes.contains("suspension") == isSuspended)
    }
}
