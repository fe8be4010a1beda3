// SPDX-License-Identifier: Apache-2.0

import LawFixtures
import Policy
import Scoring

/// The Australian duties and penalties of work sponsors, as far as they are told in units and days.
///
/// - Source: Migration Act 1958, ss. 140K and 140Q; Crimes Act 1914, ss. 4AA and 4B; Migration
///   Regulations 1994, reg. 2.84.
enum AustralianPack {
    static var sample: SamplePack {
        var pack = SamplePack().replacing("currency: EUR", with: "currency: AUD", in: "regime.yaml")
        for (path, text) in files { pack.files[path] = text }
        return pack
    }

    private static let files = [
        "facts.yaml": """
        source: "Migration Act 1958"
        verified: false
        facts:
          - { name: employees, of: party, kind: integer, title: { en: Staff, zh: 员工 } }
          - { name: grave, of: event, kind: boolean, title: { en: Grave, zh: 严重 } }
          - name: approved
            of: party
            kind: boolean
            title: { en: Approved work sponsor, zh: 获准工作保荐人 }
        """,
        "indicators/obligation.yaml": """
        code: obligation
        title: { en: An obligation was not kept, zh: 未履行义务 }
        description: { en: Section 140Q., zh: 第140Q条。 }
        values:
          - from: 2024-07-01
            source: "Migration Act 1958, s 140Q"
            verified: false
            roles: [sponsor]
            points: none
            quantityAtMost: 1
            expires: never
        """,
        "units.yaml": """
        units:
          - code: penalty-unit
            title: { en: Commonwealth penalty unit, zh: 联邦罚款单位 }
            values:
              - from: 2023-07-01
                until: 2024-11-07
                source: "Crimes Act 1914, s 4AA"
                verified: false
                amount: 313
              - from: 2024-11-07
                source: "Crimes Act 1914, s 4AA"
                verified: false
                amount: 330.00
        """,
        "assessments/obligation.yaml": """
        code: obligation
        title: { en: An obligation was not kept, zh: 未履行义务 }
        description: { en: The most that a court or a notice may ask for., zh: 最高罚款。 }
        values:
          - from: 2024-07-01
            source: "Migration Act 1958, s 140Q"
            verified: false
            indicators: [obligation]
            measures:
              - code: civil
                kind: penalty
                title: { en: Civil penalty at most, zh: 最高民事罚款 }
                when: { fact: approved, equals: true }
                size:
                  units: 240
                  of: penalty-unit
                  times: [{ when: { kind: [organisation] }, factor: 5 }]
                published: true
              - code: infringement
                kind: penalty
                title: { en: Infringement notice, zh: 违规通知书罚款 }
                when: { fact: approved, equals: true }
                size:
                  units: 240
                  of: penalty-unit
                  times: [{ when: { kind: [organisation] }, factor: 5 }]
                  fraction: 1/5
                published: true
              - code: uneven
                kind: penalty
                title: { en: A seventh, zh: 七分之一 }
                when: { fact: grave, equals: true }
                size: { units: 1, of: penalty-unit, fraction: 1/7 }
                published: true
        """,
        "duties/notify.yaml": """
        code: notify
        title: { en: Notify an event, zh: 报告事项 }
        description: { en: Such as the end of employment., zh: 如雇佣终止。 }
        values:
          - from: 2024-07-01
            source: "Migration Regulations 1994, reg. 2.84"
            verified: true
            roles: [sponsor]
            raisedBy: { day: event }
            due: { days: 28 }
            dischargedBy: [notification]
            missed: { indicator: obligation }
            late: { indicator: obligation }
        """,
        "cases/a-breach-by-organisation-costs-396000-at-most.yaml": breach(
            by: "organisation", civil: 396_000, infringement: 79_200),
        "cases/a-breach-by-person-costs-79200-at-most.yaml": breach(
            by: "person", civil: 79_200, infringement: 15_840),
        "cases/the-end-of-employment-is-notified-within-28-days.yaml": """
        law: sample
        asOf: 2026-07-30
        source: "Migration Regulations 1994, reg. 2.84"
        explanation: What happened on 2026-07-01 is to be notified by 2026-07-29.
        input:
          role: sponsor
          filings:
            - { id: day-27, duty: notify, raisedOn: 2026-07-01, filedOn: 2026-07-28 }
            - { id: day-28, duty: notify, raisedOn: 2026-07-01, filedOn: 2026-07-29 }
            - { id: day-29, duty: notify, raisedOn: 2026-07-01, filedOn: 2026-07-30 }
            - { id: never, duty: notify, raisedOn: 2026-07-01 }
        expected:
          duties:
            - { filing: day-27, state: dischargedInTime, lastDay: 2026-07-29, raises: none }
            - { filing: day-28, state: dischargedInTime }
            - { filing: day-29, state: dischargedLate, daysLate: 1, raises: obligation }
            - { filing: never, state: missed, quantity: 1, raisedOn: 2026-07-30 }
        """,
    ]

    /// What a court and a notice may ask for.
    private static func breach(by kind: String, civil: Int, infringement: Int) -> String {
        """
        law: sample
        asOf: 2026-07-01
        source: "Migration Act 1958, s 140Q; Crimes Act 1914, ss 4AA and 4B"
        explanation: 240 units of 330.00, times five for a body corporate; a notice asks a fifth.
        input:
          role: sponsor
          party: { kind: \(kind), facts: { approved: true } }
          events:
            - { id: breach, indicator: obligation, occurredOn: 2026-06-01 }
        expected:
          assessments:
            - event: breach
              measures:
                - { code: civil, amount: \(civil) }
                - { code: infringement, amount: \(infringement) }
        """
    }
}
