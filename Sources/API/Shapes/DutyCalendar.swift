// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Duties as a calendar: each an event that lasts its last day, with an alarm for each reminder.
///
/// The same register at the same position gives the same bytes, and a duty keeps its `UID` through
/// whatever happens to it, so that a program that reads the calendar again changes what it has.
///
/// - Source: RFC 5545; RFC 7986 for `NAME` and `REFRESH-INTERVAL`.
enum DutyCalendar {
    /// The calendar.
    static func bytes(of duties: [DutyView], in language: Language) -> [UInt8] {
        var lines = CalendarLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//Probity//Duties//EN")
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", "PUBLISH")
        lines.add("NAME", text: language == .zh ? "义务" : "Duties")
        lines.add("X-WR-CALNAME", text: language == .zh ? "义务" : "Duties")
        lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
        for duty in duties { add(duty, in: language, to: &lines) }
        lines.add("END", "VCALENDAR")
        return lines.bytes
    }

    private static func add(
        _ view: DutyView, in language: Language, to lines: inout CalendarLines
    ) {
        let duty = view.record
        let state = duty.state(on: view.day)
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", "\(duty.id)@duties.probity")
        lines.add("DTSTAMP", view.changedAt.calendarText)
        lines.add("LAST-MODIFIED", view.changedAt.calendarText)
        lines.add("DTSTART;VALUE=DATE", duty.lastDay.calendarText)
        lines.add("DTEND;VALUE=DATE", duty.lastDay.adding(days: 1).calendarText)
        let title = view.title.text(in: language)
        let word = state == .open ? nil : word(for: state).text(in: language)
        lines.add("SUMMARY", text: word.map { "\($0): \(title)" } ?? title)
        lines.add("DESCRIPTION", text: description(of: duty, in: language))
        lines.add("CATEGORIES", text: duty.regime.text)
        lines.add("STATUS", status(of: duty, state))
        // It takes nobody's time.
        lines.add("TRANSP", "TRANSPARENT")
        for days in state == .open ? view.remindDays : [] {
            lines.add("BEGIN", "VALARM")
            lines.add("ACTION", "DISPLAY")
            lines.add("DESCRIPTION", text: title)
            lines.add("TRIGGER", "-P\(days)D")
            lines.add("END", "VALARM")
        }
        lines.add("END", "VEVENT")
    }

    private static func status(of duty: DutyRecord, _ state: DutyState) -> String {
        switch state {
        case .waived, .ended: "CANCELLED"
        case .open where duty.isProvisional: "TENTATIVE"
        case .open, .overdue, .missed, .discharged, .late: "CONFIRMED"
        }
    }

    private static func word(for state: DutyState) -> LocalText {
        switch state {
        case .open: LocalText(en: "Open", zh: "待履行")
        case .overdue, .missed: LocalText(en: "Overdue", zh: "逾期")
        case .discharged: LocalText(en: "Done", zh: "已履行")
        case .late: LocalText(en: "Done late", zh: "逾期履行")
        case .waived: LocalText(en: "Waived", zh: "已免除")
        case .ended: LocalText(en: "Not owed", zh: "不再承担")
        }
    }

    private static func description(of duty: DutyRecord, in language: Language) -> String {
        var text = LocalText(
            en: "\(duty.duty), raised on \(duty.raisedOn).",
            zh: "\(duty.duty)，产生于 \(duty.raisedOn)。"
        ).text(in: language)
        if duty.isProvisional {
            text += LocalText(
                en: "\nThe day may become later, once the calendar is published.",
                zh: "\n日历公布后，此日可能推迟。"
            ).text(in: language)
        }
        return text
    }
}

/// The lines of a calendar: folded so that none has more than 75 octets, and ended with CR LF.
///
/// - Source: RFC 5545 §3.1 and §3.3.11.
struct CalendarLines {
    private(set) var bytes: [UInt8] = []

    /// The most octets of a line without its end.
    static let width = 75

    /// Adds a property whose value is no free text.
    mutating func add(_ name: String, _ value: String) {
        append("\(name):\(value)")
    }

    /// Adds a property whose value is free text, in which some characters are escaped.
    mutating func add(_ name: String, text: String) {
        var value = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": value += "\\\\"
            case ";": value += "\\;"
            case ",": value += "\\,"
            case "\n": value += "\\n"
            case "\r": break
            default: value.unicodeScalars.append(scalar)
            }
        }
        append("\(name):\(value)")
    }

    /// Folds between characters, never within one.
    private mutating func append(_ line: String) {
        var count = 0
        for scalar in line.unicodeScalars {
            let encoded = Array(String(scalar).utf8)
            if count + encoded.count > Self.width {
                bytes += [0x0D, 0x0A, 0x20]
                count = 1
            }
            bytes += encoded
            count += encoded.count
        }
        bytes += [0x0D, 0x0A]
    }
}

extension CivilDate {
    /// `20261231`.
    fileprivate var calendarText: String { description.replacing("-", with: "") }
}

extension Instant {
    /// `20261231T235959Z`: whole seconds.
    fileprivate var calendarText: String {
        description.prefix(19).replacing("-", with: "").replacing(":", with: "") + "Z"
    }
}
