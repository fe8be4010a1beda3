// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Measures how fast a client takes answers that are too long to be sent at once. Only that time
/// counts in which we wait for the client, and not that in which it waits for us.
///
/// The time is cut into windows of `Patience.answer`. In each of them the client must have taken as
/// much as its rate is: however little it takes at a time, that alone gives it no new time.
struct AnswerWatch {
    private let patience: Patience
    /// Since when we wait for the client; nil while more can be written.
    private var waitingSince: NIODeadline?
    /// How long we waited in this window before that.
    private var waited = TimeAmount.zero
    /// What was written to the connection since it was opened.
    private var writtenBytes = 0
    /// How much of it had been taken when this window began.
    private var takenBytes = 0

    init(_ patience: Patience) {
        self.patience = patience
    }

    /// Notes that so much was written.
    mutating func wrote(_ byteCount: Int) {
        writtenBytes += byteCount
    }

    /// Notes that no more can be written for now, and gives the time that is left of the window.
    mutating func stopped(at now: NIODeadline) -> TimeAmount {
        waitingSince = now
        return patience.answer - waited
    }

    /// Notes that more can be written.
    mutating func resumed(at now: NIODeadline) {
        guard let since = waitingSince else { return }
        waitingSince = nil
        waited = waited + (now - since)
    }

    /// Whether enough was taken in the window that is over, where `leftBytes` are not; the next one
    /// begins.
    mutating func tookEnough(leaving leftBytes: Int, at now: NIODeadline) -> Bool {
        let taken = writtenBytes - leftBytes
        let due =
            Int64(patience.answerBytesPerSecond) * patience.answer.nanoseconds / 1_000_000_000
        defer {
            takenBytes = taken
            waited = .zero
            waitingSince = now
        }
        return Int64(taken - takenBytes) >= due
    }
}
