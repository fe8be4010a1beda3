// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension GoldenCaseRun {
    /// What the nominee brings otherwise than the case expects.
    static func nomineeDifferences(
        _ goldenCase: GoldenCase, _ policy: Policy
    ) throws -> [String] {
        guard let wanted = goldenCase.expected.nomineePoints,
            let nomination = goldenCase.nomination
        else { return [] }
        let found =
            wanted.code
            ?? policy.nomineePoints(for: goldenCase.request?.route, on: goldenCase.asOf)
        guard let code = found else {
            return ["nomineePoints: no one table can be told; name its code"]
        }
        let score = try NomineeScore(
            of: nomination, by: code, role: goldenCase.role, policy: policy,
            on: goldenCase.asOf)
        var differences: [String] = []
        if let total = wanted.total, total != score.total {
            differences.append("nomineePoints, total: expected \(total), got \(score.total)")
        }
        if let band = wanted.band, band.value != score.band {
            let words = [band.value, score.band].map { $0?.text ?? "none" }
            differences.append("nomineePoints, band: expected \(words[0]), got \(words[1])")
        }
        for (item, points) in wanted.items.sorted(by: { $0.key < $1.key }) {
            let got = score.items.first { $0.code == item }?.points
            guard got != points else { continue }
            let actual = got.map { "\($0)" } ?? "none"
            differences.append("nomineePoints, \(item): expected \(points), got \(actual)")
        }
        return differences
    }
}
