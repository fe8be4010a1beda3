// SPDX-License-Identifier: Apache-2.0

import Postgres

extension TestAPI {
    /// Runs SQL as the superuser, behind the back of the service.
    func change(_ script: String) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(connectionString))
        do {
            try await connection.executeScript(script)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Grants a party so many accreditations, several at a time.
    func grant(_ count: Int, to party: String, as token: String) async throws {
        for start in stride(from: 0, to: count, by: 50) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in start..<min(start + 50, count) {
                    group.addTask {
                        try await post(
                            "/v1/parties/\(party)/accreditations", as: token, Body.inviter
                        ).status
                    }
                }
                for try await status in group where status != 201 {
                    throw GrantRefused(status: status)
                }
            }
        }
    }
}

private struct GrantRefused: Error {
    let status: Int
}
