// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

extension CalculationAnswer {
    /// What an event weighs; nil where the law only lets measures follow from it and weighs
    /// nothing.
    public func weight(of event: EventRecord) -> Points? {
        let isWeighed = policy.assessments(on: event.occurredOn).contains { _, rule in
            rule.value.takes(event.indicator) && !rule.value.points.isEmpty
        }
        guard isWeighed else { return nil }
        return notice.assessments.first { $0.event == event.id }?.points
    }
}
