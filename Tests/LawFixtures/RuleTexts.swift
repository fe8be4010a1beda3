// SPDX-License-Identifier: Apache-2.0

/// The text of an indicator for inviters and sponsors, in force since the first day of a year.
func indicatorText(
    _ code: String, since year: Int = 2025, _ points: String,
    _ expires: String = "{ months: 12, anchor: occurredOn }", more: String = ""
) -> String {
    """
    \(headText(code))
    values:
      - from: \(year)-01-01
        source: "Act of \(year), s 6"
        verified: true
        roles: [inviter, sponsor]
        points: \(points)
        expires: \(expires)
        \(more)
    """
}

/// The text of an override for inviters and sponsors, in force since the first day of a year.
func overrideText(
    _ code: String, since year: Int = 2025, effect: String = "cap", band: String = "poor",
    _ cause: String
) -> String {
    """
    \(headText(code))
    values:
      - from: \(year)-01-01
        source: "Act of \(year), s 7"
        verified: true
        roles: [inviter, sponsor]
        effect: \(effect)
        band: \(band)
        \(cause)
    """
}

private func headText(_ code: String) -> String {
    """
    code: \(code)
    title: { en: \(code), zh: \(code) }
    description: { en: "It is \(code).", zh: "\(code)。" }
    """
}

/// The text of a fact of the party that has followed from others since 2025; by default it is true
/// or false.
public func derivedFactText(
    _ name: String, _ title: String, choices: String? = nil, rows: String
) -> String {
    """
      - name: \(name)
        of: party
        kind: \(choices.map { "choice\n    choices: \($0)" } ?? "boolean")
        title: \(title)
        derived:
          values:
            - from: 2025-01-01
              source: "Act of 2025, s 10"
              verified: true
              rows: \(rows)

    """
}
