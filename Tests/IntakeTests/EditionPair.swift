// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Intake
import Names
import Testing

/// What `register_diff.py` prints, as far as it is compared.
struct IndependentDifference: Decodable {
    struct Change: Decodable {
        var name: String
        var town: String
        var from: String
        var to: String

        /// One line a change; the routes are named differently and stay out.
        var line: String {
            let key = SponsorKey(name: name, town: town)
            return "\(key.name), \(key.town): \(from) to \(to)"
        }
    }

    struct ByRoute: Decodable {
        var licences: [Int]
        var gradeChanges: [Change]
        var serviceChanges: [Change]
        var granted: Int
        var left: Int
    }

    struct Unrepaired: Decodable {
        var parties: [Int]
    }

    struct TierChange: Decodable {
        var name: String
        var tier: String
    }

    var parties: [Int]
    var unrepaired: Unrepaired
    var gradeChanges: [TierChange]
    var serviceChanges: [TierChange]
    var licencesAtB: [Int]
    var granted: Int
    var left: Int
    var byRoute: ByRoute
}

/// Two consecutive editions, compared once by Swift and once by the Python program that shares
/// no code with it.
struct EditionPair {
    var before: URL
    var after: URL

    func check() throws {
        let python = try independentDifference()
        let old = try RegisterEdition.read(path: before.path, vocabulary: vocabulary)
        let new = try RegisterEdition.read(path: after.path, vocabulary: vocabulary)
        #expect(python.parties == [old.totals.sponsors, new.totals.sponsors])
        #expect(python.byRoute.licences == [old.totals.licences, new.totals.licences])

        let found = FoundChanges(from: old, to: new)
        #expect(found.newSponsors == python.granted)
        #expect(found.goneSponsors == python.left)
        #expect(found.granted == python.byRoute.granted)
        #expect(found.left == python.byRoute.left)
        #expect(found.returned == 0)
        #expect(found.bands.sorted() == python.byRoute.gradeChanges.map(\.line).sorted())
        #expect(found.services.sorted() == python.byRoute.serviceChanges.map(\.line).sorted())
    }

    func independentDifference() throws -> IndependentDifference {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Places.differ.path, before.path, after.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let printed = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode(IndependentDifference.self, from: printed)
    }
}

/// What Swift finds between two editions, sponsor by sponsor.
struct FoundChanges {
    var newSponsors = 0
    var goneSponsors = 0
    var granted = 0
    var left = 0
    var returned = 0
    var bands: [String] = []
    var services: [String] = []

    init(from old: RegisterEdition, to new: RegisterEdition) {
        for key in Set((old.listings + new.listings).map(\.key)) {
            if old[key] == nil { newSponsors += 1 }
            if new[key] == nil, !new.leavesOpen(key) { goneSponsors += 1 }
            let stored = (old[key]?.licences ?? []).map { StoredLicence($0, isListed: true) }
            let difference = RegisterDifference(
                stored: stored, listing: new[key], isOpen: new.leavesOpen(key),
                previous: old.date, date: new.date)
            for change in difference.changes { count(change, of: key) }
        }
    }

    private mutating func count(_ change: RegisterDifference.Change, of key: SponsorKey) {
        let sponsor = "\(key.name), \(key.town)"
        switch change {
        case .granted: granted += 1
        case .left: left += 1
        case .returned: returned += 1
        case .bandChanged(let from, let to):
            bands.append("\(sponsor): \(from.band) to \(to.band)")
        case .serviceChanged(let from, let to):
            services.append("\(sponsor): \(from.service?.text ?? "") to \(to.service?.text ?? "")")
        }
    }
}
