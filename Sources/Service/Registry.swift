// SPDX-License-Identifier: Apache-2.0

public import Domain
import Glibc
public import Logging
public import Policy
public import Postgres
import Store

/// The whole service, wired: the write path, the read paths, the law and the keys.
///
///     let registry = try await Registry.open(configuration)
///     let answer = try await registry.checkEligibility(question, by: principal)
///     await registry.close()
public struct Registry: Sendable {
    /// The one write path.
    public let registrar: Registrar
    /// The fast read path.
    public let reader: Reader
    /// Whole dossiers, now and earlier.
    public let archive: Archive
    /// Tokens.
    public let authenticator: Authenticator
    /// The enacted law, as it was last read.
    public var shelf: PolicyShelf { law.shelf }
    /// The installation's keys.
    public let keyring: Keyring
    /// Now, by this machine's clock: for questions that name no day. Entries are stamped by the
    /// database's clock.
    public let clock: @Sendable () -> Instant

    /// What the paths count while they work.
    public let metrics: ServiceMetrics
    /// Look-ups that wait to be written.
    let lookUps: LookUpTally

    let law: LawShelf
    /// Reads the packs that are sent in.
    let draftReader: DraftReader
    let writers: Pool
    let readers: Pool
    let queries: Pool
    let logger: Logger

    /// What a registry needs.
    public struct Configuration: Sendable {
        /// How to reach the database, as a user that may take the roles of the service.
        public var connectionString: String
        /// The installation's keys.
        public var keyring: Keyring
        /// Where random bytes come from.
        public var randomness: Randomness = .system
        /// Now.
        public var clock: @Sendable () -> Instant
        /// Where to log.
        public var logger: Logger
        /// The packs to enact when they are not yet.
        public var packs: [PolicyPack] = ShippedRegimes.packs

        /// Makes a configuration.
        public init(
            connectionString: String, keyring: Keyring, logger: Logger,
            clock: @escaping @Sendable () -> Instant = Instant.now
        ) {
            self.connectionString = connectionString
            self.keyring = keyring
            self.logger = logger
            self.clock = clock
        }
    }

    /// Opens the service on a migrated database: enacts the packs that are not enacted yet, and
    /// makes what the ledger is older than: what is derived of parties, and the roots of
    /// authorities.
    ///
    /// - Throws: `Refusal`, `PostgresError`, or `RegistryError` when the enacted law and the
    ///   packs of this version do not agree.
    public static func open(_ configuration: Configuration) async throws -> Registry {
        let registry = Registry(configuration, shelf: PolicyShelf([]))
        do {
            let shelf = try await registry.enact(configuration.packs)
            await registry.registrar.use(shelf)
            let opened = Registry(registry, shelf: shelf)
            _ = try await opened.rebuildDerivedIfDue()
            try await opened.adoptAuthoritiesIfDue()
            return opened
        } catch {
            await registry.close()
            throw error
        }
    }

    /// Writes what was counted of look-ups, and gives back every connection.
    public func close() async {
        await writeLastLookUps()
        await writers.shutdown()
        await readers.shutdown()
        await queries.shutdown()
    }

    /// Runs `body` on a connection with the writer's role, for what is not in the ledger.
    public func withWriter<Value: Sendable>(
        _ body: @Sendable (Connection) async throws -> Value
    ) async throws -> Value {
        try await writers.withConnection(body)
    }

    private init(_ configuration: Configuration, shelf: PolicyShelf) {
        let pools = RegistryPools(configuration)
        self.writers = pools.writers
        self.readers = pools.readers
        self.queries = pools.queries
        self.law = LawShelf(shelf)
        self.draftReader = DraftReader()
        self.keyring = configuration.keyring
        self.clock = configuration.clock
        self.logger = configuration.logger
        self.metrics = ServiceMetrics()
        self.lookUps = LookUpTally()
        self.registrar = Registrar(
            pool: writers, shelf: shelf, keyring: configuration.keyring,
            randomness: configuration.randomness, metrics: metrics, logger: configuration.logger)
        self.reader = Reader(pool: readers, metrics: metrics)
        self.archive = Archive(pool: queries, clock: configuration.clock)
        self.authenticator = Authenticator(pool: queries, clock: configuration.clock)
    }

    private init(_ other: Registry, shelf: PolicyShelf) {
        self.registrar = other.registrar
        self.reader = other.reader
        self.archive = other.archive
        self.authenticator = other.authenticator
        self.law = LawShelf(shelf)
        self.draftReader = other.draftReader
        self.keyring = other.keyring
        self.clock = other.clock
        self.metrics = other.metrics
        self.lookUps = other.lookUps
        self.writers = other.writers
        self.readers = other.readers
        self.queries = other.queries
        self.logger = other.logger
    }
}

extension Instant {
    /// Now, by this machine's clock.
    public static let now: @Sendable () -> Instant = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
