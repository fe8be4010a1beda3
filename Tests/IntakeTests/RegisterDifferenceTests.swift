// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Testing

@Suite("The difference of two editions for one sponsor")
struct RegisterDifferenceTests {
    private let skilledA = licence("uk-skilled-worker", "A")
    private let skilledB = licence("uk-skilled-worker", "B")
    private let creativeA = licence("uk-creative-worker", "A")

    private func listing(_ rows: String...) throws -> SponsorListing? {
        let cells = rows.map { "Acme,Hull,,\($0)" }
        let text = header + cells.map { $0 + "\n" }.joined()
        return try edition(bytes: Array(text.utf8)).listings.first
    }

    private func changes(
        _ stored: [(Licence, Bool)], _ listing: SponsorListing?, isOpen: Bool = false
    ) -> [RegisterDifference.Change] {
        RegisterDifference(
            stored: stored.map { StoredLicence($0, isListed: $1) }, listing: listing,
            isOpen: isOpen, previous: day("2020-07-27"), date: day("2020-10-29")
        ).changes
    }

    @Test("a sponsor that was not there is granted each of its licences")
    func granted() throws {
        let listing = try listing(
            "Worker (A rating),Skilled Worker", "Temporary Worker (A rating),Creative Worker")
        #expect(changes([], listing) == [.granted(creativeA), .granted(skilledA)])
    }

    @Test("the same licences are no change, also under the new name of a route")
    func unchanged() throws {
        #expect(changes([(skilledA, true)], try listing("Tier 2 (A rating),Tier 2 General")) == [])
        #expect(changes([(skilledA, true)], try listing("Worker (A rating),Skilled Worker")) == [])
        let charity = licence("uk-charity-worker", "A")
        let old = try listing("Temporary Worker (A rating),Voluntary Workers")
        let new = try listing("Temporary Worker (A rating),Charity Worker")
        #expect(changes([(charity, true)], old) == [])
        #expect(changes([(charity, true)], new) == [])
    }

    @Test("B to A is a change of band, whatever the service does")
    func bandChanged() throws {
        #expect(
            changes([(skilledB, true)], try listing("Worker (A rating),Skilled Worker"))
                == [.bandChanged(from: skilledB, to: skilledA)])
        #expect(
            changes([(skilledB, true)], try listing("Worker (A (SME+)),Skilled Worker"))
                == [.bandChanged(from: skilledB, to: licence("uk-skilled-worker", "A", "sme-plus"))]
        )
    }

    @Test("a sponsor that is no longer listed left with each licence it still had")
    func left() {
        #expect(changes([(skilledA, true), (creativeA, false)], nil) == [.left(skilledA)])
    }

    @Test("one licence can leave while another is granted")
    func leftAndGranted() throws {
        #expect(
            changes([(skilledA, true)], try listing("Temporary Worker (A rating),Creative Worker"))
                == [.granted(creativeA), .left(skilledA)])
    }

    @Test("a licence that had left and is listed again returned, perhaps with another band")
    func returned() throws {
        #expect(
            changes([(skilledA, false)], try listing("Worker (B rating),Skilled Worker"))
                == [.returned(from: skilledA, to: skilledB)])
        #expect(changes([(skilledA, false)], nil) == [])
    }

    @Test("a sponsor of whom the edition leaves it open has not left")
    func leftOpen() {
        #expect(changes([(skilledA, true)], nil, isOpen: true) == [])
    }

    @Test("the span runs from the edition before to this one; the first has no beginning")
    func span() throws {
        let later = RegisterDifference(
            stored: [], listing: nil, previous: day("2020-07-27"), date: day("2020-10-29"))
        #expect(later.span == Span(notBefore: day("2020-07-27"), notAfter: day("2020-10-29")))
        let first = RegisterDifference(
            stored: [], listing: nil, previous: nil, date: day("2020-07-27"))
        #expect(first.span == Span(notBefore: nil, notAfter: day("2020-07-27")))
    }
}
