// SPDX-License-Identifier: Apache-2.0

/// The regime of ``timedPack()``, in which what has added up moves ratings, too: sums of points,
/// and results of periods that follow each other.
public func standingPack() -> SamplePack {
    var sample = timedPack()
        .replacing("code: timed", with: "code: standing", in: "regime.yaml")
        .replacing("law: timed", with: "law: standing", in: "cases/others-start-at-80.yaml")
        .replacing("  - { name: grave,", with: "\(facts)\n  - { name: grave,", in: "facts.yaml")
        .replacing(
            "{ fact: employees, atLeast: 100 }",
            with: "{ any: [{ fact: employees, atLeast: 100 }, { fact: lapsing, equals: true }, "
                + "{ fact: steady, equals: true }] }",
            in: "starts.yaml"
        )
        .replacing(
            "    floor: -20",
            with: """
                    carryOver:
                      code: carried
                      title: { en: Carried over, zh: 结转 }
                      period: month
                      rows:
                        - title: { en: Poor for long, zh: 久差 }
                          when: { bands: [poor], times: 3 }
                          points: -4
                        - title: { en: Good before, zh: 先良 }
                          when: { bands: [good], back: 2, times: 2 }
                          points: 3
                    floor: -20
                """, in: "starts.yaml")
    for (path, text) in overrides { sample.files[path] = text }
    return sample
}

private let facts = """
      - name: lapsing
        of: party
        kind: boolean
        title: { en: Lapsing, zh: 屡失 }
        derived:
          values:
            - from: 2025-01-01
              source: "Act of 2025, s 9"
              verified: true
              rows:
                - give: true
                  when: { sum: { of: [lapse, slip], fact: points, days: 200 }, atMost: -6.5 }
      - name: steady
        of: party
        kind: boolean
        title: { en: Steady, zh: 稳定 }
        derived:
          values:
            - from: 2025-01-01
              source: "Act of 2025, s 9"
              verified: true
              rows:
                - give: true
                  when:
                    results: { period: quarter, last: 3, bands: [good], basis: [score] }
                    atLeast: 2
    """

private let overrides = [
    "overrides/demerits.yaml": override(
        "demerits", "cap", "poor", "{ sum: { of: any, fact: points, months: 9 }, atMost: -24 }"),
    "overrides/seen.yaml": override(
        "seen", "direct", "poor",
        "{ sum: { of: [mess, stray], fact: points }, above: -9, below: -2 }"),
    "overrides/shadowed.yaml": override(
        "shadowed", "cap", "poor",
        "{ results: { period: quarter, last: 3, bands: [poor], running: true }, equals: 2 }"),
    "overrides/trusted.yaml": override(
        "trusted", "floor", "good",
        "{ results: { period: month, last: 4, bands: [good], running: true, since: licensedOn }, "
            + "above: 3 }"),
    "overrides/merits.yaml": override(
        "merits", "floor", "good",
        "{ sum: { of: [praise, slip], fact: points, period: quarter }, above: 0 }"),
]

private func override(
    _ code: String, _ effect: String, _ band: String, _ condition: String
) -> String {
    """
    code: \(code)
    title: { en: \(code), zh: \(code) }
    description: { en: "It is \(code).", zh: "\(code)。" }
    values:
      - from: 2025-01-01
        source: "Act of 2025, s 10"
        verified: true
        roles: [inviter, sponsor]
        effect: \(effect)
        band: \(band)
        party: \(condition)
    """
}
