// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func proceeding(_ rule: ProceedingRule) -> [(String, JSONValue?)] {
        [
            ("kind", .string(rule.kind.rawValue)),
            ("roles", .array(rule.roles.map { .string($0.rawValue) })),
            ("once", rule.kind == .penaltyCase ? .bool(rule.isOnce) : nil),
            (
                "limitation",
                rule.limitation.map { limitation in
                    .object(
                        present: members(of: limitation.last) + [("moves", codes(limitation.moves))]
                    )
                }
            ),
            ("states", .array(rule.states.map(json))), ("moves", .array(rule.moves.map(json))),
        ]
    }

    private static func json(_ state: ProceedingRule.State) -> JSONValue {
        .object(present: [
            ("code", JSONValue(text: state.code)), ("title", json(state.title)),
            ("final", .bool(state.isFinal)), ("due", state.due.map(json)),
            (
                "lapses",
                state.lapse.map { lapse in
                    ["after": json(lapse.after), "to": JSONValue(text: lapse.state)]
                }
            ),
            ("stops", codes(state.stops)),
        ])
    }

    private static func json(_ move: ProceedingMoveRule) -> JSONValue {
        let starts = move.starts.map { start -> JSONValue in
            .object(present: [
                ("clock", JSONValue(text: start.clock)), ("begins", start.day.map { .string($0) }),
            ])
        }
        let extends = move.extends.map { put -> JSONValue in
            .object(present: members(of: put.day) + [("until", .string(put.until))])
        }
        let wait = move.notBefore.map { wait -> JSONValue in
            .object(present: members(of: wait.day) + [("unless", codes(wait.unless))])
        }
        return .object(
            present: [
                ("code", JSONValue(text: move.name)), ("title", json(move.title)),
                ("from", codes(move.from)),
                ("by", .array(move.makers.map { .string($0.rawValue) })),
                ("seat", .string(move.seat.rawValue)),
                ("apart", move.apart.isEmpty ? nil : .array(move.apart.map(json))),
                ("notBefore", wait), ("notAfter", move.notAfter.map(json)),
                ("takes", move.fields.isEmpty ? nil : .array(move.fields.map(json))),
                ("starts", starts.isEmpty ? nil : .array(starts)),
                ("extends", extends.isEmpty ? nil : .array(extends)),
                ("suspendedUntil", move.suspendedUntil.map(json)),
                ("noWorseThan", move.noWorseThan.map { JSONValue(text: $0) }),
                ("rights", move.rights.map(json)),
            ] + members(of: move.outcomes))
    }

    private static func members(
        of outcomes: [ProceedingMoveRule.Outcome]
    ) -> [(String, JSONValue?)] {
        func members(of outcome: ProceedingMoveRule.Outcome) -> [(String, JSONValue?)] {
            [
                ("to", JSONValue(text: outcome.state)),
                (
                    "does",
                    outcome.effects.isEmpty
                        ? nil : .array(outcome.effects.map { .string($0.rawValue) })
                ),
            ]
        }
        if outcomes.count == 1 { return members(of: outcomes[0]) }
        let list = outcomes.map { outcome -> JSONValue in
            .object(
                present: [
                    ("code", outcome.code.map { JSONValue(text: $0) }),
                    ("title", outcome.title.map(json)),
                ] + members(of: outcome))
        }
        return [("outcomes", .array(list))]
    }

    private static func json(_ apart: ProceedingMoveRule.Apart) -> JSONValue {
        switch apart {
        case .reporting: "reporting"
        case .move(let name): ["move": JSONValue(text: name)]
        case .anyMove: "any"
        }
    }

    private static func json(_ field: ProceedingMoveRule.Field) -> JSONValue {
        let head: (String, JSONValue?) =
            switch field.kind {
            case .text(let name): ("text", .string(name))
            case .day(let name): ("day", .string(name))
            case .fact(let name): ("fact", .string(name))
            case .evidence: ("evidence", true)
            case .measures: ("measures", true)
            }
        return .object(present: [
            head, ("title", field.title.map(json)), ("needed", .bool(field.isNeeded)),
            ("internal", .bool(field.isInternal)),
        ])
    }

    private static func json(_ day: ProceedingRule.DayReference) -> JSONValue {
        .object(present: members(of: day))
    }

    private static func members(
        of day: ProceedingRule.DayReference
    ) -> [(String, JSONValue?)] {
        [("clock", JSONValue(text: day.clock)), ("step", .string(day.step))]
    }

    private static func codes<C: Code>(_ codes: [C]) -> JSONValue? {
        codes.isEmpty ? nil : .array(codes.map { JSONValue(text: $0) })
    }

    /// Proceedings as lines: the roles, the states with what comes of itself, and the moves with
    /// who makes them, from where, and where they lead.
    func appendProceedings(to lines: inout [String], _ language: Language) {
        append(policy.procedure.proceedings, to: &lines, language) { rule in
            let words = ProceedingText(rule, language)
            return rule.roles.map(\.rawValue).joined(separator: ", ")
                + (rule.states.map(words.text) + rule.moves.map(words.text))
                .map { "\n    \($0)" }.joined()
        }
    }
}

