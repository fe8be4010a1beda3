// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@testable import Service

@Suite("Dossiers kept while recorded answers are given again")
struct FoldedDossiersTests {
    private static func party(_ number: UInt64) -> PartyID { PartyID(high: 0, low: number) }

    private static func entry(_ number: Int64) -> EntryNumber {
        .none.advanced(by: number)
    }

    /// A dossier of so many entries, as it was known after an entry.
    private static func folded(_ entryCount: Int, knownAt: Int64 = 1) -> FoldedDossier {
        FoldedDossier(dossier: nil, knownAt: entry(knownAt), entryCount: entryCount)
    }

    @Test(
        "no more dossiers are kept than may be, and no more entries",
        arguments: [(each: 3, most: 10, mostEntries: 30), (each: 7, most: 8, mostEntries: 56)])
    func bounds(each: Int, most: Int, mostEntries: Int) {
        var kept = FoldedDossiers(count: 10, entryCount: 60)
        var counts: Set<Int> = []
        var entryCounts: Set<Int> = []
        for number in 1...100 {
            kept.keep(Self.folded(each), of: Self.party(UInt64(number)))
            counts.insert(kept.count)
            entryCounts.insert(kept.entryCount)
        }
        #expect(counts.max() == most)
        #expect(entryCounts.max() == mostEntries)
        // What it says of itself is so.
        let count = kept.count
        let found = (1...100).filter {
            kept.take(Self.party(UInt64($0)), knownAt: .latest).entryCount == each
        }
        #expect(found == Array((101 - count)...100))
        #expect(kept.count == 0)
        #expect(kept.entryCount == 0)
    }

    @Test("a dossier that would fill more than a half is not kept, and drives none out")
    func large() {
        var kept = FoldedDossiers(count: 10, entryCount: 60)
        kept.keep(Self.folded(30), of: Self.party(1))
        kept.keep(Self.folded(31), of: Self.party(2))
        #expect(kept.take(Self.party(1), knownAt: .latest).entryCount == 30)
        #expect(kept.take(Self.party(2), knownAt: .latest).entryCount == 0)
    }

    @Test("a party that is asked about again and again stays while others are forgotten")
    func busy() {
        var kept = FoldedDossiers(count: 10, entryCount: 60)
        kept.keep(Self.folded(2), of: Self.party(0))
        for number in 1...100 {
            let busy = kept.take(Self.party(0), knownAt: .latest)
            #expect(busy.entryCount == 2)
            kept.keep(busy, of: Self.party(0))
            kept.keep(Self.folded(1), of: Self.party(UInt64(number)))
        }
        #expect(kept.take(Self.party(1), knownAt: .latest).entryCount == 0)
    }

    @Test("a dossier serves what was known then or later, and nothing earlier")
    func earlier() {
        var kept = FoldedDossiers()
        kept.keep(Self.folded(2, knownAt: 5), of: Self.party(1))
        let then = kept.take(Self.party(1), knownAt: Self.entry(5))
        #expect(then.knownAt == Self.entry(5))
        // It was taken out.
        #expect(kept.take(Self.party(1), knownAt: Self.entry(5)).knownAt == .none)
        kept.keep(then, of: Self.party(1))
        let later = kept.take(Self.party(1), knownAt: Self.entry(9))
        #expect(later.knownAt == Self.entry(5))
        #expect(later.entryCount == 2)
        kept.keep(later, of: Self.party(1))
        let earlier = kept.take(Self.party(1), knownAt: Self.entry(4))
        #expect(earlier.knownAt == .none)
        #expect(earlier.entryCount == 0)
    }
}
