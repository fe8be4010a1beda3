// SPDX-License-Identifier: Apache-2.0

public import Logging

/// How to reach a server and how each connection behaves.
public struct ConnectionConfiguration: Sendable {
    /// A libpq connection string or URI.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING>
    public var connectionString: String
    /// What `pg_stat_activity` shows, unless the connection string says otherwise.
    public var applicationName: String
    /// How long connecting may take.
    public var connectDeadline: Duration
    /// The deadline of each call that names none; `nil` for none.
    public var deadline: Duration?
    /// Settings made on each new connection, such as `role`.
    public var settings: [String: String]
    /// Told of each finished call.
    public var trace: QueryTrace?
    /// Where connections report what no caller sees. Never values.
    public var logger: Logger

    /// Takes a libpq connection string or URI; the rest has defaults.
    public init(
        _ connectionString: String,
        applicationName: String = "probity",
        connectDeadline: Duration = .seconds(10),
        deadline: Duration? = nil,
        settings: [String: String] = [:],
        trace: QueryTrace? = nil,
        logger: Logger = Logger(label: "postgres")
    ) {
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.connectDeadline = connectDeadline
        self.deadline = deadline
        self.settings = settings
        self.trace = trace
        self.logger = logger
    }
}
