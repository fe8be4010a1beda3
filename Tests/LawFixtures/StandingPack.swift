// SPDX-License-Identifier: Apache-2.0

/// The regime of ``timedPack()``, in which what has added up moves ratings, too: sums of points.
public func standingPack() -> SamplePack {
    var sample = timedPack()
        .replacing("code: timed", with: "code: standing", in: "regime.yaml")
        .replacing("law: timed", with: "law: standing", in: "cases/others-start-at-80.yaml")
        .replacing("  - { name: grave,", with: "\(facts)\n  - { name: grave,", in: "facts.yaml")
        .replacing(
            "{ fact: employees, atLeast: 100 }",
            with: "{ any: [{ fact: employees, atLeast: 100 }, { fact: lapsing, equals: true }] }",
            in: "starts.yaml")
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
    """

private let overrides = [
    "overrides/demerits.yaml": override(
        "demerits", "cap", "poor", "{ sum: { of: any, fact: points, months: 9 }, atMost: -24 }"),
    "overrides/seen.yaml": override(
        "seen", "direct", "poor",
        "{ sum: { of: [mess, stray], fact: points }, above: -9, below: -2 }"),
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
