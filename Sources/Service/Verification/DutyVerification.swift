// SPDX-License-Identifier: Apache-2.0

import Domain
import Store

/// Compares the list of duties with what the entries of a party give. What is to be told outside
/// is no part of the ledger, and is not compared.
enum DutyVerification {
    /// Compares the rows of a party.
    static func compare(
        _ expected: [DutyID: ListedDuty], of party: PartyID, _ rows: [ListedDuty],
        _ report: inout VerifyReport
    ) {
        if Set(expected.values) != Set(rows) || expected.count != rows.count {
            report.note("duty of party \(party)", "its rows are not those of its entries")
        }
    }
}
