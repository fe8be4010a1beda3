// SPDX-License-Identifier: Apache-2.0

import CLibPQ

extension Connection {
    /// Runs SQL and answers the command tag; rows it returns are dropped.
    ///
    /// - Throws: ``PostgresError``; `server` with the SQLSTATE when refused.
    /// - Source: <https://www.postgresql.org/docs/15/libpq-async.html#LIBPQ-PQSENDQUERYPARAMS>
    @discardableResult
    public func execute(
        _ sql: SQL, deadline: Duration? = nil
    ) async throws(PostgresError) -> CommandTag {
        try await perform(nil, deadline: deadline) { () async throws(PostgresError) in
            let result = try await run(sql)
            return finish(result)
        }
    }

    /// Runs a statement and answers the command tag; rows it returns are dropped.
    @discardableResult
    public func execute<R>(
        _ statement: Statement<R>,
        _ arguments: any PostgresEncodable...,
        deadline: Duration? = nil
    ) async throws(PostgresError) -> CommandTag {
        try await perform(statement.shape.name, deadline: deadline) {
            () async throws(PostgresError) in
            finish(try await run(statement.shape, arguments).result)
        }
    }

    /// Runs several statements in one text without parameters, as migrations do.
    /// Answers the last command tag.
    ///
    /// Without BEGIN in the text they are one transaction, save for those that
    /// PostgreSQL runs outside any. Never put input in the text.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-async.html#LIBPQ-PQSENDQUERY>
    @discardableResult
    public func executeScript(
        _ text: String, deadline: Duration? = nil
    ) async throws(PostgresError) -> CommandTag {
        try await perform(nil, deadline: deadline) { () async throws(PostgresError) in
            try await runScript(text)
        }
    }

    /// All rows of a statement.
    public func fetchAll<R>(
        _ statement: Statement<R>,
        _ arguments: any PostgresEncodable...,
        deadline: Duration? = nil
    ) async throws(PostgresError) -> [R] {
        try await rows(statement, arguments, limit: .max, deadline)
    }

    /// Exactly one row of a statement.
    ///
    /// - Throws: ``PostgresError`` of kind `noRows` or `tooManyRows` besides the usual.
    public func fetchOne<R>(
        _ statement: Statement<R>,
        _ arguments: any PostgresEncodable...,
        deadline: Duration? = nil
    ) async throws(PostgresError) -> R {
        let rows = try await rows(statement, arguments, limit: 1, deadline)
        guard let row = rows.first else {
            throw PostgresError(.noRows, statementName: statement.shape.name)
        }
        return row
    }

    /// The row of a statement, or `nil` if there is none.
    ///
    /// - Throws: ``PostgresError`` of kind `tooManyRows` besides the usual.
    public func fetchOptional<R>(
        _ statement: Statement<R>,
        _ arguments: any PostgresEncodable...,
        deadline: Duration? = nil
    ) async throws(PostgresError) -> R? {
        try await rows(statement, arguments, limit: 1, deadline).first
    }

    /// All rows of SQL written in place.
    public func fetchAll<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, deadline: Duration? = nil
    ) async throws(PostgresError) -> [R] {
        try await rows(sql, limit: .max, deadline)
    }

    /// Exactly one row of SQL written in place.
    public func fetchOne<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, deadline: Duration? = nil
    ) async throws(PostgresError) -> R {
        let rows: [R] = try await rows(sql, limit: 1, deadline)
        guard let row = rows.first else { throw PostgresError(.noRows) }
        return row
    }

    /// The row of SQL written in place, or `nil` if there is none.
    public func fetchOptional<R: RowDecodable>(
        _ sql: SQL, as type: R.Type = R.self, deadline: Duration? = nil
    ) async throws(PostgresError) -> R? {
        let rows: [R] = try await rows(sql, limit: 1, deadline)
        return rows.first
    }

    private func rows<R>(
        _ statement: Statement<R>,
        _ arguments: [any PostgresEncodable],
        limit: Int,
        _ deadline: Duration?
    ) async throws(PostgresError) -> [R] {
        try await perform(statement.shape.name, deadline: deadline) {
            () async throws(PostgresError) in
            let answer = try await run(statement.shape, arguments)
            call.rows = Int(answer.result.rowCount)
            return try answer.layout.decodeAll(answer.result, limit: limit)
        }
    }

    private func rows<R: RowDecodable>(
        _ sql: SQL, limit: Int, _ deadline: Duration?
    ) async throws(PostgresError) -> [R] {
        try await perform(nil, deadline: deadline) { () async throws(PostgresError) in
            let result = try await run(sql)
            call.rows = Int(result.rowCount)
            return try ColumnLayout(result: result.pointer).decodeAll(result, limit: limit)
        }
    }
}

/// The result of a statement and where its columns are.
struct StatementAnswer: ~Copyable {
    let result: ResultHandle
    let layout: ColumnLayout
}

extension Connection {
    /// Sends SQL and takes its only result.
    func run(_ sql: SQL) async throws(PostgresError) -> ResultHandle {
        let bound = try BoundArguments(sql.arguments)
        try sendQuery(sql.text, bound)
        try await flush()
        return try await onlyResult()
    }

