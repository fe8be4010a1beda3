// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@Suite("The page of reason codes")
struct ReasonDocumentationTests {
    @Test("each code has its paragraph, in the order of precedence, and there is no other")
    func paragraphs() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = root.appendingPathComponent(
            "Sources/Compliance/Compliance.docc/ReasonCodes.md")
        let sections = try String(contentsOf: page, encoding: .utf8)
            .components(separatedBy: "\n### ").dropFirst()
        let codes = sections.map { $0.prefix { $0 != "\n" } }
        #expect(codes.map(String.init) == ReasonCode.allCases.map(\.rawValue))
        for section in sections {
            #expect(section.split(separator: "\n").dropFirst().joined().count > 60)
        }
    }
}
