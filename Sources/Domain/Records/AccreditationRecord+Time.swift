// SPDX-License-Identifier: Apache-2.0

extension AccreditationRecord {
    /// Whether the leave to act had begun and was not yet over on `day`. A suspension does not
    /// matter here: what is suspended is still held.
    public func heldVerdict(on day: CivilDate) -> Span.Verdict {
        if let expiresOn, day >= expiresOn { return .no }
        let begun = from.verdict(on: day)
        switch end?.ended.verdict(on: day) ?? .no {
        case .yes: return .no
        case .perhaps: return begun == .no ? .no : .perhaps
        case .no: return begun
        }
    }

    /// Whether the leave to act is certainly over on `day`, by its term or otherwise.
    public func isOver(on day: CivilDate) -> Bool {
        if let expiresOn, day >= expiresOn { return true }
        return end?.ended.verdict(on: day) == .yes
    }

    /// Whether it was suspended on `day`.
    public func suspendedVerdict(on day: CivilDate) -> Span.Verdict {
        var verdict = Span.Verdict.no
        for suspension in suspensions {
            let begun = suspension.from.verdict(on: day)
            let lifted = suspension.until?.verdict(on: day) ?? .no
            if begun == .yes, lifted == .no { return .yes }
            if begun != .no, lifted != .yes { verdict = .perhaps }
        }
        return verdict
    }

    /// Every day on which something known of it changes, unsorted.
    public var turningDays: [CivilDate] {
        var days = from.turningDays
        if let expiresOn { days.append(expiresOn) }
        if let end { days += end.ended.turningDays }
        for assignment in bands { days += assignment.assigned.turningDays }
        for assignment in services { days += assignment.assigned.turningDays }
        for suspension in suspensions {
            days += suspension.from.turningDays
            if let until = suspension.until { days += until.turningDays }
        }
        return days
    }
}
