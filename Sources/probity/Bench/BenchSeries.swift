// SPDX-License-Identifier: Apache-2.0

import Service

/// What `probity bench` measures: ours, and what it is held against, on one register.
enum BenchSeries: String, CaseIterable, Sendable {
    /// The fast check's look-ups, which share queries, against one query each.
    case lookUps = "look-ups"
    /// Events through the one write path, each durable, against one inserted row each, durable.
    case events
    /// Questions a thousand at a time, decided and written as JSON, against the bare query.
    case lines

    /// What ours is, in words.
    var ours: String {
        switch self {
        case .lookUps: "Reader look-ups, 64 tasks"
        case .events: "events entered, 64 producers"
        case .lines: "eligibility lines, 1,000 a time"
        }
    }

    /// What it is held against, in words.
    var peer: String {
        switch self {
        case .lookUps: "one query each, pool of 8"
        case .events: "one-row durable inserts, pool of 16"
        case .lines: "the bare query of the same 1,000"
        }
    }

    /// How many tasks work at a time.
    var taskCount: Int { self == .lines ? 4 : 64 }
    /// How much one time counts.
    var unitCount: Int { self == .lines ? Reader.queryCount : 1 }
}
