// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How many events of its kind came before an event.
///
/// Those count that are confirmed, that nothing justifies, and that happened on an earlier day.
///
/// - Source: the indicator's file in the pack.
public struct EarlierEvents: Hashable, Sendable {
    /// Of which indicators; empty for the event's own.
    public let indicators: [IndicatorCode]
    /// The fact whose word they share with the event; nil where every event is of the kind.
    public let word: String?
    /// Only those that happened within this time up to the event; nil for all.
    public let window: EventWindow?
    /// How many there may be.
    public let bounds: Bounds<Int>

    /// Whether an event that happened on a day is early and late enough for one of another day.
    public func takes(_ earlier: CivilDate, before day: CivilDate) -> Bool {
        earlier < day && window.map { $0.takes(earlier, on: day) } ?? true
    }
}
