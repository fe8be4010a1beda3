// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy
public import Service

extension CalculationAnswer {
    /// Score and band, what each event brings and what follows from it, the totals of the notice,
    /// the days of its clocks, and the trace of each.
    public func json(in language: Language) -> JSONValue {
        .object(ratingMembers(in: language) + noticeMembers(in: language))
    }

    private func ratingMembers(in language: Language) -> [JSONValue.Member] {
        let contributions = rating.contributions.map { contribution in
            contribution.json(in: language, event: name(contribution.event))
        }
        let overrides = rating.overrides.map {
            $0.json(in: language, event: $0.event.map(name))
        }
        return [
            .init("role", .string(role.rawValue)),
            .init("score", rating.score.map { JSONValue($0) } ?? .null),
            .init("band", .orNull(rating.band)),
            .init("basis", .string(rating.basis.rawValue)),
            .init("start", rating.start?.json(in: language) ?? .null),
            .init("adjustments", .array(rating.adjustments.map { $0.json(in: language) })),
            .init("contributions", .array(contributions)),
            .init("scores", .array(rating.scores.map { $0.json(in: language) })),
            .init("overrides", .array(overrides)),
            .init(
                "reasons",
                .array(RatingReason.first(of: rating).map { $0.json(in: language) })),
            .init(
                "counterfactuals",
                .array(
                    counterfactuals.map { $0.json(event: $0.event.map(name)) })),
        ]
    }

    private func noticeMembers(in language: Language) -> [JSONValue.Member] {
        let days = clocks.map { $0.run.json(of: $0.notice, in: language) }
        return [
            .init("assessments", .array(assessed.map { assessment(of: $0, in: language) })),
            .init("total", notice.total),
            .init("published", notice.isPublished.map { .bool($0) } ?? .null),
            .init("clocks", .array(days)),
            .init("duties", .array(duties.map { $0.json(in: language) })),
            .init(
                "displays",
                .array(displays.map { $0.json(of: name($0.event), in: language) })),
            .init(
                "repairs", .array(repairs.map { $0.json(of: name($0.event), in: language) })),
            .init("nomineePoints", nomineePoints?.json(in: language) ?? .null),
            .init("eligibility", eligibility?.json(in: language) ?? .null),
            .init("asOf", JSONValue(text: asOf)),
            .init("policy", policy.reference.json),
            .init(
                "trace", .array(trace(in: language) + notice.trace.map { $0.json(in: language) })),
        ]
    }

    private func name(_ id: EventID) -> String { names[id] ?? "" }

    private func assessment(of event: EventRecord, in language: Language) -> JSONValue {
        let contribution = rating.contributions.first { $0.event == event.id }
        let assessment = notice.assessments.first { $0.event == event.id }
        // What an event weighs where the law weighs it; else what it brings to the score.
        let points = weight(of: event) ?? contribution?.points
        let measures = assessment?.measures.map { $0.json(in: language) } ?? []
        let scored = contribution.map { steps(of: $0, event, in: language) } ?? []
        let allowed = assessment?.allowed.map { $0.json(in: language) } ?? []
        var members: [JSONValue.Member] = [
            .init("event", .string(name(event.id))),
            .init("justification", .orNull(assessment?.justification?.text(in: language))),
            .init("ordinal", assessment?.ordinal.map { .integer(Int64($0)) } ?? .null),
            .init("points", points.map { JSONValue($0) } ?? .null),
            .init("counted", contribution.map { JSONValue($0.counted) } ?? .null),
            .init("measures", .array(measures)),
        ]
        if !allowed.isEmpty { members.append(.init("allowed", .array(allowed))) }
        let traced = assessment?.trace.map { $0.json(in: language) } ?? []
        members.append(.init("trace", .array(scored + traced)))
        return .object(members)
    }

    /// How the points of one event came about: by its rule, until when, and what of them counts.
    private func steps(
        of contribution: Contribution, _ event: EventRecord, in language: Language
    ) -> [JSONValue] {
        [
            Self.step(
                "points",
                [
                    "indicator": JSONValue(text: event.indicator),
                    "quantity": .integer(Int64(event.quantity)),
                    "note": .orNull(contribution.note?.text(in: language)),
                ], JSONValue(contribution.points), contribution.source),
            Self.step(
                "expiry", ["occurredOn": JSONValue(text: event.occurredOn)],
                .orNull(contribution.expiresOn), contribution.source),
            Self.step(
                "counted",
                ["points": JSONValue(contribution.points), "asOf": JSONValue(text: asOf)],
                JSONValue(contribution.counted), contribution.source),
        ]
    }

    /// The whole way from the start score to the band.
    private func trace(in language: Language) -> [JSONValue] {
        var steps: [JSONValue] = []
        if let start = rating.start {
            steps.append(
                Self.step(
                    "start", ["title": .string(start.title.text(in: language))],
                    JSONValue(start.points), start.source))
        }
        for adjustment in rating.adjustments {
            steps.append(
                Self.step(
                    "adjustment",
                    [
                        "code": JSONValue(text: adjustment.code),
                        "note": .string(adjustment.note.text(in: language)),
                    ], JSONValue(adjustment.points), adjustment.source))
        }
        for contribution in rating.contributions {
            steps.append(
                Self.step(
                    "contribution", ["event": .string(name(contribution.event))],
                    JSONValue(contribution.counted), contribution.source))
        }
        for score in rating.scores {
            steps.append(
                Self.step(
                    "score", ["code": JSONValue(text: score.code)], JSONValue(score.score),
                    score.source))
        }
        let scale = try? policy.bands(on: asOf)
        if let score = rating.score, let scale,
            let band = try? scale.value.band(for: score)
        {
            steps.append(
                Self.step(
                    "band", ["score": JSONValue(score)], JSONValue(text: band),
                    scale.provenance.citation))
        }
        for override in rating.overrides {
            steps.append(
                Self.step(
                    "override",
                    [
                        "code": JSONValue(text: override.code),
                        "effect": .string(override.effect.rawValue),
                        "event": .orNull(override.event.map(name)),
                    ], JSONValue(text: override.band), override.source))
        }
        steps.append(
            Self.step(
                "rating", ["basis": .string(rating.basis.rawValue)], .orNull(rating.band),
                scale?.provenance.citation ?? ""))
        return steps
    }

    private static func step(
        _ name: String, _ input: JSONValue, _ output: JSONValue, _ source: String
    ) -> JSONValue {
        ["step": .string(name), "in": input, "out": output, "source": .string(source)]
    }
}
