// SPDX-License-Identifier: Apache-2.0

import Policy

/// A small regime with a duty for each thing that raises one.
public enum DutyPack {
    /// The pack, to change where a test needs to. Its calendar has days off on weekends, a holiday
    /// on Monday 2026-06-15, and is published to the end of 2026.
    public static var sample: SamplePack {
        var pack = SamplePack()
        pack.files["indicators/late.yaml"] = indicator
        pack.files["calendars/place.yaml"] = calendar(
            until: "2027-01-01", holidays: "[2026-06-15]")
        for (code, raisedBy, rest) in duties {
            pack.files["duties/\(code).yaml"] = duty(code, raisedBy, rest)
        }
        return pack
    }

    /// The same under a later version, whose calendar is published for a year more.
    public static func published(holidays: String) -> SamplePack {
        var pack = sample
        pack.files["regime.yaml"] = pack.files["regime.yaml"]?
            .replacing("version: \"2025-01-01\"", with: "version: \"2026-11-01\"")
        pack.files["calendars/place.yaml"] = calendar(until: "2028-01-01", holidays: holidays)
        return pack
    }

    private static let indicator = """
        code: late
        title: { en: Late, zh: 逾期 }
        description: { en: A late report., zh: 逾期报告。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 6"
            verified: true
            roles: [inviter, sponsor]
            points:
              perUnit: -5
              unit: day
              capPerEvent: -20
              quantityAtMost: 100
            expires: { months: 12, anchor: occurredOn }
        """

    private static let duties: [(String, String, String)] = [
        (
            "arrive", "undertaking: made",
            "due: { days: 10 }\n    missed: { indicator: late }\n"
                + "    ends: { with: [undertakingClosed] }"
        ),
        (
            "close-out", "undertaking: closed",
            "due: { days: 30 }\n    late: { indicator: late, quantity: daysLate }\n"
                + "    missed: { indicator: late }\n    extension: { days: 14 }\n"
                + "    remind: [14, 3]"
        ),
        ("follow-up", "undertaking: converted", "due: { months: 1 }\n    waivable: true"),
        (
            "pay", "event: [late]",
            "due: { days: 15 }\n    ends: { with: [accreditationEnded], months: 1 }"
        ),
        ("pledge", "accreditation: granted", "due: { days: 60 }"),
        (
            "answer", "day: asked",
            "due: { workingDays: 5, calendar: place, onHoliday: next }\n"
                + "    missed: { indicator: late, quantity: daysLate }\n"
                + "    extension: { workingDays: 5 }"
        ),
        ("account", "review: opened", "due: { on: { month: 2, day: 29 } }"),
        ("fine", "decision: received", "due: { days: 15 }"),
    ]

    private static func duty(_ code: String, _ raisedBy: String, _ rest: String) -> String {
        """
        code: \(code)
        title: { en: \(code), zh: 义务 }
        description: { en: \(code), zh: 义务 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 40"
            verified: true
            roles: [inviter, sponsor]
            raisedBy: { \(raisedBy) }
            dischargedBy: [report]
            \(rest)
        """
    }

    private static func calendar(until: String, holidays: String) -> String {
        """
        code: place
        title: { en: Place, zh: 某地 }
        description: { en: Its days., zh: 其工作日。 }
        source: "Act of 2025, s 50"
        verified: true
        published: { from: 2025-01-01, until: \(until) }
        daysOff: [saturday, sunday]
        holidays: \(holidays)
        """
    }
}
