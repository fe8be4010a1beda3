// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Policy
import Service
import Testing

@Suite("Calculation of what no single event brings")
struct CalculateAdjustmentTests {
    private static let value = """
        values:
          - from: 2025-01-01
            source: "Act of 2025"
            verified: true
        """

    private static let head = """
        title: { en: A, zh: 甲 }
        description: { en: A., zh: 甲。 }
        """

    private static let texts = [
        "regime.yaml": """
        code: small
        version: "1"
        \(head)
        source: "Act of 2025"
        verified: true
        currency: EUR
        time: { offsetMinutes: 0 }
        roles:
          values: [{ from: 2025-01-01, source: "Act of 2025", verified: true, roles: [sponsor] }]
        """,
        "bands.yaml": """
        \(value)
            basis: score
            bands:
              - { code: good, title: { en: Good, zh: 良 }, score: { atLeast: 90 } }
              - { code: poor, title: { en: Poor, zh: 差 }, score: { below: 90 } }
        """,
        "facts.yaml": """
        source: "Act of 2025"
        verified: true
        facts:
          - { name: establishedOn, of: party, kind: date, title: { en: Established, zh: 成立 } }
        """,
        "starts.yaml": """
        \(value)
            rows:
              - points: 95
                title: { en: Three years old, zh: 满三年 }
                when: { fact: establishedOn, since: { unit: years, atLeast: 3 } }
              - { points: 90, title: { en: Others, zh: 其他 }, otherwise: true }
            regeneration:
              code: clean
              title: { en: Clean months, zh: 连续守信 }
              after: 1
              perMonth: 1
              atMost: 4
              breach: any
        """,
        "indicators/late.yaml": """
        code: late
        \(head)
        \(value)
            roles: [sponsor]
            points: { fixed: -5 }
            expires: never
        """,
        "scores/punctuality.yaml": """
        code: punctuality
        \(head)
        \(value)
            indicators: [late]
            inTotal: true
            rows: [{ points: 10, title: { en: All, zh: 全部 }, otherwise: true }]
            caps: [{ below: 6, band: poor }]
        """,
    ]

    @Test(
        "adjustments and scores stand in the answer, and the day of establishment counts",
        arguments: [("2023-06-01", 93), ("2023-06-02", 88)])
    func answered(establishedOn: String, score: Int64) throws {
        let pack = PolicyPack(
            name: "small", files: Self.texts.map { PolicyFile(path: $0.key, text: $0.value) })
        let policy = try PolicyLoader.load(pack)
        let from = try #require(CivilDate("2025-01-01"))
        let calculator = Calculator(
            shelf: PolicyShelf([.init(policy: policy, from: from)]),
            now: try #require(Instant("2026-06-01T00:00:00Z")))
        let body = try JSONValue(
            parsing: Array(
                """
                {"policy":"small","asOf":"2026-06-01","role":"sponsor",\
                "party":{"kind":"organisation","facts":{"establishedOn":"\(establishedOn)"}},\
                "events":[{"indicator":"late","occurredOn":"2026-02-01"}]}
                """.utf8))
        let answer = try calculator.answer(try CalculationInput.read(body)).json(in: .en)
        #expect(answer["score"] == .integer(score))
        #expect(answer["band"] == "poor")
        #expect(
            answer["adjustments"] == [
                [
                    "code": "clean", "title": "Clean months", "points": 3,
                    "note": "4 whole months since 2026-02-01", "source": "Act of 2025",
                ]
            ])
        #expect(
            answer["scores"] == [
                ["code": "punctuality", "title": "A", "score": 5, "source": "Act of 2025"]
            ])
        #expect(answer["overrides"]?.text.contains(#""code":"punctuality""#) ?? false)
    }
}

extension JSONValue {
    fileprivate var text: String { String(decoding: canonicalBytes, as: UTF8.self) }
}
