// SPDX-License-Identifier: Apache-2.0

import Domain

/// Whose facts a condition or a table may ask for.
enum FactScope {
    /// The party's.
    case party
    /// An event's.
    case event
    /// An indicator's own.
    case indicator
    /// An event's that is weighed: its own, its indicator's, its party's, and the built-in ones.
    case weighing
    /// A nominee's.
    case nominee
    /// A nominee's, and those of the party that vouches.
    case nomination

    /// A fact of this name within the scope, among those that a pack defines.
    func fact(_ name: String, among facts: [FactDefinition]) -> FactDefinition? {
        let known = self == .weighing ? facts + FactDefinition.builtIn : facts
        return known.first { $0.name == name && subjects.contains($0.subject) }
    }

    /// The subjects in words.
    var words: String { subjects.map(\.rawValue).joined(separator: ", ") }

    private var subjects: [FactDefinition.Subject] {
        switch self {
        case .party: [.party]
        case .event: [.event]
        case .indicator: [.indicator]
        case .weighing: [.event, .indicator, .party]
        case .nominee: [.nominee]
        case .nomination: [.nominee, .party]
        }
    }
}

extension FactDefinition {
    /// The facts that every event has which is weighed, whatever the pack.
    static let builtIn = [
        FactDefinition(
            name: "quantity", subject: .event, kind: .integer,
            title: LocalText(en: "Quantity", zh: "数量")),
        FactDefinition(
            name: "voluntaryDisclosure", subject: .event, kind: .boolean,
            title: LocalText(en: "Disclosed by the party itself", zh: "主动披露")),
        FactDefinition(
            name: "points", subject: .event, kind: .decimal,
            title: LocalText(en: "Points", zh: "分值")),
    ]
}
