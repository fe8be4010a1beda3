// SPDX-License-Identifier: Apache-2.0

/// A regime in which ratings change by the mere passing of time in every way that the format
/// knows: windows, anniversaries, clean months, results of earlier periods, and scores beside the
/// main one.
public func turningPack() -> SamplePack {
    var pack = SamplePack()
    pack.files["cases/others-start-at-80.yaml"] = nil
    pack.files = pack.files.mapValues {
        $0.replacing("code: sample", with: "code: turning")
            .replacing("from: 2025-01-01", with: "from: 2022-01-01", maxReplacements: 1)
    }
    pack.files.merge(texts) { $1 }
    return pack
}

private let texts = [
    "bands.yaml": """
    values:
      - from: 2022-01-01
        source: "Act of 2022, s 3"
        verified: true
        basis: score
        bands:
          - { code: good, title: { en: Good, zh: 良 }, score: { atLeast: 85 } }
          - { code: new, title: { en: New, zh: 新 } }
          - { code: fair, title: { en: Fair, zh: 中 }, score: { atLeast: 60, below: 85 } }
          - { code: poor, title: { en: Poor, zh: 差 }, score: { below: 60 } }
        neutral:
          code: newcomer
          title: { en: Not a year old, zh: 未满一年 }
          source: "Act of 2022, s 3(2)"
          verified: true
          band: new
          when: { fact: establishedOn, since: { unit: days, below: 365 } }
    """,
    "starts.yaml": """
    values:
      - from: 2022-01-01
        until: 2024-07-01
        source: "Act of 2022, s 4"
        verified: true
        floor: 0
        ceiling: 100
        rows:
          - points: 90
            title: { en: Established, zh: 老 }
            when: { fact: establishedOn, since: { unit: months, atLeast: 24, below: 60 } }
          - points: 80
            title: { en: Others, zh: 其他 }
            otherwise: true
        regeneration:
          code: clean
          title: { en: Clean months, zh: 连续守信 }
          after: 3
          perMonth: 1.5
          atMost: 8
          breach: [late]
        carryOver:
          code: carried
          title: { en: Carried over, zh: 结转 }
          period: year
          rows:
            - title: { en: Poor by score, zh: 上年差 }
              when: { bands: [poor], basis: [score] }
              points: -11
            - { title: { en: Good, zh: 上年良 }, when: { bands: [good] }, points: 2 }
      - from: 2024-07-01
        source: "Act of 2024, s 4"
        verified: true
        floor: 0
        ceiling: 100
        rows:
          - points: 92
            title: { en: Established, zh: 老 }
            when: { fact: establishedOn, since: { unit: years, above: 2 } }
          - points: 70
            title: { en: Grave delays, zh: 严重逾期 }
            when:
              count:
                of: [late]
                months: 6
                where: { all: [{ fact: grave, equals: true }, { fact: quantity, above: 1 }] }
              atLeast: 1
          - points: 80
            title: { en: Others, zh: 其他 }
            otherwise: true
        regeneration:
          code: clean
          title: { en: Clean months, zh: 连续守信 }
          after: 6
          perMonth: 1
          atMost: 11
          waitingEarns: true
          breach: any
        rates:
          - code: lateness
            title: { en: Late for each hundred outings, zh: 逾期率 }
            rate: { of: [late], among: [outing], months: 12, minimumExposure: 3 }
            table: by-rate
        carryOver:
          code: carried
          title: { en: Carried over, zh: 结转 }
          period: quarter
          rows:
            - { title: { en: Poor, zh: 差 }, when: { bands: [poor] }, points: -7 }
            - { title: { en: Good, zh: 良 }, when: { bands: [good], back: 2 }, points: 2.5 }
    """,
    "facts.yaml": """
    source: "Act of 2022, s 5"
    verified: true
    facts:
      - { name: establishedOn, of: party, kind: date, title: { en: Established, zh: 成立日 } }
      - { name: grave, of: event, kind: boolean, title: { en: Grave, zh: 严重 } }
      - { name: amount, of: event, kind: decimal, title: { en: Amount, zh: 金额 } }
    """,
    "tables/by-rate.yaml": """
    code: by-rate
    title: { en: By rate, zh: 按比率 }
    description: { en: Points by rate., zh: 按比率计分。 }
    values:
      - from: 2022-01-01
        source: "Act of 2022, s 6"
        verified: true
        gives: points
        by: rate
        rows:
          - { atMost: 10, give: 3 }
          - { above: 10, atMost: 40, give: none }
          - { above: 40, give: -9.5 }
    """,
    "indicators/late.yaml": indicatorText(
        "late", since: 2022, "{ perUnit: -5, unit: day, quantityAtMost: 9 }"),
    "indicators/outing.yaml": indicatorText(
        "outing", since: 2022, "{ perUnit: 1, unit: person, quantityAtMost: 9, capPerIndicator: 6 }"
    ),
    "indicators/lie.yaml": indicatorText("lie", since: 2022, "{ fixed: -45 }"),
    "overrides/fraud.yaml": overrideText(
        "fraud", since: 2022, effect: "direct", band: "poor",
        "event: { indicators: [late], when: { fact: grave, equals: true }, "
            + "holds: { anchor: occurredOn, afterMonths: 3, months: 2 } }"),
    "overrides/shadow.yaml": overrideText(
        "shadow", since: 2022, effect: "cap", band: "fair",
        "previous: { period: quarter, back: 2, bands: [poor], basis: [score, override] }"),
    "overrides/kept.yaml": overrideText(
        "kept", since: 2022, effect: "floor", band: "fair",
        "party: { sum: { of: any, fact: amount, months: 9 }, above: 200, atMost: 600 }"),
    "overrides/steady.yaml": overrideText(
        "steady", since: 2022, effect: "floor", band: "good",
        "party: { rate: { of: [late], among: [late, outing], months: 15, minimumExposure: 2 },"
            + " below: 33.5 }"),
    "scores/conduct.yaml": """
    code: conduct
    title: { en: Conduct, zh: 品行 }
    description: { en: Conduct alone., zh: 仅计品行。 }
    values:
      - from: 2022-01-01
        source: "Act of 2022, s 9"
        verified: true
        indicators: [lie]
        inTotal: false
        rows: [{ points: 100, title: { en: All, zh: 全部 }, otherwise: true }]
        floor: 0
        caps: [{ below: 100, band: new }, { below: 60, band: fair }]
    """,
    "scores/punctuality.yaml": """
    code: punctuality
    title: { en: Punctuality, zh: 守时 }
    description: { en: Delays alone., zh: 仅计逾期。 }
    values:
      - from: 2023-06-01
        until: 2026-01-01
        source: "Act of 2023, s 2"
        verified: true
        indicators: [late]
        inTotal: true
        rows:
          - points: 20
            title: { en: Watched, zh: 关注 }
            when: { count: { of: [late], months: 3 }, above: 1 }
          - { points: 30, title: { en: All, zh: 全部 }, otherwise: true }
        caps: [{ atMost: 10, band: poor }]
    """,
]
