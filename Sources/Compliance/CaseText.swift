// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A value as one writes it under `expected` of a case.
protocol CaseText {
    var caseText: String { get }
}

extension Optional where Wrapped: CaseText {
    /// The value; `none` where there is none.
    var caseText: String { self?.caseText ?? "none" }
}

extension Array: CaseText where Element: CaseText {
    var caseText: String { "[\(map(\.caseText).joined(separator: ", "))]" }
}

extension CaseText where Self: Code {
    var caseText: String { text }
}

extension CaseText where Self: RawRepresentable, RawValue == String {
    var caseText: String { rawValue }
}

extension AdjustmentCode: CaseText {}
extension BandCode: CaseText {}
extension IndicatorCode: CaseText {}
extension OverrideCode: CaseText {}
extension PrivilegeCode: CaseText {}
extension ScoreCode: CaseText {}
extension Outcome: CaseText {}
extension RatingBasis: CaseText {}
extension ReasonCode: CaseText {}

extension Bool: CaseText {
    var caseText: String { self ? "true" : "false" }
}

extension Int: CaseText {
    var caseText: String { "\(self)" }
}

extension String: CaseText {
    var caseText: String { self }
}

extension CivilDate: CaseText {
    var caseText: String { description }
}

extension ExactDecimal: CaseText {
    var caseText: String { "\(self)" }
}

extension Points: CaseText {
    var caseText: String { "\(self)" }
}

extension Quota: CaseText {
    var caseText: String {
        let limit = if case .number(let number) = self.limit { "\(number)" } else { "unlimited" }
        return "{ limit: \(limit)\(used.map { ", used: \($0)" } ?? "") }"
    }
}

extension GoldenCase.ExpectedAdjustment: CaseText {
    var caseText: String { "{ code: \(code), points: \(points) }" }
}

extension GoldenCase.ExpectedScore: CaseText {
    var caseText: String { "{ code: \(code), score: \(score) }" }
}

/// What an event brings, under the name that the case gives the event.
struct NamedContribution: Hashable, CaseText {
    private let contribution: GoldenCase.ExpectedContribution
    private let name: String

    init(_ contribution: GoldenCase.ExpectedContribution, in goldenCase: GoldenCase) {
        self.contribution = contribution
        // What a duty raised has no name of its own in a case.
        name = goldenCase.names[contribution.event] ?? "\(contribution.event)"
    }

    var caseText: String {
        let expiry = contribution.expiresOn.map { ", expiresOn: \($0)" } ?? ""
        return "{ event: \(name), points: \(contribution.points), "
            + "counted: \(contribution.counted)\(expiry) }"
    }
}