/// A proceeding in words.
private struct ProceedingText {
    private let rule: ProceedingRule
    private let language: Language

    init(_ rule: ProceedingRule, _ language: Language) {
        self.rule = rule
        self.language = language
    }

    func text(of state: ProceedingRule.State) -> String {
        var parts: [String] = []
        let isChinese = language == .zh
        if state.isFinal { parts.append(isChinese ? "终局" : "final") }
        if let due = state.due {
            parts.append((isChinese ? "截止：" : "due ") + text(of: due))
        }
        if let lapse = state.lapse {
            let after = text(of: lapse.after)
            parts.append(
                isChinese
                    ? "\(after) 届满后为 \(lapse.state)" : "\(lapse.state) after \(after)")
        }
        if !state.stops.isEmpty {
            let clocks = state.stops.map(\.text).joined(separator: ", ")
            parts.append(isChinese ? "\(clocks) 中止计算" : "\(clocks) stands still")
        }
        return "\(state.code)  \(state.title.text(in: language))" + list(parts)
    }

    func text(of move: ProceedingMoveRule) -> String {
        let isChinese = language == .zh
        var parts = [move.makers.map(\.rawValue).joined(separator: ", ")]
        if move.seat == .superior { parts.append(isChinese ? "上级机关" : "of the authority above") }
        if !move.apart.isEmpty {
            let hands = move.apart.map(text).joined(separator: ", ")
            parts.append(isChinese ? "回避：\(hands)" : "but not who did: \(hands)")
        }
        if let wait = move.notBefore {
            let day = text(of: wait.day)
            let unless = wait.unless.map(\.text).joined(separator: ", ")
            parts.append(
                isChinese
                    ? "\(day) 届满后\(unless.isEmpty ? "" : "，已 \(unless) 的除外")"
                    : "after \(day)\(unless.isEmpty ? "" : ", unless \(unless)")")
        }
        if let last = move.notAfter {
            parts.append(isChinese ? "不晚于 \(text(of: last))" : "no later than \(text(of: last))")
        }
        if let cut = rule.limitation, cut.moves.contains(move.name) {
            let day = text(of: cut.last)
            parts.append(isChinese ? "时效：\(day)" : "not once \(day) is over")
        }
        if let told = move.noWorseThan {
            parts.append(isChinese ? "不得重于 \(told)" : "no worse than \(told)")
        }
        let from = move.from.map(\.text).joined(separator: ", ")
        let ends = move.outcomes.map(text).joined(separator: " / ")
        return "\(move.name)  \(move.title.text(in: language))  "
            + (from.isEmpty ? "" : "\(from) ") + "→ \(ends)" + list(parts)
    }

    private func text(of outcome: ProceedingMoveRule.Outcome) -> String {
        let title = outcome.title.map { "\($0.text(in: language)): " } ?? ""
        let effects = outcome.effects.map(\.rawValue).joined(separator: ", ")
        return title + outcome.state.text + (effects.isEmpty ? "" : " [\(effects)]")
    }

    private func text(of apart: ProceedingMoveRule.Apart) -> String {
        switch apart {
        case .reporting: language == .zh ? "报告" : "report"
        case .move(let name): name.text
        case .anyMove: language == .zh ? "任何步骤" : "any move"
        }
    }

    private func text(of day: ProceedingRule.DayReference) -> String {
        "\(day.clock), \(day.step)"
    }

    private func list(_ parts: [String]) -> String {
        parts.isEmpty ? "" : "  (\(parts.joined(separator: "; ")))"
    }
}
