// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Service

extension ImportReport {
    /// The report for programs.
    var json: JSONValue {
        let count = { (value: Int) in JSONValue.integer(Int64(value)) }
        return .object(present: [
            ("date", JSONValue(text: date)), ("previous", previous.map { JSONValue(text: $0) }),
            ("alreadyImported", .bool(isKnown)), ("entry", .integer(entry.value)),
            ("rows", count(totals.rows)), ("accepted", count(totals.accepted)),
            ("repaired", count(totals.repaired)), ("duplicates", count(totals.duplicates)),
            ("doubtful", count(totals.doubtful)), ("refused", count(totals.refused)),
            ("sponsors", count(totals.sponsors)), ("licences", count(totals.licences)),
            ("newSponsors", count(newSponsors)), ("knownSponsors", count(knownSponsors)),
            ("granted", count(granted)), ("returned", count(returned)), ("left", count(left)),
            ("serviceChanges", count(serviceChanges)),
            ("ratingChanges", .array(ratingChanges.map(\.json))),
            ("departed", .array(departed.map(\.json))),
        ])
    }

    /// Reports as rows of counts.
    static func listing(_ reports: [ImportReport]) -> Listing {
        let names = [
            "date", "alreadyImported", "entry", "rows", "accepted", "repaired", "duplicates",
            "doubtful", "refused", "sponsors", "licences", "newSponsors", "knownSponsors",
            "granted", "returned", "left", "serviceChanges",
        ]
        let json = reports.map(\.json)
        let rows = json.map { value in
            names.map { name -> String in
                switch value[name] {
                case .integer(let number)?: String(number)
                case .string(let text)?: text
                case .bool(let flag)?: String(flag)
                default: ""
                }
            }
                + [String(value.count(of: "ratingChanges")), String(value.count(of: "departed"))]
        }
        return Listing(columns: names + ["ratingChanges", "departed"], rows: rows, json: json)
    }
}

extension JSONValue {
    fileprivate func count(of name: String) -> Int {
        if case .array(let values)? = self[name] { values.count } else { 0 }
    }
}

extension ImportReport.RatingChange {
    fileprivate var json: JSONValue {
        .object(present: [
            ("party", JSONValue(text: party)), ("name", name.map { .string($0) }),
            ("town", town.map { .string($0) }), ("route", JSONValue(text: route)),
            ("before", before.map { JSONValue(text: $0) }), ("after", JSONValue(text: after)),
        ])
    }
}

extension ImportReport.Departure {
    fileprivate var json: JSONValue {
        .object(present: [
            ("party", JSONValue(text: party)), ("name", name.map { .string($0) }),
            ("town", town.map { .string($0) }),
        ])
    }
}
