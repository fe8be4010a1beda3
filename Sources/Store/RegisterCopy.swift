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
            || set_config('enable_seqscan', 'off', true)
            || set_config('enable_bitmapscan', 'off', true) || set_config('jit', 'off', true)
            || set_config('statement_timeout', '0', true) AS setting
        """,
        columns: ["setting": .text])

    /// The COPY, in PostgreSQL's binary form. A code was checked when it was read, and holds no
    /// character that means anything to SQL.
    ///
    /// Each part is asked for in order by itself, or PostgreSQL 15 would put them one behind the
    /// other and sort the whole.
    public static func rows(of regime: RegimeCode, withAccreditations: Bool) -> SQL {
        precondition(RegimeCode(checking: regime.text) != nil, "A regime has a checked code.")
        var parts = [
            """
            SELECT party_id, role, '' AS indicator, ''::bytea AS bytes
            FROM probity.standing WHERE regime = '\(regime.text)'
            """,
            """
            SELECT party_id, role, indicator, bytes
            FROM probity.event_tally WHERE regime = '\(regime.text)' AND state = 'confirmed'
            """,
        ]
        for kind in withAccreditations ? [HistoryKind.accreditation, .party] : [.party] {
            parts.append(
                """
                SELECT party_id, kind, '', bytes
                FROM probity.history WHERE kind = '\(kind.rawValue)'
                """)
        }
        let inOrder = parts.map { "(\($0) ORDER BY party_id)" }.joined(separator: " UNION ALL ")
        return SQL(
            unsafeRaw: "COPY (\(inOrder) ORDER BY party_id) TO STDOUT (FORMAT binary)")
    }

    /// How many roles of parties are rated under a regime.
    public static let count = Statement<Int64>(
        "registerCopy.count",
        "SELECT count(*) AS count FROM probity.standing WHERE regime = $1",
        parameters: [.text], columns: ["count": .int8])

    static let shapes = [plan.shape, count.shape]
}

/// One row of the pass; its bytes lie among those of the others.
public struct RegisterCopyRow: Sendable {
    /// What a row is.
    public enum Content: Sendable {
        /// The party is rated in this role.
        case role(Role)
        /// The party's own record, as the history keeps it.
        case party(ArraySlice<UInt8>)
        /// One accreditation, as the history keeps it.
        case accreditation(ArraySlice<UInt8>)
        /// The confirmed events of one indicator in one role, as a tally keeps them.
        case events(Role, IndicatorCode, ArraySlice<UInt8>)
    }

    /// The party.
    public let party: PartyID
    /// What the row says of it.
    public let content: Content
}

/// Gathers the chunks of a pass that arrive, and cuts them between parties: the rows themselves
/// are read by others.
public struct RegisterCopyCutter: Sendable {
    private var bytes: [UInt8] = []
    /// Up to where the rows were looked at.
    private var place = 0
    /// Where the rows of the last party begin.
    private var cut = 0
    private var last: PartyID?
    private var hasHeader = false

    /// Before the first chunk.
    public init() {}

    /// How many bytes of whole parties there are.
    public var byteCount: Int { cut }

    /// Takes a chunk in, of whole rows.
    ///
    /// - Throws: `RecordError` when the bytes are no such rows.
    /// - Source: <https://www.postgresql.org/docs/15/sql-copy.html> (Binary Format).
    public mutating func take(_ chunk: [UInt8]) throws(RecordError) {
        // The signature, the flags, and the length of an extension that there is none of.
        bytes += hasHeader ? chunk[...] : chunk.dropFirst(Self.headerByteCount)
        hasHeader = true
        // A row of four columns begins by their number, the length of the id, and the id.
        while place + 22 <= bytes.count {
            guard bytes[place] == 0, bytes[place + 1] == 4, bytes[place + 5] == 16 else {
                throw RecordError()
            }
            let party = PartyID(
                high: bytes.bigEndian(at: place + 6), low: bytes.bigEndian(at: place + 14))
            if party != last {
                cut = place
                last = party
            }
            var next = place + 22
            for _ in 0..<3 {
                guard next + 4 <= bytes.count else { throw RecordError() }
                next += 4 + bytes.length(at: next)
            }
            guard next <= bytes.count else { throw RecordError() }
            place = next
        }
    }

    /// Gives the rows of whole parties: of all but the last, whose rows may go on.
    public mutating func handOver(isLast: Bool = false) -> [UInt8] {
        if isLast { cut = place }
        let whole = Array(bytes[..<cut])
        bytes.removeFirst(cut)
        place -= cut
        cut = 0
        return whole
    }

    private static let headerByteCount = 19
}

extension [UInt8] {
    /// The length of a field.
    fileprivate func length(at place: Int) -> Int {
        Int(self[place]) << 24 | Int(self[place + 1]) << 16 | Int(self[place + 2]) << 8
            | Int(self[place + 3])
    }

    /// Half of an id.
    fileprivate func bigEndian(at place: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in self[place..<place + 8] { value = value << 8 | UInt64(byte) }
        return value
    }
}

/// Reads the rows of some parties.
public struct RegisterCopyReader: Sendable {
    private let bytes: [UInt8]
    private var place = 0

    /// Before the first row.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next row; nil after the last.
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
            high: bytes.bigEndian(at: id.lowerBound),
            low: bytes.bigEndian(at: id.lowerBound + 8))
        return RegisterCopyRow(
            party: party, content: try meaning(kind, indicator, bytes[content]))
    }

    private func meaning(
        _ kind: String, _ indicator: Range<Int>, _ content: ArraySlice<UInt8>
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
        let length = bytes.length(at: place)
        place += 4
        guard length <= bytes.count - place else { throw Self.damaged }
        defer { place += length }
        return place..<place + length
    }

    private static let damaged = RecordError()
}
