// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the public register, and of the bands that parties are searched by.
public enum RegisterStore {
    private static let columns = """
        accreditation_id, entry_number, replaced_by, party_id, regime, role, route, region,
            published, held_from, over_on, bytes
        """

    /// Ends the versions that hold, where new ones follow: accreditations, entry numbers.
    public static let replace = Statement<NoRow>(
        "register.replace",
        """
        UPDATE probity.register_row SET replaced_by = next.entry_number
        FROM unnest($1::uuid[], $2::bigint[]) AS next (accreditation_id, entry_number)
        WHERE register_row.accreditation_id = next.accreditation_id
            AND register_row.replaced_by IS NULL
        """,
        parameters: [.uuidArray, .int8Array])

    /// Adds versions: accreditations, entry numbers, entries that replaced them, parties, regimes,
    /// roles, routes, regions, whether published, first days, days from which they are over,
    /// bytes.
    public static let write = Statement<NoRow>(
        "register.write",
        """
        INSERT INTO probity.register_row (\(columns))
        SELECT \(columns)
        FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[],
            $6::text[], $7::text[], $8::text[], $9::boolean[], $10::date[], $11::date[],
            $12::bytea[]) AS written (\(columns))
        """,
        parameters: [
            .uuidArray, .int8Array, .int8Array, .uuidArray, .textArray, .textArray, .textArray,
            .textArray, .boolArray, .dateArray, .dateArray, .byteaArray,
        ])

    /// The next published rows as of an entry, in the order of their accreditations: entry,
    /// accreditation to go on after, earliest and latest day on which they may be held, regime,
    /// role, route, region, limit. What is not asked for is NULL.
    ///
    /// Planned for its values (`planForValues`): by `register_row_route_accreditation_id_idx`
    /// where a route is given, by the primary key otherwise; no sort, and as many rows read as
    /// given, besides those that were replaced.
    public static let portion = Statement<RegisterRow>(
        "register.portion",
        """
        SELECT \(columns) FROM probity.register_row
        WHERE published AND entry_number <= $1 AND (replaced_by > $1 OR replaced_by IS NULL)
            AND accreditation_id > $2
            AND (held_from <= $4 OR held_from IS NULL) AND (over_on > $3 OR over_on IS NULL)
            AND ($5::text IS NULL OR regime = $5) AND ($6::text IS NULL OR role = $6)
            AND ($7::text IS NULL OR route = $7)
            AND ($8::text IS NULL OR (region >= $8 AND region < $8 || '.'))
        ORDER BY accreditation_id LIMIT $9
        """,
        parameters: [
            .int8, .uuid, .date, .date, .text, .text, .text, .text, .int8,
        ],
        columns: RegisterRow.columns)

    /// Every version of the accreditations of some parties, for verification.
    public static let ofParties = Statement<RegisterRow>(
        "register.ofParties",
        "SELECT \(columns) FROM probity.register_row WHERE party_id = ANY($1)",
        parameters: [.uuidArray], columns: RegisterRow.columns)

    /// Lets the rest of the transaction plan each statement for the values it is given, so that
    /// what is not asked for costs nothing.
    public static let planForValues = Statement<String>(
        "register.planForValues",
        "SELECT set_config('plan_cache_mode', 'force_custom_plan', true) AS setting",
        columns: ["setting": .text])

    /// Writes bands: parties, roles, regimes, hashes of the law, first days and bands of the
    /// steps, parted by commas, `~` for no band, days on which they end.
    public static let writeBands = Statement<NoRow>(
        "register.writeBands",
        """
        INSERT INTO probity.band_index
            (party_id, role, regime, policy_sha256, from_days, bands, until_day)
        SELECT party_id, role, regime, policy_sha256,
            string_to_array(from_days, ',')::date[], string_to_array(bands, ',', '~'), until_day
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[],
            $7::date[])
            AS written (party_id, role, regime, policy_sha256, from_days, bands, until_day)
        ON CONFLICT (party_id, role, regime) DO UPDATE SET
            policy_sha256 = excluded.policy_sha256, from_days = excluded.from_days,
            bands = excluded.bands, until_day = excluded.until_day
        WHERE (band_index.policy_sha256, band_index.from_days, band_index.bands,
                band_index.until_day)
            IS DISTINCT FROM (excluded.policy_sha256, excluded.from_days, excluded.bands,
                excluded.until_day)
        """,
        parameters: [
            .uuidArray, .textArray, .textArray, .byteaArray, .textArray, .textArray, .dateArray,
        ])

