// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Testing

@Suite("The register's quirks")
struct RegisterQuirkTests {
    private let worker = "Worker (A rating),Skilled Worker"

    private func only(_ edition: RegisterEdition) throws -> SponsorListing {
        try #require(edition.listings.count == 1 ? edition.listings.first : nil)
    }

    @Test("UK-01: “A (SME+)” is band A with a service, not a grade of its own")
    func smePlus() throws {
        let read = try edition("Acme Ltd,London,,Temporary Worker (A (SME+)),Seasonal Worker")
        #expect(try only(read).licences == [licence("uk-seasonal-worker", "A", "sme-plus")])
        #expect(read.shape == .rowPerLicence)
    }

    @Test("UK-02: from “A (Premium)” to “A rating” is a change of service, not of rating")
    func premiumToPlain() throws {
        let before = try only(edition("Acme,Leeds,,Worker (A (Premium)),Skilled Worker"))
        let after = try only(edition("Acme,Leeds,,Worker (A rating),Skilled Worker"))
        let difference = RegisterDifference(
            stored: before.licences.map { StoredLicence($0, isListed: true) }, listing: after,
            previous: day("2021-07-26"), date: day("2021-09-30"))
        #expect(
            difference.changes == [
                .serviceChanged(
                    from: licence("uk-skilled-worker", "A", "premium"),
                    to: licence("uk-skilled-worker", "A"))
            ])
    }

    @Test(
        "UK-03: Provisional is read with and without the blank before its bracket",
        arguments: [
            "Worker (UK Expansion Worker: Provisional)",
            "Worker (UK Expansion Worker: Provisional )",
        ])
    func provisional(rating: String) throws {
        let route = "Global Business Mobility: UK Expansion Worker"
        let read = try edition("Acme,London,,\(rating),\(route)")
        #expect(try only(read).licences == [licence("uk-expansion-worker", "Provisional")])
    }

    @Test("the packed shape pairs ratings and routes in order, and orders licences by route")
    func packed() throws {
        let read = try edition(
            "Acme,Bath,,Tier 2 (A (SME+)) / Tier 5 (B rating),Tier 2 General / Exchange")
        #expect(read.shape == .packed)
        #expect(
            try only(read).licences == [
                licence("uk-government-authorised-exchange", "B"),
                licence("uk-skilled-worker", "A", "sme-plus"),
            ])
    }

    @Test("“Religious Workers” is another route in Tier 2 than in Tier 5")
    func religiousWorkers() throws {
        let read = try edition(
            "Temple,Leeds,,Tier 2 (B rating) / Tier 5 (A rating),"
                + "Religious Workers / Religious Workers")
        #expect(
            try only(read).licences == [
                licence("uk-minister-of-religion", "B"), licence("uk-religious-worker", "A"),
            ])
    }

    @Test("rows with the same name and town are one sponsor, whatever case and blanks")
    func merging() throws {
        let read = try edition(
            "Acme  Ltd,London,,Worker (A rating),Skilled Worker",
            "ACME LTD, london ,Kent,Temporary Worker (A rating),Creative Worker",
            "Acme Ltd,Leeds,,Worker (A rating),Skilled Worker")
        #expect(read.listings.map(\.name) == ["Acme Ltd", "Acme Ltd"])
        #expect(read.listings.map(\.town) == ["London", "Leeds"])
        #expect(read.listings.map(\.county) == ["Kent", ""])
        #expect(read.listings.map(\.licences.count) == [2, 1])
        #expect(read[SponsorKey(name: " acme ltd", town: "LONDON")]?.licences.count == 2)
        #expect(read[SponsorKey(name: "acme ltd", town: "York")] == nil)
    }

    @Test("an exact duplicate is merged and reported")
    func duplicate() throws {
        let row = "Acme,London,,Worker (A rating),Skilled Worker"
        let read = try edition(row, row)
        #expect(read.rows.map(\.outcome) == [.accepted, .duplicate])
        #expect(read.rows.map(\.line) == [2, 3])
        #expect(try only(read).licences.count == 1)
    }

    @Test("the old and the new name of a route side by side are one licence")
    func sideBySide() throws {
        let read = try edition(
            "Khalsa College,Chigwell,Essex,Worker (B rating),Skilled Worker",
            "Khalsa College,Chigwell,Essex,Worker (B rating),Tier 2 General")
        #expect(read.rows.map(\.outcome) == [.accepted, .duplicate])
        #expect(try only(read).licences == [licence("uk-skilled-worker", "B")])
    }

    @Test("two rows that rate one licence differently: the stricter stands, in either order")
    func disagreement() throws {
        let strict = "Access,London,,Worker (B rating),Skilled Worker"
        let mild = "Access,LONDON,,Worker (A rating),Tier 2 General"
        for rows in [[strict, mild], [mild, strict]] {
            let read = try edition(rows[0], rows[1])
            #expect(try only(read).licences == [licence("uk-skilled-worker", "B")])
            let doubt = RowReport.Doubt.ratingsDisagree(RouteCode("uk-skilled-worker"))
            #expect(read.rows.map(\.outcome) == [.accepted, .doubtful(doubt)])
        }
        let services = try edition(
            "Acme,Hull,,Worker (A rating),Skilled Worker",
            "Acme,Hull,,Worker (A (Premium)),Skilled Worker")
        #expect(try only(services).licences == [licence("uk-skilled-worker", "A")])
    }

    @Test("a county that bled into the ratings is put back")
    func countyBleed() throws {
        let read = try edition(
            "BCEGI,MANCHESTER,GREATER MANCHESTE,R / Tier 2 (A rating) / Tier 2 (A rating),"
                + "Tier 2 General / Intra Company Transfers (ICT)",
            "Charity,Diss,Suffolk,f The Religio / Tier 5 (A rating),us Of Jesus / Religious Workers"
        )
        #expect(read.rows.map(\.outcome) == [.repaired(.countyBleed), .repaired(.countyBleed)])
        #expect(
            read.listings.map(\.county) == [
                "GREATER MANCHESTER", "Suffolkf The Religious Of Jesus",
            ])
        #expect(read.listings.map(\.licences.count) == [2, 1])
    }

    @Test("a rating cut at 25 characters, its rest printed over the route, is repaired")
    func cutRating() throws {
        let read = try edition(
            "Tangerine Limited,London,,Tier 2 (Probationary Spon,Tsoierr) 2 General")
        #expect(read.rows.map(\.outcome) == [.repaired(.knownText)])
        #expect(try only(read).licences == [licence("uk-skilled-worker", "Probationary")])
    }

    @Test("a name printed over the town is kept as read and reported, in the packed shape only")
    func interleaved() throws {
        let read = try edition(
            "A,London,,Tier 2 (A rating) / Tier 2 (A rating),Tier 2 General / Sport",
            "NORTHLAND REAL ESTATE PROPERTIES (UK) LIMIT,AEbDerdeen,,\(worker)",
            "Arbroath Specsavers Limited T/A Specsavers Opticia,Ansrbroath,,\(worker)",
            "A name as long as these that is in a usual town,London,,\(worker)",
            "Short Ltd,LondoN,,\(worker)")
        let doubt = RowReport.Outcome.doubtful(.columnsRunTogether)
        #expect(read.rows.map(\.outcome) == [.accepted, doubt, doubt, .accepted, .accepted])
        #expect(read.listings.map(\.town).contains("AEbDerdeen"))
        // The sponsor meant may well be listed, so its absence says nothing.
        let meant = "Northland Real Estate Properties (UK) Limited"
        #expect(read.leavesOpen(SponsorKey(name: meant, town: "Aberdeen")))
        #expect(!read.leavesOpen(SponsorKey(name: "Northland Real Estate", town: "Aberdeen")))
        #expect(!read.leavesOpen(SponsorKey(name: "Short Ltd", town: "York")))
        let newer = try edition(
            "NORTHLAND REAL ESTATE PROPERTIES (UK) LIMIT,AEbDerdeen,,\(worker)")
        #expect(newer.rows.map(\.outcome) == [.accepted])
    }

    @Test("a row without a town is kept by its name and reported")
    func townMissing() throws {
        let read = try edition("Acme,,,Worker (A rating),Skilled Worker")
        #expect(read.rows.map(\.outcome) == [.doubtful(.townMissing)])
        #expect(try only(read).town == "")
    }

    @Test(
        "a footer of the page is no sponsor",
        arguments: ["To,tal,,,", "Total: 31320,,,,", "Pag,e 1,,,"])
    func footer(row: String) throws {
        let read = try edition(row)
        #expect(read.rows.map(\.outcome) == [.refused(.footer)])
        #expect(read.listings.isEmpty)
        #expect(read.unread.isEmpty)
    }

    @Test(
        "a row that cannot be read is refused with its reason",
        arguments: [
            ("Trinity,Leeds,, ,Tier 2 General", RowReport.Refusal.ratingMissing),
            ("Total Gas,Leeds,,,", .ratingMissing),
            ("Acme,Leeds,,Worker (C rating),Skilled Worker", .ratingUnknown("Worker (C rating)")),
            ("Acme,Leeds,,Worker (A rating),Space Worker", .routeUnknown("Space Worker")),
            ("Acme,Leeds,,Worker (A rating),Creative Worker", .routeUnknown("Creative Worker")),
            ("Acme,Leeds,,Worker (A rating) / Worker (A rating),Sport", .ratingsAndRoutesDoNotPair),
            ("Acme,Leeds,Worker (A rating),Sport", .wrongCellCount(4)),
            (",Leeds,,Worker (A rating),Sport", .nameMissing),
        ])
    func refusal(row: String, expected: RowReport.Refusal) throws {
        let read = try edition(row)
        #expect(read.rows == [RowReport(line: 2, outcome: .refused(expected))])
        #expect(read.listings.isEmpty)
    }

    @Test("names that are company numbers, brackets or not ASCII are names")
    func oddNames() throws {
        let read = try edition(
            "06472420,London,,Worker (A rating),Skilled Worker",
            "]performance s p a c e [,Kent,,Worker (A rating),Skilled Worker",
            "\"Müller, Söhne\",London,,Worker (A rating),Skilled Worker")
        #expect(
            read.listings.map(\.name) == ["06472420", "]performance s p a c e [", "Müller, Söhne"])
    }
}
