// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Store

/// Compares the public register, and the bands that parties are searched by, with what the
/// entries of a party give.
enum RegisterVerification {
    /// Compares every version of the rows of a party.
    static func compare(
        _ records: [(record: RegisterRecord, entry: EntryNumber)], of party: PartyID,
        _ rows: [RegisterRow], _ report: inout VerifyReport
    ) {
        let expected = RegisterRow.versions(records)
        if Set(expected) != Set(rows) || expected.count != rows.count {
            report.note(
                "register_row of party \(party)", "its rows are not those of its entries")
        }
    }

    /// Compares the bands of a party. A row that names no law stands where none could be derived.
    static func compareBands(
        _ rows: [BandRow], of dossier: Dossier, _ standings: [StoredStanding],
        _ shelf: PolicyShelf, _ report: inout VerifyReport
    ) {
        var missing = Set(StandingRule.keys(of: dossier))
        for row in rows {
            let place = place(of: row.key)
            guard missing.remove(row.key) != nil else {
                report.note(place, "no entry makes this row")
                continue
            }
            let stored = standings.first { $0.key == row.key }
            let expected =
                stored.map { try? Standing(key: $0.key, bytes: $0.bytes) }
                ?? again(row, of: dossier, shelf)
            if BandRow(row.key, expected) != row {
                report.note(place, "its bands are not those of the standing")
            }
        }
        for key in missing { report.note(place(of: key), "the row is missing") }
    }

    /// The standing of a row, derived again under the law and from the day that the row names.
    private static func again(
        _ row: BandRow, of dossier: Dossier, _ shelf: PolicyShelf
    ) -> Standing? {
        let first = row.fromDays.split(separator: ",").first.flatMap { CivilDate(String($0)) }
        let policy = shelf.versions(of: row.key.regime).map(\.policy)
            .first { $0.reference.sha256 == row.policy }
        guard let first, let policy else { return nil }
        return try? StandingRule.standing(
            of: dossier, key: row.key, policy: policy, from: first)
    }

    private static func place(of key: StandingKey) -> String {
        "band_index \(key.role.rawValue) \(key.regime) of party \(key.party)"
    }
}
