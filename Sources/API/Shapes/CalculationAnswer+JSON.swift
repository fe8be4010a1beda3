// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
public import Service

extension CalculationAnswer {
    /// Score and band, what each event brings with its trace, and the trace of the whole.
    ///
    /// No enacted law has measures, penalties or bars by table yet: they are empty or `null`.
    public func json(in language: Language) -> JSONValue {
        .object([
            .init("role", .string(role.rawValue)),
            .init("score", rating.score.map { JSONValue($0) } ?? .null),
            .init("band", .orNull(rating.band)),
            .init("basis", .string(rating.basis.rawValue)),
            .init("start", rating.start?.json(in: language) ?? .null),
            .init(
                "contributions",
                .array(
                    rating.contributions.map { contribution in
                        contribution.json(in: language, event: name(contribution.event))
                    })),
            .init(
                "overrides",
                .array(
                    rating.overrides.map { $0.json(in: language, event: $0.event.map(name)) })),
            .init("assessments", .array(assessed.map { assessment(of: $0, in: language) })),
            .init("total", ["penalty": .null, "bar": .null]),
            .init("published", .null),
            .init("asOf", JSONValue(text: asOf)),
            .init("policy", policy.reference.json),
            .init("trace", .array(trace(in: language))),
        ])
    }

    private func name(_ id: EventID) -> String { names[id] ?? "" }

    private func assessment(of event: EventRecord, in language: Language) -> JSONValue {
        let contribution = rating.contributions.first { $0.event == event.id }
        return [
            "event": .string(name(event.id)),
            "points": contribution.map { JSONValue($0.points) } ?? .null,
            "counted": contribution.map { JSONValue($0.counted) } ?? .null,
            "measures": [],
            "trace": .array(contribution.map { steps(of: $0, event, in: language) } ?? []),
        ]
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
        for contribution in rating.contributions {
            steps.append(
                Self.step(
                    "contribution", ["event": .string(name(contribution.event))],
                    JSONValue(contribution.counted), contribution.source))
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
