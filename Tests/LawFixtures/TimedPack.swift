// SPDX-License-Identifier: Apache-2.0

/// A regime that counts in days and in periods of the calendar, and whose points go with the
/// anniversaries of a day of the party.
public func timedPack() -> SamplePack {
    var sample = SamplePack()
        .replacing("code: sample", with: "code: timed", in: "regime.yaml")
        .replacing("law: sample", with: "law: timed", in: "cases/others-start-at-80.yaml")
        .declaring(
            """
              - { name: licensedOn, of: party, kind: date, title: { en: Day, zh: 日 } }
              - { name: visit, of: event, kind: word, title: { en: Visit, zh: 检查 } }

            """)
    sample.files["indicators/late.yaml"] = indicatorText(
        "late", "{ perUnit: -5, unit: day, quantityAtMost: 9 }",
        "{ months: 6, anchor: occurredOn, endOf: { anniversaryOf: licensedOn } }")
    sample.files["indicators/absent.yaml"] = indicatorText(
        "absent", "{ fixed: -8 }", "{ days: 400, anchor: occurredOn }",
        more: """
            adjustments:
                  - title: { en: First of the year, zh: 当年首次 }
                    earlier: { period: year, atMost: 0 }
                    percent: 50
                  - title: { en: Again soon, zh: 短期再犯 }
                    earlier: { days: 30, atLeast: 1 }
                    percent: 200
            """)
    sample = sample.replacing(
        "    rows:",
        with: """
                floor: -20
                groups:
                  - code: seen
                    title: { en: Seen on a visit, zh: 检查所见 }
                    perOccasion: { by: visit, take: worst }
                rows:
            """, in: "starts.yaml")
    sample.files["indicators/mess.yaml"] = indicatorText(
        "mess", "{ perUnit: -4, unit: instance, quantityAtMost: 5, capPerIndicator: -16 }",
        "{ months: 10, anchor: occurredOn }",
        more: """
            group: seen
                decay: [{ afterMonths: 3, percent: 30 }]
            """)
    sample.files["indicators/stray.yaml"] = indicatorText(
        "stray", "{ fixed: -6 }", "{ cleanMonths: 5, anchor: occurredOn }", more: "group: seen")
    sample.files["indicators/praise.yaml"] = indicatorText(
        "praise", "{ fixed: 2 }", "{ months: 10, anchor: occurredOn }", more: "group: seen")
    sample.files["indicators/slip.yaml"] = indicatorText(
        "slip", "{ fixed: -3 }", "{ cleanMonths: 6, anchor: occurredOn }")
    sample.files["indicators/lapse.yaml"] = indicatorText(
        "lapse", "{ fixed: -7 }",
        "{ months: 14, cleanMonths: 4, breach: [lapse, late], anchor: reportedOn }")
    sample.files["overrides/fraud.yaml"] = nil
    for (path, text) in overrides { sample.files[path] = text }
    return sample
}

private let overrides = [
    "overrides/often.yaml": overrideText(
        "often", "party: { count: { of: [late], period: year }, above: 1 }"),
    "overrides/rush.yaml": overrideText(
        "rush", "party: { sum: { of: any, fact: quantity, days: 30 }, above: 3 }"),
    "overrides/share.yaml": overrideText(
        "share", "party: { rate: { of: [late], among: [absent], period: quarter }, above: 200 }"),
    "overrides/next.yaml": overrideText(
        "next",
        "event: { indicators: [absent], when: { fact: grave, equals: true }, "
            + "holds: { anchor: occurredOn, endOf: year, later: 1 } }"),
    "overrides/soon.yaml": overrideText(
        "soon",
        "event: { indicators: [late], when: { fact: grave, equals: true }, "
            + "holds: { anchor: occurredOn, afterMonths: 1, days: 40 } }"),
]
