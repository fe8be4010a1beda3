// SPDX-License-Identifier: Apache-2.0

import Domain

/// The dossiers that were folded last. A party that is asked about again is not folded from its
/// first entry again.
///
/// However many parties there are, only so many dossiers are kept, made of only so many entries:
/// once one half of that is full it becomes the older half, and what was the older half is
/// forgotten. What is asked for again goes to the newer half, so that the busiest parties stay.
struct FoldedDossiers {
    /// How many dossiers, and how many entries of them, one half holds at most.
    private let halfCount: Int
    private let halfEntryCount: Int
    private var newer = Half()
    private var older = Half()

    private struct Half {
        var dossiers: [PartyID: FoldedDossier] = [:]
        var entryCount = 0

        mutating func remove(_ party: PartyID) -> FoldedDossier? {
            let removed = dossiers.removeValue(forKey: party)
            entryCount -= removed?.entryCount ?? 0
            return removed
        }
    }

    /// Keeps at most so many dossiers, made of at most so many entries.
    init(count: Int = 10_000, entryCount: Int = 200_000) {
        precondition(count >= 2, "Each half has room for a dossier.")
        halfCount = count / 2
        halfEntryCount = entryCount / 2
    }

    /// How many dossiers are kept.
    var count: Int { newer.dossiers.count + older.dossiers.count }

    /// Of how many entries they are made.
    var entryCount: Int { newer.entryCount + older.entryCount }

    /// Takes out what is kept of a party: nothing yet where it is not kept, or knows more than was
    /// known at that entry, since what was taken in cannot be taken back.
    mutating func take(_ party: PartyID, knownAt: EntryNumber) -> FoldedDossier {
        guard let kept = newer.remove(party) ?? older.remove(party), kept.knownAt <= knownAt
        else { return FoldedDossier() }
        return kept
    }

    /// Keeps the dossier of a party, which was taken out before. One that would fill more than a
    /// half is not kept.
    mutating func keep(_ folded: FoldedDossier, of party: PartyID) {
        guard folded.entryCount <= halfEntryCount else { return }
        if newer.dossiers.count >= halfCount
            || newer.entryCount + folded.entryCount > halfEntryCount
        {
            older = newer
            newer = Half()
        }
        newer.dossiers[party] = folded
        newer.entryCount += folded.entryCount
    }
}
