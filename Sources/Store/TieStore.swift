// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// The SQL that leads from a relation, an undertaking or a sanction to the parties whose dossiers
/// hold it.
public enum TieStore {
    /// The parties of some records.
    public static let parties = Statement<RecordOwner>(
        "tie.parties",
        "SELECT record_id, party_id FROM probity.tie_index WHERE record_id = ANY($1)",
        parameters: [.uuidArray], columns: RecordOwner.columns)

    /// Remembers records: ids, parties, kinds. A record that a party holds already stays.
    public static let add = Statement<NoRow>(
        "tie.add",
        """
        INSERT INTO probity.tie_index (record_id, party_id, kind)
        SELECT record_id, party_id, kind
        FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS added (record_id, party_id, kind)
        ON CONFLICT DO NOTHING
        """,
        parameters: [.uuidArray, .uuidArray, .textArray])
}
