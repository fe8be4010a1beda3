// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

extension DutyView {
    /// The duty as it is shown, with its title in one language.
    func shown(in language: Language) -> JSONValue {
        var members = record.shown(on: day)
        let place = members.firstIndex { $0.name == "state" } ?? members.endIndex
        members.insert(.init("title", .string(title.text(in: language))), at: place)
        members.append(.init("asOf", JSONValue(text: day)))
        return .object(members)
    }
}
