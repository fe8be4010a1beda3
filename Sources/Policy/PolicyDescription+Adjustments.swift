// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// What leaves a part of an event's points; nil where nothing does.
    static func adjustments(_ rule: IndicatorRule, _ policy: Policy) -> JSONValue? {
        guard !rule.adjustments.isEmpty else { return nil }
        return .array(
            rule.adjustments.map { adjustment in
                let percent: JSONValue =
                    switch adjustment.percent {
                    case .fixed(let number): JSONValue(number)
                    case .table(let code): ["table": JSONValue(text: code)]
                    }
                return [
                    "title": json(adjustment.title),
                    "when": json(adjustment.condition, of: .weighing, in: policy),
                    "percent": percent,
                ]
            })
    }
}
