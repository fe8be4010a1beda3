// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres
import Store

/// The one read path of the fast check: look-ups that arrive while queries run share the next
/// one, which starts after every one of them arrived. So each answer sees all that was
/// acknowledged before it was asked, and no cache can go stale.
public actor Reader {
    /// The most look-ups that wait, two queries of them; more are refused at once.
    public static let waitingCount = 2_000
    /// The most keys in one query.
    public static let queryCount = 1_000
    /// How many queries run at a time: while the database answers one, this process works on
    /// what another has found.
    private static let roundCount = 2

    private let pool: Pool
    private let metrics: ServiceMetrics
    private var waiting: [Waiting] = []
    private var runningCount = 0

    private struct Waiting {
        let key: String
        let answer: CheckedContinuation<LookUp, any Error>
    }

    /// Makes a reader over `pool`, whose connections have the hot reader's role.
    public init(pool: Pool, metrics: ServiceMetrics = ServiceMetrics()) {
        self.pool = pool
        self.metrics = metrics
    }

    /// Finds the party under an address, with its standings, as of one ledger head.
    ///
    /// - Throws: `Refusal.overloaded`, or `.unavailable` when the database does not answer.
    public func lookUp(_ address: PartyAddress) async throws -> LookUp {
        guard waiting.count < Self.waitingCount else {
            metrics.reader.refusals.add()
            throw Refusal.overloaded
        }
        metrics.reader.waiting.add(1)
        return try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(key: address.key, answer: answer))
            guard runningCount < Self.roundCount else { return }
            runningCount += 1
            Task { await run() }
        }
    }

    private func run() async {
        while !waiting.isEmpty {
            let round = Array(waiting.prefix(Self.queryCount))
            waiting.removeFirst(round.count)
            metrics.reader.waiting.add(-round.count)
            do {
                let found = try await query(round.map(\.key))
                for item in round { item.answer.resume(returning: found.lookUp(item.key)) }
            } catch {
                for item in round { item.answer.resume(throwing: Refusal.unavailable) }
            }
        }
        runningCount -= 1
    }

    /// Finds many parties in one query, for a batch of checks: in the order asked, as of one
    /// ledger head.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public nonisolated func lookUp(all addresses: [PartyAddress]) async throws -> [LookUp] {
        precondition(addresses.count <= Self.queryCount, "One query asks for so many at most.")
        guard !addresses.isEmpty else { return [] }
        do {
            let found = try await query(addresses.map(\.key))
            return addresses.map { found.lookUp($0.key) }
        } catch {
            throw Refusal.unavailable
        }
    }

    private nonisolated func query(_ keys: [String]) async throws -> Found {
        let start = ContinuousClock.now
        do {
            let rows = try await pool.withConnection { connection in
                try await connection.fetchAll(StandingStore.byKeys, keys)
            }
            let found = Found(rows: rows)
            metrics.reader.lookUps.observe(keys.count)
            metrics.reader.duration.observe((ContinuousClock.now - start).microseconds)
            metrics.ledgerHead.raise(to: Int(found.head.entry.value))
            return found
        } catch {
            metrics.reader.failures.add()
            throw error
        }
    }

    /// What one query found, by key.
    private struct Found {
        let head: KnownAt
        private var parties: [String: Party] = [:]

        /// A party, with its few standings.
        private struct Party {
            let id: PartyID
            var standings: [(key: StandingKey, bytes: [UInt8])]
        }

        init(rows: [LookedUpStanding]) {
            precondition(!rows.isEmpty, "The head has its row.")
            head = KnownAt(entry: rows[0].head.size, at: rows[0].head.recordedAt)
            parties.reserveCapacity(rows.count)
            for row in rows {
                guard let found = row.found else { continue }
                let standings = row.standing.map { [$0] } ?? []
                // Most parties have one standing.
                let same = parties.updateValue(
                    Party(id: found.party, standings: standings), forKey: found.key)
                if let same { parties[found.key]?.standings = same.standings + standings }
            }
        }

        func lookUp(_ key: String) -> LookUp {
            let party = parties[key]
            return LookUp(head: head, party: party?.id, standings: party?.standings ?? [])
        }
    }
}

/// What a look-up found.
public struct LookUp: Sendable {
    /// The ledger position that it is as of.
    public let head: KnownAt
    /// The party; nil when no party stands under the address.
    public let party: PartyID?
    private let standings: [(key: StandingKey, bytes: [UInt8])]

    init(head: KnownAt, party: PartyID?, standings: [(key: StandingKey, bytes: [UInt8])]) {
        self.head = head
        self.party = party
        self.standings = standings
    }

    /// The party's standing in a role under a regime; nil when none is stored.
    ///
    /// - Throws: `RecordError` when the stored bytes are damaged.
    public func standing(role: Role, regime: RegimeCode) throws(RecordError) -> Standing? {
        guard let party else { return nil }
        let key = StandingKey(party: party, role: role, regime: regime)
        guard let bytes = standings.first(where: { $0.key == key })?.bytes else { return nil }
        return try Standing(key: key, bytes: bytes)
    }
}

/// A position of the ledger: what was known then.
public struct KnownAt: Hashable, Sendable {
    /// The last entry known; 0 for none.
    public let entry: EntryNumber
    /// When it was recorded.
    public let at: Instant

    /// Makes a position.
    public init(entry: EntryNumber, at: Instant) {
        self.entry = entry
        self.at = at
    }
}
