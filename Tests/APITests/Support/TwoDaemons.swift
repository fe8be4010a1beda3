// SPDX-License-Identifier: Apache-2.0

import API
import Hummingbird
import HummingbirdTesting
import Service
import TestSupport

/// Lends the API of two daemons over one fresh database.
func withTwoDaemons(
    _ body: @escaping @Sendable (_ first: TestAPI, _ second: TestAPI) async throws -> Void
) async throws {
    try await withAPI(seed: 2) { first in
        // Other random bytes: two daemons never give one id.
        let registry = try await Registry.open(
            try testConfiguration(first.connectionString, seed: 3))
        let application = buildApplication(
            registry: registry, configuration: .numbered(), logger: .silent)
        do {
            try await application.test(.router) { client in
                try await body(
                    first,
                    TestAPI(
                        client: client, registry: registry,
                        connectionString: first.connectionString))
            }
            await registry.close()
        } catch {
            await registry.close()
            throw error
        }
    }
}
