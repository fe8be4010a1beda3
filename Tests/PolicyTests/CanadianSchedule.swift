// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Policy
import Testing

/// Schedule 2 of the Immigration and Refugee Protection Regulations, as Canada's Department of
/// Justice publishes it. It lies beside the repository and is no part of it: a clone without it
/// reports its tests as skipped, by name.
struct CanadianSchedule {
    /// Tables 1 to 5, each as its rows of cells in words.
    let tables: [[[String]]]

    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/ca-irpr/IRPR_SOR-2002-227_Schedule2.xml")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

    static let whyNot: Comment = "../shared/data/ca-irpr is not here"

    init() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        tables = text.matches(of: /(?s)<tbody.*?<\/tbody>/).map { body in
            body.output.matches(of: /(?s)<row.*?<\/row>/).map { row in
                row.output.matches(of: /(?s)<entry[^>]*>(.*?)<\/entry>/).map { entry in
                    entry.output.1.replacing(/<[^>]*>/, with: "")
                }.map(String.init)
            }
        }
    }

    /// Whether a number of points falls into a row headed so: `8`, `9 or 10`, `0 to 5`,
    /// `15 or more`.
    static func takes(_ points: Int, head: String) -> Bool {
        let edges = head.split(separator: " ").compactMap { Int($0) }
        guard let first = edges.first, let last = edges.last else { return false }
        return head.hasSuffix("or more") ? points >= first : (first...last).contains(points)
    }

    /// What a cell says: `none`, `permanent`, `1,000` or `2 years`.
    static func cell(_ text: String) -> LawTable.Cell? {
        switch text {
        case "none": .nothing
        case "permanent": .permanent
        default:
            text.split(separator: " ").first
                .flatMap { ExactDecimal($0.replacing(",", with: "")) }.map { .number($0) }
        }
    }
}
