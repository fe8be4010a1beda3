// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension RatingHistory {
    /// The steps in order, each under the version of the law that it was rated by. A score is
    /// there for whoever may see more than the band.
    public var json: JSONValue {
        let steps = stretches.flatMap { stretch in
            stretch.steps.map { step(of: $0, under: stretch.policy) }
        }
        return .object([
            .init("party", isBandOnly ? ["id": JSONValue(text: party.id)] : party.briefJSON),
            .init("role", .string(role.rawValue)),
            .init("from", JSONValue(text: from)),
            .init("until", JSONValue(text: until)),
            .init("steps", .array(steps)),
            .init("knownAt", knownAt.json),
            .init("policies", .array(stretches.map(\.policy.json))),
        ])
    }

    private func step(of step: RatingStep, under policy: PolicyReference) -> JSONValue {
        .object(present: [
            ("from", JSONValue(text: step.from)),
            ("score", isBandOnly ? nil : step.score.map { JSONValue($0) } ?? .null),
            ("band", .orNull(step.band)),
            ("basis", .string(step.basis.rawValue)),
            ("overrides", .array(step.overrides.map { JSONValue(text: $0) })),
            ("policy", .string("\(policy.code)@\(policy.version)")),
        ])
    }
}
