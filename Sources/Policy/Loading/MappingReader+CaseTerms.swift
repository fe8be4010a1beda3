// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// What a case expects besides single events, and of scores beside the main one.
    mutating func expectTerms(_ expected: inout GoldenCase.Expectation) {
        if has("adjustments") {
            expected.adjustments = optionalMappings("adjustments").compactMap { start in
                var inner = start
                let code = inner.code("code", as: AdjustmentCode.self)
                let points = inner.points("points")
                inner.finish()
                guard let code, let points else { return nil }
                return .init(code: code, points: points)
            }
        }
        if has("scores") {
            expected.scores = optionalMappings("scores").compactMap { start in
                var inner = start
                let codeNode = inner.required("code")
                let code = inner.code("code", as: ScoreCode.self)
                let score = inner.points("score")
                inner.finish()
                guard let code, let score else { return nil }
                let place = inner.place(codeNode)
                reading.later { loading in
                    guard loading.scores[code] == nil else { return }
                    loading.reading.fault(
                        place, "No score “\(code)” stands in this pack.",
                        cure: "Mend the code, or add scores/\(code).yaml.")
                }
                return .init(code: code, score: score)
            }
        }
    }
}
