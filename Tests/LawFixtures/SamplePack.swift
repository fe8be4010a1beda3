// SPDX-License-Identifier: Apache-2.0

import Domain
public import Policy

/// The smallest regime that has one of everything, to plant faults in.
public struct SamplePack: Sendable {
    /// The texts by path.
    public var files: [String: String] = [
        "regime.yaml": """
        code: sample
        version: "2025-01-01"
        title: { en: Sample, zh: 样例 }
        description: { en: For tests., zh: 供测试。 }
        source: "Act of 2025, s 1"
        verified: true
        currency: EUR
        time: { offsetMinutes: 60 }
        roles:
          values:
            - from: 2025-01-01
              source: "Act of 2025, s 2"
              verified: true
              roles: [inviter, sponsor]
        """,
        "bands.yaml": """
        values:
          - from: 2025-01-01
            until: 2026-01-01
            source: "Act of 2025, s 3"
            verified: true
            basis: score
            bands:
              - { code: good, title: { en: Good, zh: 良 }, score: { atLeast: 50 } }
              - { code: poor, title: { en: Poor, zh: 差 }, score: { below: 50 } }
          - from: 2026-01-01
            source: "Act of 2026, s 3"
            verified: true
            basis: score
            bands:
              - { code: good, title: { en: Good, zh: 良 }, score: { above: 60 } }
              - { code: poor, title: { en: Poor, zh: 差 }, score: { atMost: 60 } }
        """,
        "starts.yaml": """
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 4"
            verified: true
            rows:
              - points: 100
                title: { en: Large, zh: 大 }
                when: { fact: employees, atLeast: 100 }
              - points: 80
                title: { en: Others, zh: 其他 }
                otherwise: true
        """,
        "facts.yaml": """
        source: "Act of 2025, s 5"
        verified: true
        facts:
          - { name: employees, of: party, kind: integer, title: { en: Staff, zh: 员工 } }
          - { name: grave, of: event, kind: boolean, title: { en: Grave, zh: 严重 } }
        """,
        "indicators/late.yaml": """
        code: late
        title: { en: Late, zh: 逾期 }
        description: { en: A late report., zh: 逾期报告。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 6"
            verified: true
            roles: [sponsor]
            points:
              perUnit: -5
              unit: day
              capPerEvent: -20
              quantityAtMost: 100
            expires: { months: 12, anchor: occurredOn }
        """,
        "overrides/fraud.yaml": """
        code: fraud
        title: { en: Fraud, zh: 欺诈 }
        description: { en: A grave delay., zh: 严重逾期。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 7"
            verified: true
            roles: [sponsor]
            effect: direct
            band: poor
            event:
              indicators: [late]
              when: { fact: grave, equals: true }
              holds: { anchor: determinedOn, months: 24 }
        """,
        "routes/work.yaml": """
        code: work
        title: { en: Work, zh: 工作 }
        description: { en: Work., zh: 工作。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 8"
            verified: true
            roles: [sponsor]
            scope: region
            minimumBand: { new: good, extension: none }
        """,
        "cases/others-start-at-80.yaml": """
        law: sample
        asOf: 2025-06-01
        source: "Act of 2025, s 4"
        explanation: Nobody stated how many it employs.
        input:
          role: sponsor
        expected:
          score: 80
          band: good
        """,
    ]

    /// The pack as it was written.
    public init() {}

    /// The files as a pack.
    public var pack: PolicyPack {
        PolicyPack(
            name: "sample", files: files.map { PolicyFile(path: $0.key, text: $0.value) })
    }

    /// The pack with the first occurrence of a text of one file replaced.
    public func replacing(_ old: String, with new: String, in path: String) -> SamplePack {
        var copy = self
        guard let text = files[path], text.contains(old) else {
            preconditionFailure("\(path) has no \(old).")
        }
        copy.files[path] = text.replacing(old, with: new, maxReplacements: 1)
        return copy
    }

    /// The pack with more facts, each in lines of its own, before those that it ends with.
    public func declaring(_ facts: String...) -> SamplePack {
        let last = "  - { name: grave,"
        return replacing(last, with: facts.joined() + last, in: "facts.yaml")
    }

    /// The pack with bands that lack the worse one from a day on, and have another instead.
    public func dropping(_ band: String, from day: String) -> SamplePack {
        var copy = replacing(
            "  - from: 2026-01-01", with: "  - from: 2026-01-01\n    until: \(day)",
            in: "bands.yaml")
        copy.files["bands.yaml", default: ""] += """

              - from: \(day)
                source: "Act of 2027, s 3"
                verified: true
                basis: score
                bands:
                  - { code: good, title: { en: Good, zh: 良 }, score: { atLeast: 50 } }
                  - { code: not-\(band), title: { en: Bad, zh: 劣 }, score: { below: 50 } }
            """
        return copy
    }

    /// The pack as law.
    public func policy() throws -> Policy { try PolicyLoader.load(pack) }

    /// What is wrong with it.
    public func faults() -> [PolicyFault] { pack.faults() }
}
