// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The scores that parties begin with, and between which numbers a score is held.
///
/// It is one object, which every rating asks.
///
/// - Source: `starts.yaml` of the pack.
public final class StartTable: Hashable, Sendable {
    /// One start score.
    public struct Row: Hashable, Sendable {
        /// The points.
        public let points: Points
        /// Why it applies.
        public let title: LocalText
        /// When it applies; nil in the last row, which takes everybody else.
        public let condition: Predicate?

        init(points: Points, title: LocalText, condition: Predicate?) {
            self.points = points
            self.title = title
            self.condition = condition
        }
    }

    /// A group of indicators, the most that they bring together, and what of one occasion counts.
    public struct Group: Hashable, Sendable {
        /// The code.
        public let code: GroupCode
        /// What it is called.
        public let title: LocalText
        /// The most, of the sign of the points that it holds; nil for no cap.
        public let cap: Points?
        /// The fact of events that names the occasion, as an inspection, of whose faults only the
        /// worst counts; nil where each does.
        public let occasion: String?
    }

    /// The rows; the first whose condition holds applies, and the last has none.
    public let rows: [Row]
    /// No score falls below this; nil for no floor.
    public let floor: Points?
    /// No score rises above this; nil for no ceiling.
    public let ceiling: Points?
    /// What counts after the start score and before the first event.
    public let terms: ScoreTerms

    /// The groups of indicators with their caps.
    public let groups: [Group]

    init(
        rows: [Row], floor: Points?, ceiling: Points?, terms: ScoreTerms = .none,
        groups: [Group] = []
    ) {
        self.groups = groups
        precondition(!rows.isEmpty, "A start table was read with at least one row.")
        self.rows = rows
        self.floor = floor
        self.ceiling = ceiling
        self.terms = terms
    }

    /// Whether both say the same.
    public static func == (left: StartTable, right: StartTable) -> Bool {
        (left.rows, left.floor, left.ceiling, left.terms, left.groups)
            == (right.rows, right.floor, right.ceiling, right.terms, right.groups)
    }

    /// Hashes the rows, which tell nearly all tables apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(rows) }
}
