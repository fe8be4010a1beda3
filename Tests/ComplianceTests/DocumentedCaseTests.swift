// SPDX-License-Identifier: Apache-2.0

import Compliance
import LawFixtures
import Policy
import Testing

@Suite("The cases on the pages on the format of a pack")
struct DocumentedCaseTests {
    @Test("each holds under the law that the pages' examples make up")
    func hold() throws {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        for goldenCase in policy.cases {
            let run = GoldenCaseRun(goldenCase, policy: policy)
            #expect(run.holds, "\(goldenCase.file): \(run.differences)")
        }
        #expect(policy.cases.count >= 5)
    }
}
