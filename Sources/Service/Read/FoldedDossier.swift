// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Store

/// A party's dossier folded from the ledger, as it was known after an entry; later entries can be
/// added.
struct FoldedDossier {
    /// The dossier; nil before the party was registered.
    private(set) var dossier: Dossier?
    /// The last entry of the ledger that was known.
    private(set) var knownAt = EntryNumber.none
    /// How many entries were taken in. Each adds a record or changes one, so there are no more
    /// records than that.
    private(set) var entryCount = 0

    /// Takes in the party's entries, in order, up to the one now known.
    ///
    /// - Throws: `EntryBytesError` when stored bytes are damaged, or `FoldError`.
    mutating func add(_ rows: [StoredEntry], knownAt: EntryNumber) throws {
        for row in rows {
            let entry = try EntryBytes.decode(row.bytes)
            if case .partyRegistered(let record) = entry.body {
                dossier = Dossier(party: record)
            } else {
                try dossier?.apply(entry.body)
            }
        }
        self.knownAt = knownAt
        entryCount += rows.count
    }
}
