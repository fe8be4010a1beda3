// SPDX-License-Identifier: Apache-2.0

public import Policy

/// A small regime that weighs events: two kinds of violation that an officer grades, and one that
/// is counted by the head.
public enum WeighingPack {
    /// The pack, to change where a test needs to.
    public static var sample: SamplePack {
        var pack = SamplePack()
        for (path, text) in files { pack.files[path] = text }
        return pack
    }

    private static let loaded = Result { try sample.policy() }

    /// The pack as law, read once.
    public static func policy() throws -> Policy { try loaded.get() }

    private static let head = """
        source: "Act of 2025, s 9"
            verified: true
        """

    private static func indicator(_ code: String, _ facts: String, most: Int = 1) -> String {
        """
        code: \(code)
        title: { en: \(code), zh: 指标 }
        description: { en: \(code), zh: 指标 }
        values:
          - from: 2025-01-01
            \(head)
            roles: [sponsor]
            points: none
            quantityAtMost: \(most)
            \(facts)
            expires: never
        """
    }

    private static let files = [
        "facts.yaml": """
        source: "Act of 2025, s 5"
        verified: true
        facts:
          - { name: employees, of: party, kind: integer, title: { en: Staff, zh: 员工 } }
          - { name: grave, of: event, kind: boolean, title: { en: Grave, zh: 严重 } }
          - { name: excused, of: event, kind: boolean, title: { en: Excused, zh: 免责 } }
          - { name: gain, of: event, kind: decimal, title: { en: Gain, zh: 获利 } }
          - { name: inspection, of: event, kind: word, title: { en: Inspection, zh: 检查 } }
          - name: type
            of: indicator
            kind: choice
            choices: [A, B]
            title: { en: Type, zh: 类别 }
          - name: size
            of: party
            kind: choice
            choices: [small, large]
            title: { en: Size, zh: 规模 }
            derived:
              values:
                - from: 2025-01-01
                  source: "Act of 2025, s 10"
                  verified: true
                  rows:
                    - { give: small, when: { fact: employees, below: 100 } }
                    - { give: large, when: { fact: employees, atLeast: 100 } }
        """,
        "indicators/lapse.yaml": indicator("lapse", "facts: { type: A }"),
        "indicators/breach.yaml": indicator("breach", "facts: { type: B }"),
        "indicators/stay.yaml": indicator("stay", "facts: {}", most: 1_000),
        "indicators/notice.yaml": indicator("notice", "facts: {}"),
        "tables/fine.yaml": """
        code: fine
        title: { en: Fine, zh: 罚款 }
        description: { en: Fines., zh: 罚款表。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, Table 1"
            verified: true
            gives: money
            by: points
            whole: true
            across: [type, size]
            columns: [[A, small], [A, large], [B, small], [B, large]]
            rows:
              - { atMost: 1, give: [none, none, none, none] }
              - { equals: 2, give: [500, 750, 1000, 2000] }
              - { atLeast: 3, atMost: 4, give: [1000, 2000, 3000, 7000] }
              - { atLeast: 5, give: [100000, 100000, 100000, 100000] }
        """,
        "tables/bar.yaml": """
        code: bar
        title: { en: Bar, zh: 禁入 }
        description: { en: Bars., zh: 禁入表。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, Table 2"
            verified: true
            gives: years
            by: points
            whole: true
            across: [type]
            columns: [[A], [B]]
            rows:
              - { atMost: 2, give: [none, none] }
              - { atLeast: 3, atMost: 4, give: [none, 1] }
              - { atLeast: 5, atMost: 9, give: [1, 2] }
              - { atLeast: 10, give: [permanent, permanent] }
        """,
        "tables/heads.yaml": """
        code: heads
        title: { en: Heads, zh: 人数 }
        description: { en: Points by the head., zh: 按人数计分。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, Table 3"
            verified: true
            gives: points
            by: quantity
            whole: true
            rows:
              - { atMost: 1, give: none }
              - { atLeast: 2, give: 1.5 }
        """,
        "assessments/inspection.yaml": """
        code: inspection
        title: { en: Inspection, zh: 检查 }
        description: { en: Weighed after an inspection., zh: 检查后评估。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 11"
            verified: true
            indicators: [lapse, breach]
            justifications:
              - { title: { en: An excuse, zh: 免责 }, when: { fact: excused, equals: true } }
            points:
              - ordinal:
                  by: type
                  occasion: inspection
                  since: 2025-03-01
                  months: 36
                  points: { A: [1, 2], B: [2, 3, 4] }
              - grades:
                  - { name: benefit, title: { en: B, zh: 益 }, atLeast: 0, atMost: 6 }
                  - { name: harm, title: { en: H, zh: 害 }, atLeast: 0, atMost: 10 }
            reductions:
              - title: { en: Disclosed, zh: 主动披露 }
                when: { fact: voluntaryDisclosure, equals: true }
                points: 4
                floor: 0
            measures:
              - code: fine
                kind: penalty
                title: { en: Fine, zh: 罚款 }
                size: { table: fine }
                published: true
              - code: bar
                kind: bar
                title: { en: Bar, zh: 禁入 }
                size: { table: bar }
                shownAfterDays: 1
                published: true
              - code: warning
                kind: warning
                title: { en: Warning, zh: 警告 }
                unless: [fine, bar]
                published: false
        """,
        "assessments/stays.yaml": """
        code: stays
        title: { en: Stays, zh: 滞留 }
        description: { en: Counted by the head., zh: 按人计。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 12"
            verified: true
            indicators: [stay]
            points:
              - fixed: 1
              - { each: 0.25, of: quantity, cap: 2 }
              - table: heads
            measures:
              - code: fine
                kind: penalty
                title: { en: Fine, zh: 罚款 }
                size: { each: 10000, of: quantity, cap: 100000 }
                published: true
              - code: gain
                kind: confiscation
                title: { en: Gain, zh: 没收 }
                when: { fact: gain, known: true }
                size: { each: 1, of: gain }
                published: false
              - code: discretion
                kind: exitCosts
                title: { en: Costs, zh: 费用 }
                when: { fact: points, atLeast: 3 }
                size: { range: { atLeast: 10000, atMost: 50000, guideline: 20000 } }
                published: false
              - code: suspension
                kind: suspension
                title: { en: Suspension, zh: 暂停 }
                when: { fact: grave, equals: true }
                size: { fixed: 6, unit: months }
                published: false
        """,
        "notices.yaml": """
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 13"
            verified: true
            totals:
              - { kind: penalty, combine: sum, cap: 250000, rolling: { months: 12, cap: 300000 } }
              - { kind: bar, combine: highest }
              - { kind: exitCosts, combine: sum, cap: 80000 }
              - { kind: suspension, combine: sum }
              - { kind: warning, combine: highest }
        """,
        "calendars/place.yaml": """
        code: place
        title: { en: A place, zh: 某地 }
        description: { en: Its days., zh: 其工作日。 }
        source: "Gazette of 2026"
        verified: true
        published: { from: 2026-01-01, until: 2027-01-01 }
        daysOff: [saturday, sunday]
        holidays: [2026-07-01]
        workdays: [2026-07-04]
        """,
        "clocks/reply.yaml": """
        code: reply
        title: { en: Reply, zh: 答复 }
        description: { en: A time to reply., zh: 答复期限。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 14"
            verified: true
            begins: sentOn
            calendar: place
            steps:
              - name: received
                title: { en: Received, zh: 收到 }
                after: sentOn
                lengths:
                  - { days: 5, when: { fact: grave, equals: true } }
                  - { days: 10 }
                onHoliday: stays
              - name: due
                title: { en: Due, zh: 到期 }
                after: received
                lengths: [{ days: 30 }]
                onHoliday: next
              - name: decided
                title: { en: Decided, zh: 决定 }
                after: sentOn
                lengths: [{ workingDays: 3 }]
                onHoliday: stays
              - name: closed
                title: { en: Closed, zh: 结案 }
                after: sentOn
                lengths: [{ months: 1 }]
                onHoliday: stays
        """,
    ]
}
