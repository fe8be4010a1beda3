// SPDX-License-Identifier: Apache-2.0

import Logging
import Service
import ServiceLifecycle

/// What a daemon tidies up now and then. Each daemon looks every five minutes; a chore is done
/// once an hour all the same, by whichever comes first.
struct Housekeeping: ServiceLifecycle.Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for chore in Chore.allCases { await attempt(chore) }
                try? await Task.sleep(for: .seconds(300))
            }
        }
    }

    private func attempt(_ chore: Chore) async {
        do {
            guard let gone = try await registry.doChore(chore) else { return }
            logger.info(
                "chore done",
                metadata: ["chore": .string(chore.rawValue), "rows": .stringConvertible(gone)])
        } catch is CancellationError {
            return
        } catch {
            logger.warning(
                "housekeeping failed",
                metadata: ["chore": .string(chore.rawValue), "error": "\(error)"])
        }
    }
}

/// Looks every few seconds whether the clocks of duties are to be looked at; whatever the number
/// of daemons, one does so every half minute.
struct DutyKeeping: ServiceLifecycle.Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await attempt()
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    private func attempt() async {
        do {
            guard let sweep = try await registry.keepDuties(),
                sweep.missed + sweep.moved + sweep.refused > 0
            else { return }
            logger.info(
                "duties looked at",
                metadata: [
                    "missed": .stringConvertible(sweep.missed),
                    "moved": .stringConvertible(sweep.moved),
                    "refused": .stringConvertible(sweep.refused),
                ])
        } catch is CancellationError {
            return
        } catch {
            logger.warning("duties were not looked at", metadata: ["error": "\(error)"])
        }
    }
}

/// Writes once a second what was counted of look-ups; the rest is written when the registry
/// closes.
struct LookUpWriting: ServiceLifecycle.Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                do {
                    try await registry.writeLookUps()
                    isFailing = false
                } catch {
                    // Once, and not every second until the database is back.
                    if !isFailing, !Task.isCancelled {
                        logger.warning(
                            "look-ups wait to be written", metadata: ["error": "\(error)"])
                    }
                    isFailing = true
                }
            }
        }
    }
}

/// Asks once a second whether another daemon has enacted a version of the law.
struct LawWatching: ServiceLifecycle.Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                do {
                    if try await registry.refreshLaw() {
                        logger.notice("a version of the law was enacted elsewhere")
                    }
                } catch is Refusal {
                    // The database is away; whoever asks is told so.
                } catch {
                    guard !Task.isCancelled else { return }
                    logger.error("the enacted law cannot be read", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
