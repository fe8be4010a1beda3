// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Testing

@Suite("A register file as a whole")
struct RegisterFileTests {
    private let row = "\"Acme\",\"Leeds\",,\"Worker (A rating)\",\"Skilled Worker\""

    @Test("is read whatever the chunks, with a byte order mark or without", arguments: 1...9)
    func chunks(chunkSize: Int) throws {
        let bytes = Array(("\u{FEFF}" + header + row + "\r\n").utf8)
        let read = try edition(bytes: bytes, chunkSize: chunkSize)
        #expect(read.listings.map(\.licences) == [[licence("uk-skilled-worker", "A")]])
    }

    @Test("cut off between two rows it is refused, by its missing last line end")
    func cutBetweenRows() {
        let bytes = Array((header + row + "\r\n" + row).utf8)
        #expect(throws: IntakeError.editionTruncated(line: 3, evidence: .lastLineHasNoEnd)) {
            try edition(bytes: bytes)
        }
    }

    @Test("cut off anywhere in its last row it is refused as truncated")
    func cutAnywhere() {
        let bytes = Array((header + row + "\r\n" + row).utf8)
        let start = header.utf8.count + row.utf8.count + 2
        for length in (start + 1)..<bytes.count {
            let error = #expect(throws: IntakeError.self) {
                try edition(bytes: Array(bytes[..<length]))
            }
            guard case .editionTruncated(3, _) = error else {
                Issue.record("cut at \(length): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("empty, or without the columns, it is refused")
    func unusable() {
        #expect(throws: IntakeError.emptyFile) { try edition(bytes: []) }
        #expect(throws: IntakeError.columnsMissing(["Town/City", "Route"])) {
            try edition(bytes: Array("Organisation Name,County,Type & Rating\r\n".utf8))
        }
    }

    @Test("takes its columns by their titles, in any order, among others")
    func columnOrder() throws {
        let text =
            "Route,Extra,Type & Rating,County,Town/City,Organisation Name\n"
            + "Skilled Worker,x,Worker (A rating),Kent,Dover,Acme\n"
        let read = try edition(bytes: Array(text.utf8))
        let listing = try #require(read.listings.first)
        #expect(listing.name == "Acme" && listing.town == "Dover" && listing.county == "Kent")
        #expect(listing.licences == [licence("uk-skilled-worker", "A")])
    }

    @Test(
        "is dated by its name",
        arguments: [
            ("/data/2021-09-30_-_Worker_and_Temporary_Worker.csv.gz", "2021-09-30"),
            ("2020-07-27.csv", "2020-07-27"),
        ])
    func dates(path: String, expected: String) {
        #expect(RegisterEdition.date(fromFileName: path) == day(expected))
    }

    @Test(
        "has no date without one in its name",
        arguments: ["", "register.csv", "2021-02-30.csv", "2021"])
    func noDate(path: String) {
        #expect(RegisterEdition.date(fromFileName: path) == nil)
        #expect(throws: IntakeError.noEditionDate) {
            try RegisterEdition.read(path: path, vocabulary: vocabulary)
        }
    }

    @Test("that does not exist is an error that says so")
    func missingFile() {
        #expect(throws: IntakeError.self) {
            try RegisterEdition.read(path: "/nowhere/2021-01-01.csv", vocabulary: vocabulary)
        }
    }

    @Test("a sponsor whose row was refused is known as unread")
    func unread() throws {
        let read = try edition("Trinity  College,LEEDS,, ,Tier 2 General")
        let key = SponsorKey(name: "trinity college", town: "leeds")
        #expect(read.unread == [key])
        #expect(read.leavesOpen(key))
        #expect(!read.leavesOpen(SponsorKey(name: "trinity college", town: "york")))
    }

    @Test("counts each row once")
    func totals() throws {
        let plain = "Acme,Hull,,Worker (A rating),Skilled Worker"
        let read = try edition(
            plain, plain, "Other,,,Worker (B rating),Skilled Worker", "To,tal,,,",
            "Third,York,Y,ork / Worker (A rating),Skilled Worker")
        var expected = RegisterEdition.Totals()
        expected.rows = 5
        expected.accepted = 1
        expected.repaired = 1
        expected.duplicates = 1
        expected.doubtful = 1
        expected.refused = 1
        expected.sponsors = 3
        expected.licences = 3
        #expect(read.totals == expected)
    }
}
