// SPDX-License-Identifier: Apache-2.0

import Logging
import Service

/// One command's use of the installation, from finding the database to letting it go.
enum Session {
    /// Runs `body` on the opened service. A signal cancels it; the database is left as found.
    ///
    /// - Throws: what finding, opening or `body` throws; `CancellationError` after a signal.
    static func run<Value: Sendable>(
        _ options: DataOptions, _ need: Installation.Need = .existing,
        _ body: @escaping @Sendable (Registry) async throws -> Value
    ) async throws -> Value {
        try await withInstallation(options, need) { installation in
            try await installation.requireSchema()
            let registry = try await installation.registry()
            do {
                let value = try await body(registry)
                await registry.close()
                return value
            } catch {
                await registry.close()
                throw error
            }
        }
    }

    /// Runs `body` on the database without opening the service.
    ///
    /// - Throws: as `run`.
    static func withInstallation<Value: Sendable>(
        _ options: DataOptions, _ need: Installation.Need,
        _ body: @escaping @Sendable (Installation) async throws -> Value
    ) async throws -> Value {
        let logger = ProgramLog.logger(standardLevel: .notice)
        let installation = try await Installation.open(options, need, logger: logger)
        do {
            let value = try await Interruption.cancelling { try await body(installation) }
            await installation.close()
            return value
        } catch {
            await installation.close()
            throw error
        }
    }
}
