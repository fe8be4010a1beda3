// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What a standing keeps of the duties of a party.
enum StandingDuties {
    /// Those of a role and regime that are overdue from a day on, or will be: of many of one kind
    /// that are not settled only the one that is overdue first, because one is as good a reason
    /// as many.
    ///
    /// Where a calendar that was not published is now, its day is that of the calendar; while it
    /// is not, nobody can say that the day has passed.
    static func of(
        _ dossier: Dossier, _ key: StandingKey, policy: Policy, from: CivilDate
    ) -> [StandingDuty] {
        var first: [DutyCode: CivilDate] = [:]
        var settled: [StandingDuty] = []
        for record in dossier.duties.values
        where record.role == key.role && record.regime == key.regime {
            let told =
                record.isProvisional
                ? DutyDays.toldAnew(
                    record, of: dossier.party, policy: policy.variant(for: dossier.party.region))
                : record
            guard let overdue = told.overdue else { continue }
            if let until = overdue.until {
                guard from < until else { continue }
                settled.append(
                    StandingDuty(duty: record.duty, lastDay: told.lastDay, until: until))
            } else {
                first[record.duty] = min(first[record.duty] ?? .latest, told.lastDay)
            }
        }
        return (first.map { StandingDuty(duty: $0.key, lastDay: $0.value) } + settled)
            .sorted { ($0.duty, $0.lastDay) < ($1.duty, $1.lastDay) }
    }
}
