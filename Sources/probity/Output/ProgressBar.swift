// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How far a long command has come, on standard error: a bar with rate and time left on a
/// terminal, else a plain line now and then.
final class ProgressBar: Sendable {
    private struct State {
        var phases: [String] = []
        var start = ContinuousClock.now
        var shown: ContinuousClock.Instant?
        var done: Int64 = 0
        var total: Int64 = 0
    }

    private let unit: String
    private let isTerminal = Console.isErrorTerminal
    private let state = Mutex(State())

    /// Makes a bar that counts in `unit`, a plural.
    init(unit: String) {
        self.unit = unit
    }

    /// Begins something, from nothing; what comes in several rounds has a name for each.
    func begin(_ phases: String...) {
        state.withLock { state in
            state = State()
            state.phases = phases
        }
    }

    /// So much is done of so much.
    func update(done: Int64, of total: Int64) {
        let line = state.withLock { state -> String? in
            if done < state.done {
                // The next round begins.
                state.start = .now
                if state.phases.count > 1 { state.phases.removeFirst() }
            }
            (state.done, state.total) = (done, total)
            let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
            let now = ContinuousClock.now
            guard now - (state.shown ?? state.start) >= pause else { return nil }
            state.shown = now
            return Self.line(
                state, unit: unit, after: now - state.start, withBar: isTerminal)
        }
        guard let line else { return }
        if isTerminal { Console.redraw(line) } else { Console.note(line) }
    }

    /// Takes the bar away.
    func end() {
        let wasShown = state.withLock { state in
            defer { state = State() }
            return state.shown != nil
        }
        if isTerminal, wasShown { Console.redraw("") }
    }

    private static func line(
        _ state: State, unit: String, after elapsed: Duration, withBar: Bool
    ) -> String {
        let rate = state.done * 1_000 / max(1, elapsed.wholeMilliseconds)
        var parts = [state.phases.first ?? ""]
        if state.total > 0 {
            let share = min(100, state.done * 100 / state.total)
            let full = Int(share) / 4
            let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 25 - full)
            parts.append(withBar ? "\(bar) \(share) %" : "\(share) %")
        }
        let total = state.total > 0 ? " of \(state.total.grouped)" : ""
        parts.append("\(state.done.grouped)\(total) \(unit)")
        parts.append("\(rate.grouped)/s")
        if rate > 0, state.total > state.done {
            parts.append("\(timeText((state.total - state.done) / rate)) left")
        }
        return parts.joined(separator: "  ")
    }

    private static func timeText(_ seconds: Int64) -> String {
        seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}

extension BinaryInteger {
    /// Digits in groups of three, `48,106`.
    var grouped: String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}
