// SPDX-License-Identifier: Apache-2.0

import Logging
import Postgres
import Schema

/// The connections of a registry: each path has its own, with its own database role.
struct RegistryPools {
    let writers: Pool
    let readers: Pool
    let queries: Pool

    init(_ configuration: Registry.Configuration) {
        // One batch runs while another is gathered; bulk work takes the second connection.
        writers = Self.pool(configuration, .writer, maximum: 2, deadline: .seconds(35))
        // One for each query of look-ups that the reader runs at a time: while the database
        // answers one, this process works on what the other has found.
        readers = Self.pool(configuration, .hotReader, maximum: 2, deadline: .seconds(10))
        // Verification streams the whole ledger, which takes as long as it takes.
        queries = Self.pool(configuration, .query, maximum: 8, deadline: nil)
    }

    private static func pool(
        _ configuration: Registry.Configuration, _ role: DatabaseRole, maximum: Int,
        deadline: Duration?
    ) -> Pool {
        Pool(
            PoolConfiguration(
                connection: ConnectionConfiguration(
                    configuration.connectionString, applicationName: role.name,
                    // Beyond the server's own limit: a server that falls silent keeps none.
                    deadline: deadline,
                    settings: role.settings, logger: configuration.logger),
                minimum: 0, maximum: maximum))
    }
}
