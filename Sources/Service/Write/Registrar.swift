// SPDX-License-Identifier: Apache-2.0

import Domain
public import Logging
public import Postgres

/// The one write path: it gathers the commands that arrive while a batch commits, decides them
/// in the order of their arrival under the lock of the ledger's head, and commits once.
///
/// An answer is given after the commit. A refused command leaves no trace. When the database
/// refuses a batch, it is rolled back and its commands are entered one by one.
public actor Registrar {
    /// The most commands in one batch.
    public static let batchCount = 1_000
    /// The most commands that wait, two batches of them; more are refused at once.
    public static let waitingCount = 2_000

    private let pool: Pool
    private let keyring: Keyring
    private let randomness: Randomness
    private let logger: Logger
    private let metrics: ServiceMetrics
    private var shelf: PolicyShelf
    private var waiting: [Waiting] = []
    private var isRunning = false

    private struct Waiting {
        let command: any Command
        let answer: CheckedContinuation<Receipt, any Error>
    }

    /// Makes a registrar that writes through `pool`, whose connections have the writer's role.
    public init(
        pool: Pool, shelf: PolicyShelf, keyring: Keyring, randomness: Randomness = .system,
        metrics: ServiceMetrics = ServiceMetrics(), logger: Logger
    ) {
        self.pool = pool
        self.shelf = shelf
        self.keyring = keyring
        self.randomness = randomness
        self.metrics = metrics
        self.logger = logger
    }

    /// Decides by another shelf from the next batch on, unless it is older than the present one.
    public func use(_ shelf: PolicyShelf) {
        guard shelf.lastEntry >= self.shelf.lastEntry else { return }
        self.shelf = shelf
    }

    /// Enters a command and answers once it is durable.
    ///
    /// - Throws: `Refusal`: by the command's own rules, or `.unavailable` and `.overloaded`,
    ///   after which the same request may be sent again.
    public func submit(_ command: any Command) async throws -> Receipt {
        guard waiting.count < Self.waitingCount else {
            metrics.registrar.overflows.add()
            throw Refusal.overloaded
        }
        metrics.registrar.waiting.add(1)
        return try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(command: command, answer: answer))
            guard !isRunning else { return }
            isRunning = true
            Task { await run() }
        }
    }

    /// Enters some commands as one group, for bulk work: at most `batchCount` at a time, so that
    /// others get their turn between two groups. The answers stand in the order of the commands.
    public func submit(
        group commands: [any Command]
    ) async -> [Result<Receipt, any Error>] {
        precondition(commands.count <= Self.batchCount, "A group is at most one batch.")
        return await enter(commands)
    }

    private func run() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batchCount))
            waiting.removeFirst(batch.count)
            metrics.registrar.waiting.add(-batch.count)
            let results = await enter(batch.map(\.command))
            for (item, result) in zip(batch, results) { item.answer.resume(with: result) }
        }
        isRunning = false
    }

    private func enter(_ commands: [any Command]) async -> [Result<Receipt, any Error>] {
        let start = ContinuousClock.now
        do {
            let results = try await attempt(commands)
            note(results, since: start)
            return results
        } catch let error as PostgresError {
            metrics.registrar.failures.add()
            guard commands.count > 1, error.isRefusalOfData else {
                logger.error("batch failed", metadata: ["error": "\(error)"])
                return commands.map { _ in .failure(Self.refusal(of: error)) }
            }
            logger.warning("batch refused, entering one by one", metadata: ["error": "\(error)"])
            var results: [Result<Receipt, any Error>] = []
            for command in commands {
                results += await enter([command])
            }
            return results
        } catch {
            metrics.registrar.failures.add()
            // What an error of another kind says of itself may hold what was sent.
            logger.error("batch failed", metadata: ["error": "\(type(of: error))"])
            return commands.map { _ in .failure(error) }
        }
    }

    private func note(
        _ results: [Result<Receipt, any Error>], since start: ContinuousClock.Instant
    ) {
        metrics.registrar.commands.observe(results.count)
        metrics.registrar.duration.observe((ContinuousClock.now - start).microseconds)
        for result in results {
            switch result {
            case .success(let receipt):
                metrics.ledgerHead.raise(to: Int(receipt.entry.value))
            case .failure: metrics.registrar.refusals.add()
            }
        }
    }

    private func attempt(
        _ commands: [any Command]
    ) async throws -> [Result<Receipt, any Error>] {
        let keyring = self.keyring
        let randomness = self.randomness
        let reading = BatchReading(commands, shelf: shelf)
        return try await pool.withConnection { connection in
            try await connection.transaction(opening: { reading.open(&$0) }) {
                connection, opened, closing in
                let desk = try await reading.desk(
                    opened, keyring: keyring, randomness: randomness, on: connection)
                var batch = try Batch(commands, head: opened.head.value, desk: desk)
                let results = try await batch.decide(on: connection)
                batch.write(&closing)
                return results
            }
        }
    }

    private static func refusal(of error: PostgresError) -> Refusal {
        guard error.isRefusalOfData else { return .unavailable }
        // What the database says of it is for the log.
        return Refusal(
            .conflict, code: "entry.conflict",
            message: LocalText(
                en: "The entry does not fit what the register holds.", zh: "该条目与登记库已有内容冲突。"))
    }
}

extension PostgresError {
    /// Whether the database refused what was written, rather than failed to answer.
    var isRefusalOfData: Bool {
        guard let state = sqlState else { return false }
        return SQLState.Class.integrityConstraintViolation ~= state
            || SQLState.Class.dataException ~= state
    }
}
