// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The whole register of one regime in one pass: of each party its own record, the roles it is
/// rated in, and the numbers of its confirmed events, all rows of a party together.
public enum RegisterCopy {
    /// How the pass is planned: by the keys, which are in the order of the parties, so that nothing
    /// is sorted, nothing is held, and the first row comes at once.
    public static let plan = Statement<String>(
        "registerCopy.plan",
        """
        SELECT set_config('enable_sort', 'off', true) || set_config('enable_hashjoin', 'off', true)
            || set_config('enable_seqscan', 'off', true) || set_config('jit', 'off', true)
            || set_config('statement_timeout', '0', true) AS setting
        """,
        columns: ["setting": .text])

    /// The COPY, in PostgreSQL's binary form. A code was checked when it was read, and holds no
    /// character that means anything to SQL.
    public static func rows(of regime: RegimeCode, withAccreditations: Bool) -> SQL {
        precondition(RegimeCode(checking: regime.text) != nil, "A regime has a checked code.")
        let kinds = withAccreditations ? "'accreditation', 'party'" : "'party'"
        return SQL(
            unsafeRaw: """
                COPY (
                    SELECT party_id, role, '' AS indicator, ''::bytea AS bytes
                    FROM probity.standing WHERE regime = '\(regime.text)'
                    UNION ALL
                    SELECT party_id, kind, '', bytes
                    FROM probity.history WHERE kind IN (\(kinds))
                    UNION ALL
                    SELECT party_id, role, indicator, bytes
                    FROM probity.event_tally
                    WHERE regime = '\(regime.text)' AND state = 'confirmed'
                    ORDER BY party_id
                ) TO STDOUT (FORMAT binary)
                """)
    }

    /// How many roles of parties are rated under a regime.
    public static let count = Statement<Int64>(
        "registerCopy.count",
        "SELECT count(*) AS count FROM probity.standing WHERE regime = $1",
        parameters: [.text], columns: ["count": .int8])

    static let shapes = [plan.shape, count.shape]
}

/// One row of the pass.
public struct RegisterCopyRow: Sendable {
    /// What a row is.
    public enum Content: Sendable {
        /// The party is rated in this role.
        case role(Role)
        /// The party's own record, as the history keeps it.
        case party([UInt8])
        /// One accreditation, as the history keeps it.
        case accreditation([UInt8])
        /// The confirmed events of one indicator in one role, as a tally keeps them.
        case events(Role, IndicatorCode, [UInt8])
    }

    /// The party.
    public let party: PartyID
    /// What the row says of it.
    public let content: Content
}

/// Reads the rows of a pass out of the chunks that arrive.
public struct RegisterCopyReader: Sendable {
    private var bytes: [UInt8] = []
    private var place = 0
    private var hasHeader = false

    /// Before the first chunk.
    public init() {}

    /// Takes a chunk in, of whole rows.
    public mutating func take(_ chunk: [UInt8]) {
        bytes = place < bytes.count ? Array(bytes[place...]) + chunk : chunk
        place = 0
        if !hasHeader {
            // The signature, the flags, and the length of an extension that there is none of.
            place = Self.headerByteCount
            hasHeader = true
        }
    }

    /// The next row; nil when the chunk is used up.
    ///
    /// - Throws: `RecordError` when the bytes are no such rows.
    /// - Source: <https://www.postgresql.org/docs/15/sql-copy.html> (Binary Format).
    public mutating func next() throws(RecordError) -> RegisterCopyRow? {
        guard place + 2 <= bytes.count else { return nil }
        let count = Int16(bitPattern: UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]))
        place += 2
        guard count >= 0 else { return nil }
        guard count == 4 else { throw Self.damaged }
        let id = try field()
        let kind = String(decoding: bytes[try field()], as: UTF8.self)
        let indicator = try field()
        let content = try field()
        guard id.count == 16 else { throw Self.damaged }
        let party = PartyID(
            high: number(at: id.lowerBound), low: number(at: id.lowerBound + 8))
        return RegisterCopyRow(
            party: party, content: try meaning(kind, indicator, Array(bytes[content])))
    }

    private func meaning(
        _ kind: String, _ indicator: Range<Int>, _ content: [UInt8]
    ) throws(RecordError) -> RegisterCopyRow.Content {
        switch kind {
        case HistoryKind.party.rawValue: return .party(content)
        case HistoryKind.accreditation.rawValue: return .accreditation(content)
        default:
            guard let role = Role(rawValue: kind) else { throw Self.damaged }
            guard !indicator.isEmpty else { return .role(role) }
            let code = IndicatorCode(String(decoding: bytes[indicator], as: UTF8.self))
            return .events(role, code, content)
        }
    }

    private mutating func field() throws(RecordError) -> Range<Int> {
        guard place + 4 <= bytes.count else { throw Self.damaged }
        var length = 0
        for byte in bytes[place..<place + 4] { length = length << 8 | Int(byte) }
        place += 4
        guard length <= bytes.count - place else { throw Self.damaged }
        defer { place += length }
        return place..<place + length
    }

    private func number(at start: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in bytes[start..<start + 8] { value = value << 8 | UInt64(byte) }
        return value
    }

    private static let headerByteCount = 19
    private static let damaged = RecordError()
}
