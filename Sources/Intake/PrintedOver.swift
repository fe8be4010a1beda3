// SPDX-License-Identifier: Apache-2.0

import Names

/// Finds the rows of a PDF edition whose name was printed over the town.
///
/// Where a name is too long for its column the rest runs on over the town, and the conversion
/// takes the letters of both from left to right: "…(UK) LIMITED" in Aberdeen becomes
/// "…(UK) LIMIT" in "AEbDerdeen". What is left in the name's column is always long, and the town
/// is one that no row with a shorter name has, or it has a capital right after a small letter.
/// That is a suspicion, not a certainty (a small town may have one sponsor, with a long name),
/// so such rows are reported and kept as read.
struct PrintedOver {
    private struct Candidate {
        let row: Int
        let name: NormalForm
        let nameLength: Int
        let town: NormalForm
        let looksInterleaved: Bool
    }

    /// No edition has a column so narrow that a shorter name would not fit.
    private static let shortestOverflow = 36

    private var candidates: [Candidate] = []
    private var shortestNameLengths: [NormalForm: Int] = [:]
    private var longestName = 0

    /// Notes the row at index `row` of the report.
    mutating func note(row: Int, name: String, town: String, key: SponsorKey) {
        let length = name.count
        longestName = max(longestName, length)
        shortestNameLengths[key.town] = min(shortestNameLengths[key.town] ?? length, length)
        guard length >= Self.shortestOverflow else { return }
        candidates.append(
            Candidate(
                row: row, name: key.name, nameLength: length, town: key.town,
                looksInterleaved: CellText.looksInterleaved(town)))
    }

    /// The suspicious rows, once all are noted: their indices and what is left of their names.
    var suspects: [(row: Int, name: NormalForm)] {
        // Letters differ in width: the narrowest line that overflowed had 5/8 of the letters of
        // the one that held most.
        let cut = (longestName * 5 + 7) / 8
        return candidates.filter { candidate in
            candidate.nameLength >= cut
                && (candidate.looksInterleaved
                    || (shortestNameLengths[candidate.town] ?? 0) >= cut)
        }.map { (row: $0.row, name: $0.name) }
    }
}
