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
    /// An event's that is weighed: its own, its indicator's, its party's, and the built-in ones
    /// but for its points.
    case weighing
    /// The same once it is weighed, its points among them.
    case weighed
    /// An event's whose notice has a clock: what is weighed, and the notice's own.
    case clock
    /// An event's that is to be repaired: what is weighed, and the application's own.
    case repair
    /// A nominee's.
    case nominee
    /// A nominee's, and those of the party that vouches.
    case nomination

    /// A fact of this name within the scope, among those that a pack defines.
    func fact(_ name: String, among facts: [FactDefinition]) -> FactDefinition? {
        (facts + builtIn).first { $0.name == name && subjects.contains($0.subject) }
    }

    private var builtIn: [FactDefinition] {
        switch self {
        case .party, .event, .indicator, .nominee, .nomination: []
        case .weighing, .clock: FactDefinition.builtIn.filter { $0 != .points }
        case .weighed: FactDefinition.builtIn
        case .repair: FactDefinition.builtIn + FactDefinition.builtInOfRepair
        }
    }

    /// The subjects in words.
    var words: String { subjects.map(\.rawValue).joined(separator: ", ") }

    /// On what a condition is, in words.
    var whatIsAsked: String {
        switch self {
        case .party: "the party"
        case .event, .weighing, .weighed: "an event"
        case .indicator: "an indicator"
        case .clock: "a notice"
        case .repair: "a repair"
        case .nominee: "a nominee"
        case .nomination: "a nomination"
        }
    }

    /// Whether events are weighed by such facts, or what follows from their weight is reckoned.
    var isWeighing: Bool {
        switch self {
        case .weighing, .weighed, .clock, .repair: true
        case .party, .event, .indicator, .nominee, .nomination: false
        }
    }

    /// What to write instead of counting events.
    var cureForCounts: String {
        if subjects.contains(.party) {
            return "Count in a fact of the party that follows (`derived:` in facts.yaml), and ask "
                + "for that fact here."
        }
        return self == .event
            ? "Ask for facts of the event, or count in a cause `party:` in place of `event:`."
            : "Ask for facts of the \(words)."
    }

    private var subjects: [FactDefinition.Subject] {
        switch self {
        case .party: [.party]
        case .event: [.event]
        case .indicator: [.indicator]
        case .weighing, .weighed: [.event, .indicator, .party]
        case .clock: [.event, .indicator, .party, .notice]
        case .repair: [.event, .indicator, .party, .repair]
        case .nominee: [.nominee]
        case .nomination: [.nominee, .party]
        }
    }
}

extension FactDefinition {
    /// The facts that every event has which is weighed, whatever the pack; and the rate, by which
    /// a table gives points.
    static let builtIn = [
        FactDefinition(
            name: "quantity", subject: .event, kind: .integer,
            title: LocalText(en: "Quantity", zh: "数量")),
        FactDefinition(
            name: "voluntaryDisclosure", subject: .event, kind: .boolean,
            title: LocalText(en: "Disclosed by the party itself", zh: "主动披露")),
        points,
        FactDefinition(
            name: "rate", subject: .event, kind: .decimal,
            title: LocalText(en: "Rate in percent", zh: "百分比")),
    ]

    /// What an event weighs.
    static let points = FactDefinition(
        name: "points", subject: .event, kind: .decimal,
        title: LocalText(en: "Points", zh: "分值"))

    /// The facts that every repair has, whatever the pack.
    static let builtInOfRepair = [
        FactDefinition(
            name: "daysToCure", subject: .repair, kind: .integer,
            title: LocalText(en: "Days to the cure", zh: "纠正所用天数"))
    ]
}
