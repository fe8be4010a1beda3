// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension Period.Anchor {
    /// That day of an event; nil while it is not determined.
    func day(of event: EventRecord) -> CivilDate? {
        day(
            of: EventDays(
                occurredOn: event.occurredOn, reportedOn: event.reportedOn,
                determinedOn: event.determinedOn))
    }
}
