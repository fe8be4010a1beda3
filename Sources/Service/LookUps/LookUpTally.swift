// SPDX-License-Identifier: Apache-2.0

import Domain
import Synchronization

/// What somebody looks at a party for.
public enum LookUpPurpose: String, Hashable, Sendable, CaseIterable {
    /// Whether it may vouch.
    case eligibility
    /// Its rating, how that ran, or the events that it is worked out from.
    case rating
    /// Its entry in the register, its undertakings, relations or sanctions.
    case party
}

/// Look-ups by asker, party, purpose and hour, counted in memory until they are written.
///
/// It holds `maximumCount` counts at most: while the database is away it keeps what it has, and
/// beyond that number look-ups are only counted as dropped.
final class LookUpTally: Sendable {
    /// The most counts that are held.
    static let maximumCount = 200_000

    /// Which count: who looked at whom, for what, in which hour since 1970.
    struct Key: Hashable {
        let party: PartyID
        let hour: Int32
        let token: TokenID
        let purpose: LookUpPurpose
    }

    /// A count, with what is told of the asker.
    struct Count {
        let role: PrincipalRole
        let authority: AuthorityCode?
        var lookUps: Int
    }

    private let counts = Mutex<[Key: Count]>([:])
    private let written = Counter()
    private let dropped = Counter()
    private let maximumCount: Int

    init(maximumCount: Int = LookUpTally.maximumCount) {
        self.maximumCount = maximumCount
    }

    /// Counts one look-up. The operator at the machine, who has no token, is not counted.
    func count(
        _ party: PartyID, for purpose: LookUpPurpose, by principal: Principal, at now: Instant
    ) {
        guard let token = principal.token else { return }
        let key = Key(party: party, hour: Self.hour(of: now), token: token, purpose: purpose)
        let isDropped = counts.withLock { counts in
            if counts[key]?.add(1) != nil { return false }
            guard counts.count < maximumCount else { return true }
            counts[key] = Count(
                role: principal.role, authority: principal.authority, lookUps: 1)
            return false
        }
        if isDropped { dropped.add() }
    }

    /// Takes all counts out.
    func take() -> [Key: Count] {
        counts.withLock { counts in
            let taken = counts
            counts = [:]
            return taken
        }
    }

    /// Puts counts back that could not be written.
    func putBack(_ returned: some Sequence<(key: Key, value: Count)>) {
        let lost = counts.withLock { counts in
            var lost = 0
            for (key, count) in returned {
                if counts[key]?.add(count.lookUps) != nil { continue }
                if counts.count < maximumCount {
                    counts[key] = count
                } else {
                    lost += count.lookUps
                }
            }
            return lost
        }
        dropped.add(lost)
    }

    /// Notes that so many look-ups were written.
    func noteWritten(_ lookUps: Int) {
        written.add(lookUps)
    }

    /// Whether nothing waits to be written.
    var isEmpty: Bool { counts.withLock { $0.isEmpty } }

    var families: [MetricFamily] {
        [
            MetricFamily(
                .gauge, "probity_lookup_counts_waiting",
                "Counts of look-ups that wait to be written.",
                value: counts.withLock { $0.count }),
            MetricFamily(
                .counter, "probity_lookups_written_total",
                "Look-ups whose counts were written.", value: written.value),
            MetricFamily(
                .counter, "probity_lookups_dropped_total",
                "Look-ups that were not counted, because too many counts waited.",
                value: dropped.value),
        ]
    }

    /// The hour since 1970 that `now` lies in.
    static func hour(of now: Instant) -> Int32 {
        let (hour, rest) = now.microsecondsSinceEpoch.quotientAndRemainder(
            dividingBy: hourMicroseconds)
        return Int32(clamping: rest < 0 ? hour - 1 : hour)
    }

    /// The beginning of an hour since 1970.
    static func instant(ofHour hour: Int32) -> Instant {
        Instant(microsecondsSinceEpoch: Int64(hour) * hourMicroseconds)
    }

    private static let hourMicroseconds: Int64 = 3_600_000_000
}

extension LookUpTally.Count {
    fileprivate mutating func add(_ more: Int) {
        lookUps += more
    }
}
