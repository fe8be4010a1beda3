// SPDX-License-Identifier: Apache-2.0

/// A regime whose deductions shrink by how soon the breach was cured, and count to the end of the
/// year.
public func adjustedPack() -> SamplePack {
    var sample = SamplePack()
        .replacing("code: sample", with: "code: adjusted", in: "regime.yaml")
        .replacing("law: sample", with: "law: adjusted", in: "cases/others-start-at-80.yaml")
        .replacing(
            "  - { name: grave,",
            with: """
                  - name: curedOn
                    of: event
                    kind: date
                    title: { en: Cured on, zh: 纠正日期 }
                  - { name: amount, of: event, kind: decimal, title: { en: Amount, zh: 金额 } }
                  - name: daysToCure
                    of: event
                    kind: integer
                    title: { en: Days to the cure, zh: 纠正天数 }
                    derived:
                      values:
                        - from: 2025-01-01
                          source: "Act of 2025, s 5"
                          verified: true
                          elapsed: { unit: days, from: occurredOn, to: curedOn }
                  - { name: grave,
                """, in: "facts.yaml"
        )
        .replacing(
            "    expires: { months: 12, anchor: occurredOn }",
            with: """
                    adjustments:
                      - title: { en: Small amount, zh: 小额 }
                        when:
                          all:
                            - { fact: amount, below: 2000 }
                            - { fact: daysToCure, atMost: 30 }
                        percent: 0
                      - title: { en: Cured, zh: 已纠正 }
                        when: { fact: curedOn, known: true }
                        percent: { table: repair }
                    expires: { endOf: year, anchor: occurredOn }
                """, in: "indicators/late.yaml")
    sample.files["tables/repair.yaml"] = """
        code: repair
        title: { en: What is left, zh: 保留比例 }
        description: { en: By days., zh: 按天数。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 9"
            verified: true
            gives: percent
            by: daysToCure
            whole: true
            rows:
              - { atMost: 3, give: 0 }
              - { atLeast: 4, atMost: 30, give: 20 }
              - { atLeast: 31, atMost: 90, give: 40 }
              - { atLeast: 91, give: 60 }
        """
    return sample
}
