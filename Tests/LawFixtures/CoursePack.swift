// SPDX-License-Identifier: Apache-2.0

/// A regime whose points fade with time, are capped in a period and with a group, are waived for a
/// first time, and follow the milder law.
public func coursePack() -> SamplePack {
    var sample = SamplePack()
        .replacing("code: sample", with: "code: course", in: "regime.yaml")
        .replacing(
            "roles:", with: "whichLaw: { indicators: milder }\nroles:", in: "regime.yaml"
        )
        .replacing("law: sample", with: "law: course", in: "cases/others-start-at-80.yaml")
        .replacing(
            "    rows:",
            with: """
                    floor: 0
                    ceiling: 105
                    groups:
                      - { code: conduct, title: { en: Conduct, zh: 品行 }, cap: -30 }
                    rows:
                """, in: "starts.yaml"
        )
        .declaring(
            """
              - { name: site, of: event, kind: word, title: { en: Site, zh: 地点 } }
              - { name: why, of: event, kind: word, title: { en: Why, zh: 理由 } }
              - { name: harm, of: event, kind: integer, title: { en: Harm, zh: 损害 } }

            """)
    sample.files["indicators/late.yaml"] = lateIndicator
    sample.files["indicators/absent.yaml"] = absentIndicator
    sample.files["indicators/obstruct.yaml"] = obstructIndicator
    sample.files["tables/by-harm.yaml"] = byHarmTable
    sample.files["indicators/help.yaml"] = helpIndicator
    return sample
}

private let lateIndicator = """
    code: late
    title: { en: Late, zh: 逾期 }
    description: { en: A late report., zh: 逾期报告。 }
    values:
      - from: 2025-01-01
        until: 2026-01-01
        source: "Act of 2025, s 6"
        verified: true
        roles: [sponsor]
        points: { perUnit: -5, unit: day, capPerEvent: -20, quantityAtMost: 100 }
        decay:
          - { afterMonths: 6, percent: 50 }
          - { afterMonths: 9, percent: 10 }
        group: conduct
        expires: { months: 12, anchor: determinedOn }
      - from: 2026-01-01
        source: "Act of 2026, s 6"
        verified: true
        roles: [sponsor]
        points:
          perUnit: -6
          unit: day
          capPerEvent: -12
          capPerIndicator: -25
          quantityAtMost: 100
        capPerPeriod: { points: -20, of: quarter }
        group: conduct
        expires: { months: 9, anchor: occurredOn }
    """

private let absentIndicator = """
    code: absent
    title: { en: Absent, zh: 缺席 }
    description: { en: Nobody was there., zh: 无人在场。 }
    values:
      - from: 2025-01-01
        source: "Act of 2025, s 7"
        verified: true
        roles: [inviter, sponsor]
        points: { fixed: -8 }
        justifications:
          - title: { en: Something grave, zh: 重大事由 }
            when: { fact: grave, equals: true }
        adjustments:
          - title: { en: First in nine months, zh: 九个月内首次 }
            earlier: { months: 9, atMost: 0 }
            percent: 0
          - title: { en: Again at the same site, zh: 同地再犯 }
            earlier: { of: [absent, late], by: site, atLeast: 2 }
            percent: 150
        decay:
          - { afterMonths: 12, percent: 0 }
        capPerPeriod: { points: -16, of: year }
        group: conduct
        expires: never
    """

private let obstructIndicator = """
    code: obstruct
    title: { en: Obstruct, zh: 妨碍 }
    description: { en: It obstructed., zh: 妨碍检查。 }
    values:
      - from: 2025-01-01
        source: "Act of 2025, s 10"
        verified: true
        roles: [inviter, sponsor]
        points:
          parts:
            - ordinal: { by: all, occasion: site, months: 12, points: { any: [-1, -2, -4] } }
            - grades:
                - name: severity
                  title: { en: Severity, zh: 情节 }
                  atLeast: -6
                  atMost: 0
                  guideline: { atLeast: -3, atMost: 0, reason: why }
            - { each: -0.5, of: quantity, cap: -2 }
            - table: by-harm
          capPerIndicator: -25
          quantityAtMost: 9
        decay:
          - { afterMonths: 4, percent: 60 }
        expires: { months: 10, anchor: occurredOn }
    """

private let byHarmTable = """
    code: by-harm
    title: { en: By harm, zh: 按损害 }
    description: { en: By harm., zh: 按损害。 }
    values:
      - from: 2025-01-01
        source: "Act of 2025, s 11"
        verified: true
        gives: points
        by: harm
        whole: true
        rows:
          - { atMost: 0, give: none }
          - { atLeast: 1, atMost: 100, give: -1 }
          - { atLeast: 101, give: -3 }
    """

private let helpIndicator = """
    code: help
    title: { en: Help, zh: 协助 }
    description: { en: It helped., zh: 提供协助。 }
    values:
      - from: 2025-01-01
        source: "Act of 2025, s 9"
        verified: true
        roles: [inviter, sponsor]
        points: { fixed: 4, capPerIndicator: 6 }
        decay:
          - { afterMonths: 3, percent: 50 }
        capPerPeriod: { points: 5, of: month }
        group: conduct
        expires: { months: 12, anchor: reportedOn }
    """