    /// Sends a statement, prepared if it is not yet, and takes its only result.
    ///
    /// A plan that no longer fits the tables is prepared again, once, if no
    /// transaction was lost by that.
    func run(
        _ shape: StatementShape, _ arguments: [any PostgresEncodable]
    ) async throws(PostgresError) -> StatementAnswer {
        let bound = try BoundArguments(arguments, declared: shape.parameters)
        let isCached = statements.find(shape) != nil
        do {
            return try await runPrepared(shape, bound)
        } catch {
            guard error.sqlState == .featureNotSupported || error.sqlState == .invalidStatementName
            else { throw error }
            statements.remove(shape)
            guard isCached, call.abandonment == nil, !isInTransaction else { throw error }
            return try await runPrepared(shape, bound)
        }
    }

    private func runPrepared(
        _ shape: StatementShape, _ bound: BoundArguments
    ) async throws(PostgresError) -> StatementAnswer {
        let entry = try await prepared(shape)
        try sendPrepared(entry, bound)
        try await flush()
        let result = try await onlyResult()
        let layout = try layout(of: result, entry)
        return StatementAnswer(result: result, layout: layout)
    }

    /// The layout of a statement's result, compared with its declaration once.
    func layout(
        of result: borrowing ResultHandle, _ entry: StatementCache.Entry
    ) throws(PostgresError) -> ColumnLayout {
        if let layout = entry.layout { return layout }
        let layout = ColumnLayout(result: result.pointer)
        if result.status == PGRES_TUPLES_OK || result.status == PGRES_SINGLE_TUPLE {
            try layout.check(declared: entry.shape.columns)
            entry.layout = layout
        }
        return layout
    }

    /// The cache entry of a statement, prepared on this connection.
    func prepared(_ shape: StatementShape) async throws(PostgresError) -> StatementCache.Entry {
        if let entry = statements.find(shape) { return entry }
        if let old = statements.evictIfFull() {
            try await runScript("DEALLOCATE \(old.serverName)")
        }
        let entry = statements.makeEntry(shape)
        try sendPrepare(entry)
        try await flush()
        _ = try await onlyResult()
        statements.insert(entry)
        return entry
    }

    /// Runs a text by the simple protocol, within a call.
    @discardableResult
    func runScript(_ text: String) async throws(PostgresError) -> CommandTag {
        try send { PQsendQuery($0, text) }
        try await flush()
        var tag = CommandTag("")
        var failure: PostgresError?
        while let result = try await nextResult() {
            let status = result.status
            guard status != PGRES_COPY_IN, status != PGRES_COPY_OUT else {
                close()
                throw PostgresError(.unexpected, detail: "COPY outside copyIn and copyOut")
            }
            failure = failure ?? result.failure
            if failure == nil { tag = finish(result) }
        }
        if let failure { throw failure }
        return tag
    }

    func sendQuery(_ text: String, _ bound: BoundArguments) throws(PostgresError) {
        try send { connection in
            bound.withPointers { values, lengths, formats in
                PQsendQueryParams(
                    connection, text, Int32(bound.types.count), bound.types, values, lengths,
                    formats, 1
                )
            }
        }
    }

    func sendPrepare(_ entry: StatementCache.Entry) throws(PostgresError) {
        let types = entry.shape.parameters.map(\.oid)
        try send {
            PQsendPrepare($0, entry.serverName, entry.shape.text, Int32(types.count), types)
        }
    }

    func sendPrepared(
        _ entry: StatementCache.Entry, _ bound: BoundArguments
    ) throws(PostgresError) {
        try send { connection in
            bound.withPointers { values, lengths, formats in
                PQsendQueryPrepared(
                    connection, entry.serverName, Int32(bound.types.count), values, lengths,
                    formats, 1
                )
            }
        }
    }

    /// Notes what a finished command did and answers its tag.
    func finish(_ result: borrowing ResultHandle) -> CommandTag {
        let tag = result.tag
        call.rows = tag.rows
        if tag.text.hasPrefix("DISCARD") || tag.text == "DEALLOCATE ALL" {
            statements.removeAll()
        }
        return tag
    }
}

extension ColumnLayout {
    /// Decodes all rows. More than `limit` of them are an error.
    func decodeAll<R: RowDecodable>(
        _ result: borrowing ResultHandle, limit: Int
    ) throws(PostgresError) -> [R] {
        guard result.status == PGRES_TUPLES_OK else {
            throw PostgresError(.unexpected, detail: "the command answers no rows")
        }
        let count = result.rowCount
        guard count <= limit else { throw PostgresError(.tooManyRows) }
        var rows: [R] = []
        rows.reserveCapacity(Int(count))
        for index in 0..<count {
            rows.append(try decode(result, at: index))
        }
        return rows
    }

    /// Decodes one row and sees to it that all its columns were read.
    func decode<R: RowDecodable>(
        _ result: borrowing ResultHandle, at index: Int32
    ) throws(PostgresError) -> R {
        beginRow()
        let row = try R(row: Row(result: result.pointer, index: index, layout: self))
        try endRow()
        return row
    }
}
