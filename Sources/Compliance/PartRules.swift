// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// Whether an event states what the parts of its points ask for.
///
/// - Source: the indicator's file of the pack, as in force on the day the event happened.
enum PartRules {
    /// The grades and facts of the event that are missing.
    static func refusals(
        of event: EventRecord, by rule: IndicatorRule, policy: Policy
    ) -> [EventRefusal] {
        guard case .parts(let parts, _) = rule.points else { return [] }
        return parts.flatMap { part -> [EventRefusal] in
            switch part {
            case .fixed: []
            case .grades(let criteria):
                criteria.filter { criterion in
                    !criterion.range.contains(0)
                        && !event.grades.contains { $0.name == criterion.name }
                }.map { .grade(.needed($0.name, $0.range)) }
            case .each(_, let name, _): missing([name], of: event, policy)
            case .ordinal(let table): missing([table.by].compactMap(\.self), of: event, policy)
            case .table(let code):
                missing(names(of: code, on: event.occurredOn, policy), of: event, policy)
            }
        }
    }

    /// What a table is read by.
    private static func names(
        of code: TableCode, on day: CivilDate, _ policy: Policy
    ) -> [String] {
        (try? policy.table(code, on: day).value).map { [$0.key] + $0.across } ?? []
    }

    /// Only what the event itself states can be asked of it.
    private static func missing(
        _ names: [String], of event: EventRecord, _ policy: Policy
    ) -> [EventRefusal] {
        names.filter { name in
            guard let fact = policy.fact(name, of: .event) else { return false }
            return fact.elapsed == nil && !event.facts.contains { $0.name == name }
        }.map { .fact(.needed($0)) }
    }
}
