// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
import Scoring

/// Derives standings: what the fast check needs of a party, from its dossier.
public enum StandingRule {
    /// Every standing a dossier gives rise to, in order: one for each role and regime in which
    /// the party has an accreditation, an event or a sanction.
    ///
    /// - Source: none; which regimes concern a party follows from its records.
    public static func keys(of dossier: Dossier) -> [StandingKey] {
        var keys: Set<StandingKey> = []
        for record in dossier.accreditations.values {
            keys.insert(key(dossier, record.role, record.regime))
        }
        for group in dossier.tally.groups.keys {
            keys.insert(key(dossier, group.role, group.regime))
        }
        for sanction in dossier.sanctions.values where sanction.bearer == .party {
            // A bar answers for every role that it bears on, also one never acted in.
            for role in sanction.roles.isEmpty ? Role.allCases : sanction.roles {
                keys.insert(key(dossier, role, sanction.regime))
            }
        }
        return keys.sorted { ($0.regime, $0.role) < ($1.regime, $1.role) }
    }

    /// The standing from the day `from` on.
    ///
    /// It keeps the accreditations that are not certainly over on that day, and of those that are
    /// over the latest of each route, so that the reason can still be told. Of many coming steps it
    /// keeps the first ones, and ends on the day of the next.
    ///
    /// - Throws: `PolicyError` when the law has no value for a day concerned.
    /// - Source: the pack, by way of the rating.
    public static func standing(
        of dossier: Dossier, key: StandingKey, policy: Policy, from: CivilDate
    ) throws(PolicyError) -> Standing {
        precondition(key.regime == policy.code, "A standing is rated under its own regime.")
        let steps = try RatingRule.steps(
            dossier, role: key.role, policy: policy, from: from, countMaximum: stepCount + 1)
        let rest = steps.dropFirst(stepCount).first
        return Standing(
            key: key, from: from, until: rest?.from, policy: policy.reference,
            accreditations: accreditations(of: dossier, key, from: from),
            sanctions: dossier.sanctionsInOrder.filter { sanction in
                (sanction.kind.bindsVouching || sanction.band != nil)
                    && sanction.regime == key.regime && sanction.bears(on: key.role)
                    && sanction.end.map { from < $0 } ?? true
            }.map(StandingSanction.init),
            duties: StandingDuties.of(dossier, key, policy: policy, from: from),
            isRelated: dossier.relations.values.contains { !$0.isOver(on: from) },
            steps: Array(steps.prefix(stepCount)))
    }

    /// How many steps a standing keeps: those of the coming months. It is read with every check
    /// and written with every entry, and lasts until the next entry in most cases.
    private static let stepCount = 8

    private static func accreditations(
        of dossier: Dossier, _ key: StandingKey, from: CivilDate
    ) -> [AccreditationRecord] {
        var kept: [AccreditationRecord] = []
        var latestOver: [RouteCode: AccreditationRecord] = [:]
        for record in dossier.accreditations.values
        where record.role == key.role && record.regime == key.regime {
            if !record.isOver(on: from) {
                kept.append(record)
            } else if latestOver[record.route].map({ record.lasts(longerThan: $0) }) ?? true {
                latestOver[record.route] = record
            }
        }
        kept += latestOver.values
        return kept.sorted { $0.id < $1.id }
    }

    private static func key(_ dossier: Dossier, _ role: Role, _ regime: RegimeCode) -> StandingKey {
        StandingKey(party: dossier.party.id, role: role, regime: regime)
    }
}

extension AccreditationRecord {
    /// Whether this one lasts longer, or was granted later where both end together.
    ///
    /// The standing and the check must choose alike, so that a standing derived earlier answers
    /// as one derived on the day does.
    func lasts(longerThan other: AccreditationRecord) -> Bool {
        (lastDay, id) > (other.lastDay, other.id)
    }

    private var lastDay: CivilDate {
        min(expiresOn ?? .latest, end?.ended.notAfter ?? .latest)
    }
}
