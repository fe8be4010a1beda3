// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Intake
import Names
import Testing

/// The counts of one real edition, checked by an independent count in Python.
struct RealEdition: Sendable, CustomTestStringConvertible {
    var file: String
    var rows: Int
    var sponsors: Int
    var licences: Int
    var atB: Int

    var date: String { String(file.prefix(10)) }
    var testDescription: String { date }

    static let packed = "_Tier_2_5_Register_of_Sponsors-converted-from-pdf.csv"
    static let rowPerLicence = "_-_Worker_and_Temporary_Worker.csv"

    static let all = [
        RealEdition(
            file: "2020-07-27" + packed, rows: 31_320, sponsors: 31_232, licences: 41_024, atB: 9),
        RealEdition(
            file: "2020-10-29" + packed, rows: 31_857, sponsors: 31_766, licences: 41_655, atB: 5),
        RealEdition(
            file: "2021-04-09" + packed, rows: 34_048, sponsors: 33_944, licences: 43_977, atB: 4),
        RealEdition(
            file: "2021-07-26" + rowPerLicence, rows: 46_516, sponsors: 36_151, licences: 46_442,
            atB: 2),
        RealEdition(
            file: "2021-09-30" + rowPerLicence, rows: 48_106, sponsors: 37_599, licences: 48_020,
            atB: 2),
    ]
    static let shipped = [all[0], all[1], all[4]]

    func check(in folder: URL, suffix: String = "") throws {
        let path = folder.appending(path: file + suffix).path
        let edition = try RegisterEdition.read(path: path, vocabulary: vocabulary)
        #expect(edition.date == day(date))
        #expect(edition.shape == (file.hasSuffix(Self.packed) ? .packed : .rowPerLicence))
        #expect(edition.totals.rows == rows)
        #expect(edition.totals.sponsors == sponsors)
        #expect(edition.totals.licences == licences)
        // One row cannot be read in any edition: Manchester Trinity College has no rating.
        #expect(edition.totals.refused == 1)
        #expect(edition.unread.map(\.name.text) == ["manchester trinity college limited"])
        let atB = edition.listings.flatMap(\.licences).filter { $0.band == BandCode("B") }
        #expect(atB.count == self.atB)
    }
}

@Suite("The shipped editions of the UK register")
struct ShippedEditionTests {
    @Test("hold the counts of the originals", arguments: RealEdition.shipped)
    func counts(edition: RealEdition) throws {
        try edition.check(in: Places.shipped, suffix: ".gz")
    }

    @Test("show three changes of grade by tier in the summer of 2020, and 25 of service only")
    func summerOf2020() throws {
        let counted = try EditionPair(
            before: Places.shipped.appending(path: RealEdition.shipped[0].file + ".gz"),
            after: Places.shipped.appending(path: RealEdition.shipped[1].file + ".gz")
        ).independentDifference()
        #expect(
            counted.gradeChanges.map { "\($0.name): \($0.tier)" } == [
                "Armscare Limited: Worker",
                "Shri Durga Bhawan Temple International: Temporary Worker",
                "Shri Durga Bhawan Temple International: Worker",
            ])
        #expect(counted.serviceChanges.count == 25)
        // One party more each once the cut rating of Tangerine Limited is repaired.
        #expect(counted.unrepaired.parties == [31_231, 31_765])
        #expect(counted.parties == [31_232, 31_766])
    }

    @Test("differ as the independent count in Python says")
    func differences() throws {
        for (before, after) in zip(RealEdition.shipped, RealEdition.shipped.dropFirst()) {
            try EditionPair(
                before: Places.shipped.appending(path: before.file + ".gz"),
                after: Places.shipped.appending(path: after.file + ".gz")
            ).check()
        }
    }
}

@Suite(
    "The original editions of the UK register",
    .enabled(if: Places.originalsAreHere, "../shared/data/uk-register is not here"))
struct OriginalEditionTests {
    @Test("hold the counts that an independent count found", arguments: RealEdition.all)
    func counts(edition: RealEdition) throws {
        try edition.check(in: Places.originals)
    }

    @Test("differ as the independent count in Python says")
    func differences() throws {
        for (before, after) in zip(RealEdition.all, RealEdition.all.dropFirst()) {
            try EditionPair(
                before: Places.originals.appending(path: before.file),
                after: Places.originals.appending(path: after.file)
            ).check()
        }
    }

    @Test("show no change of grade by tier in the summer of 2021, 18 of service, 2 licences at B")
    func summerOf2021() throws {
        let counted = try EditionPair(
            before: Places.originals.appending(path: RealEdition.all[3].file),
            after: Places.originals.appending(path: RealEdition.all[4].file)
        ).independentDifference()
        #expect(counted.parties == [36_151, 37_599])
        #expect(counted.gradeChanges.isEmpty)
        #expect(counted.serviceChanges.count == 18)
        #expect(counted.licencesAtB == [2, 2])
    }

    @Test("the edition of 2022-09-30, cut at 1 MiB between two rows, is refused as truncated")
    func truncated() {
        let file = Places.originals.appending(path: "2022-09-30" + RealEdition.rowPerLicence)
        #expect(throws: IntakeError.editionTruncated(line: 11_813, evidence: .lastLineHasNoEnd)) {
            try RegisterEdition.read(path: file.path, vocabulary: vocabulary)
        }
    }
}
