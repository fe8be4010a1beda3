// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What keeps a rating from being better, by its code.
public struct RatingReason: Hashable, Sendable {
    /// How many are told of a rating.
    public static let toldCount = 4

    /// The code of an override or of an indicator.
    public let code: String
    /// What it is called.
    public let title: LocalText
    /// What all events of the indicator take off the score; nil for an override.
    public let points: Points?
    /// Where it is written.
    public let source: String

    /// The first reasons of a rating.
    ///
    /// - Source: as for ``all(of:)``.
    public static func first(of rating: Rating) -> [RatingReason] {
        Array(all(of: rating).prefix(toldCount))
    }

    /// All reasons of a rating: overrides in force, strongest first, then indicators by the
    /// points that their events take off.
    ///
    /// - Source: the pack, which each reason names.
    public static func all(of rating: Rating) -> [RatingReason] {
        var reasons: [RatingReason] = []
        for override in rating.overrides
        where !reasons.contains(where: { $0.code == override.code.text }) {
            reasons.append(
                RatingReason(
                    code: override.code.text, title: override.title, points: nil,
                    source: override.source))
        }
        var sums: [IndicatorCode: Points] = [:]
        for item in rating.contributions where item.counted < .zero {
            sums[item.indicator] = (sums[item.indicator] ?? .zero) + item.counted
        }
        for (code, points) in sums.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            guard let item = rating.contributions.last(where: { $0.indicator == code }) else {
                continue
            }
            reasons.append(
                RatingReason(
                    code: code.text, title: item.title, points: points, source: item.source))
        }
        return reasons
    }
}
