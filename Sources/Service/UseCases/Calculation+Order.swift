// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension Calculation {
    /// Where a day stands in the request; nil where it follows from others.
    func pointer(to day: CivilDate) -> String? {
        if asOf == day { return "/asOf" }
        for event in history + events {
            let days: [(name: String, day: CivilDate?)] = [
                ("occurredOn", event.occurredOn), ("reportedOn", event.reportedOn),
                ("determinedOn", event.determinedOn),
            ]
            if let found = days.first(where: { $0.day == day }) {
                return "\(event.pointer)/\(found.name)"
            }
        }
        return filings.firstIndex { $0.raisedOn == day }.map { "/filings/\($0)/raisedOn" }
    }

    /// The days of determinations that cannot be: before what was determined was reported, or, of
    /// what came earlier, after `day`, about which it is asked. The events that are to be assessed
    /// may still be determined later.
    func daysOutOfOrder(asOf day: CivilDate) -> [InputFault] {
        let ofEvents = (history + events).compactMap { event in
            let reportedOn = event.reportedOn ?? event.occurredOn
            return event.determinedOn.flatMap { determinedOn in
                determinedOn < reportedOn
                    ? Self.fault(event.pointer, "An event is reported before it is determined.")
                    : nil
            }
        }
        let earlier =
            history.map { ($0.pointer, $0.determinedOn) }
            + notices.map { notice in
                if case .penalty(let determinedOn, _) = notice.kind {
                    (notice.pointer, determinedOn)
                } else {
                    (notice.pointer, nil)
                }
            }
        return ofEvents
            + earlier.compactMap { pointer, determinedOn in
                determinedOn.flatMap { determinedOn in
                    determinedOn > day
                        ? Self.fault(pointer, "What came earlier was determined by \(day).")
                        : nil
                }
            }
    }

    private static func fault(_ pointer: String, _ detail: String) -> InputFault {
        InputFault(
            pointer: pointer + "/determinedOn", code: "value.outOfOrder", detail: detail)
    }
}

extension Refusal {
    /// Days contradict each other.
    static func daysOutOfOrder(_ faults: [InputFault]) -> Refusal {
        Refusal(
            .rule, code: "value.outOfOrder",
            message: LocalText(
                en: "Days of the request contradict each other; see errors.",
                zh: "请求中的日期相互矛盾，见 errors。"),
            faults: faults)
    }
}