    /// The bands of some parties, for verification.
    public static let bands = Statement<BandRow>(
        "register.bands",
        """
        SELECT party_id, role, regime, policy_sha256,
            array_to_string(from_days, ',') AS from_days,
            array_to_string(bands, ',', '~') AS bands, until_day
        FROM probity.band_index WHERE party_id = ANY($1)
        """,
        parameters: [.uuidArray],
        columns: [
            "party_id": .uuid, "role": .text, "regime": .text, "policy_sha256": .bytea,
            "from_days": .text, "bands": .text, "until_day": .date,
        ])

    static let shapes = [
        replace.shape, write.shape, portion.shape, ofParties.shape, planForValues.shape,
        writeBands.shape, bands.shape,
    ]
}

/// A version of a row of the public register.
public struct RegisterRow: RowDecodable, Hashable {
    /// The accreditation.
    public let accreditation: AccreditationID
    /// The entry from which it holds.
    public let entry: EntryNumber
    /// The entry from which the next version holds; nil for the version of now.
    public let replacedBy: EntryNumber?
    /// The party.
    public let party: PartyID
    /// The regime.
    public let regime: String
    /// The role.
    public let role: String
    /// The route.
    public let route: String
    /// The region of the party's seat.
    public let region: String
    /// Whether anyone may see it.
    public let isPublished: Bool
    /// The first day on which it may be held.
    public let heldFrom: CivilDate?
    /// The first day on which it is certainly over.
    public let overOn: CivilDate?
    /// What may be shown.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "accreditation_id": .uuid, "entry_number": .int8, "replaced_by": .int8,
        "party_id": .uuid, "regime": .text, "role": .text, "route": .text, "region": .text,
        "published": .bool, "held_from": .date, "over_on": .date, "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        accreditation = try row.decode("accreditation_id")
        entry = try row.decode("entry_number")
        replacedBy = try row.decode("replaced_by")
        party = try row.decode("party_id")
        regime = try row.decode("regime")
        role = try row.decode("role")
        route = try row.decode("route")
        region = try row.decode("region")
        isPublished = try row.decode("published")
        heldFrom = try row.decode("held_from")
        overOn = try row.decode("over_on")
        bytes = try row.decode("bytes")
    }

    /// Makes the version that an entry gives rise to.
    public init(_ record: RegisterRecord, entry: EntryNumber, replacedBy: EntryNumber?) {
        self.accreditation = record.accreditation.id
        self.entry = entry
        self.replacedBy = replacedBy
        self.party = record.party
        self.regime = record.accreditation.regime.text
        self.role = record.accreditation.role.rawValue
        self.route = record.accreditation.route.text
        self.region = record.region.text
        self.isPublished = record.isPublished
        self.heldFrom = record.heldFrom
        self.overOn = record.overOn
        self.bytes = record.bytes
    }

    /// The versions that entries give rise to, in the order of the entries.
    public static func versions(
        _ records: [(record: RegisterRecord, entry: EntryNumber)]
    ) -> [RegisterRow] {
        var next: [AccreditationID: EntryNumber] = [:]
        var rows: [RegisterRow] = []
        for (record, entry) in records.reversed() {
            let id = record.accreditation.id
            rows.append(RegisterRow(record, entry: entry, replacedBy: next[id]))
            next[id] = entry
        }
        return rows.reversed()
    }
}

/// The bands of a standing by day.
public struct BandRow: RowDecodable, Hashable {
    /// Which standing.
    public let key: StandingKey
    /// The law that it was rated under; nil when the row says nothing and the party must be
    /// rated.
    public let policy: Digest32?
    /// The first days of the steps, parted by commas.
    public let fromDays: String
    /// Their bands, parted by commas; `~` where there is none.
    public let bands: String
    /// The day from which the party must be rated, because later steps were left out; nil when
    /// none were.
    public let until: CivilDate?

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let party: PartyID = try row.decode("party_id")
        let role: String = try row.decode("role")
        let regime: String = try row.decode("regime")
        guard let known = Role(rawValue: role) else { throw row.refusal("role", as: Role.self) }
        key = StandingKey(party: party, role: known, regime: RegimeCode(regime))
        policy = try row.decode("policy_sha256")
        fromDays = try row.decode("from_days")
        bands = try row.decode("bands")
        until = try row.decode("until_day")
    }

    /// Makes the row of a standing; nil where none could be derived.
    public init(_ key: StandingKey, _ standing: Standing?) {
        self.key = key
        policy = standing?.policy.sha256
        until = standing?.until
        fromDays = (standing?.steps ?? []).map(\.from.description).joined(separator: ",")
        bands = (standing?.steps ?? []).map { $0.band?.text ?? "~" }.joined(separator: ",")
    }
}
