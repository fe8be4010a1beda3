// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
public import Postgres

/// A database prepared once and cloned for each test.
public struct TestTemplate: Sendable {
    let name: String
    let prepare: @Sendable (String) async throws -> Void
}

/// Makes and drops databases on the test server.
public actor TestDatabases {
    static let shared = TestDatabases()

    private var templates: [String: Task<Void, any Error>] = [:]
    private var made = 0
    /// How many databases are lent, and who waits for one.
    private var lent = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Tests run all at once, and each daemon in them has several connections: more databases
    /// than this at a time and the server would refuse some.
    private static let lentCount = 24

    /// Names a template; `prepare` gets the connection string of an empty database and
    /// runs once in this process, when a test first asks for a clone.
    public static func template(
        named name: String, prepare: @escaping @Sendable (String) async throws -> Void
    ) -> TestTemplate {
        TestTemplate(name: "probity_template_\(name)_\(getpid())", prepare: prepare)
    }

    /// Makes a database and answers its name and connection string.
    func make(_ template: TestTemplate?) async throws -> (name: String, connectionString: String) {
        if lent < Self.lentCount {
            lent += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
        do {
            return try await create(template)
        } catch {
            giveBack()
            throw error
        }
    }

    private func create(
        _ template: TestTemplate?
    ) async throws -> (name: String, connectionString: String) {
        if let template { try await prepare(template) }
        made += 1
        let name = "probity_test_\(getpid())_\(made)"
        let source = template.map { " TEMPLATE \"\($0.name)\"" } ?? ""
        try await Self.administer("CREATE DATABASE \"\(name)\"\(source)")
        return (name, try await TestCluster.shared.connectionString(database: name))
    }

    func drop(_ name: String) async throws {
        defer { giveBack() }
        try await Self.administer("DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE)")
    }

    private func giveBack() {
        if waiting.isEmpty { lent -= 1 } else { waiting.removeFirst().resume() }
    }

    private func prepare(_ template: TestTemplate) async throws {
        let known = templates[template.name]
        let task =
            known
            ?? Task {
                try await Self.administer(
                    "DROP DATABASE IF EXISTS \"\(template.name)\" WITH (FORCE)")
                try await Self.administer("CREATE DATABASE \"\(template.name)\"")
                try await template.prepare(
                    try await TestCluster.shared.connectionString(database: template.name))
            }
        templates[template.name] = task
        try await task.value
    }

    private static func administer(_ statement: String) async throws {
        let configuration = ConnectionConfiguration(
            try await TestCluster.shared.connectionString(database: "postgres"),
            applicationName: "probity-tests"
        )
        let connection = try await Connection.connect(configuration)
        var outcome = await run(statement, on: connection)
        // Cloning fails while a connection to the template is still going away.
        for _ in 0..<20 where outcome?.sqlState == SQLState("55006") {
            try await Task.sleep(for: .milliseconds(50))
            outcome = await run(statement, on: connection)
        }
        await connection.close()
        if let outcome { throw outcome }
    }

    private static func run(
        _ statement: String, on connection: Connection
    ) async -> PostgresError? {
        do {
            try await connection.executeScript(statement)
            return nil
        } catch {
            return error
        }
    }
}

/// Lends a fresh database, or a clone of `template`, and drops it afterwards.
public func withTestDatabase<Value>(
    _ template: TestTemplate? = nil, _ body: (String) async throws -> Value
) async throws -> Value {
    let database = try await TestDatabases.shared.make(template)
    do {
        let value = try await body(database.connectionString)
        try await TestDatabases.shared.drop(database.name)
        return value
    } catch {
        try? await TestDatabases.shared.drop(database.name)
        throw error
    }
}

/// Lends a pool on a fresh database, or a clone of `template`.
public func withTestPool<Value>(
    _ template: TestTemplate? = nil,
    maximum: Int = 8,
    settings: [String: String] = [:],
    trace: QueryTrace? = nil,
    _ body: (Pool) async throws -> Value
) async throws -> Value {
    try await withTestDatabase(template) { connectionString in
        let pool = Pool(
            PoolConfiguration(
                connection: ConnectionConfiguration(
                    connectionString, applicationName: "probity-tests", settings: settings,
                    trace: trace
                ),
                maximum: maximum
            ))
        do {
            let value = try await body(pool)
            await pool.shutdown()
            return value
        } catch {
            await pool.shutdown()
            throw error
        }
    }
}

/// Connects, lends the connection, and closes it whatever happens.
public func withConnection<Value>(
    _ connectionString: String, settings: [String: String] = [:],
    _ body: (Connection) async throws -> Value
) async throws -> Value {
    let connection = try await Connection.connect(
        ConnectionConfiguration(connectionString, settings: settings))
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

/// Connects, and runs SQL.
public func runScript(_ script: String, at connectionString: String) async throws {
    try await withConnection(connectionString) { _ = try await $0.executeScript(script) }
}

/// Lends one connection to a fresh database, or to a clone of `template`.
public func withTestConnection<Value>(
    _ template: TestTemplate? = nil, _ body: (Connection) async throws -> Value
) async throws -> Value {
    try await withTestDatabase(template) { connectionString in
        try await withConnection(connectionString, body)
    }
}
