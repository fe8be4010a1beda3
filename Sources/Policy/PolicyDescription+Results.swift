// SPDX-License-Identifier: Apache-2.0

import Domain

extension ConditionText {
    /// The result of an earlier period, in words.
    func text(of result: EarlierResult) -> String {
        let count = result.periodCount
        switch language {
        case .zh:
            let period = result.period.chineseUnit
            return "前第 \(result.periodsBack) 个\(period)的结果为 \(rated(result))"
                + (count == 1 ? "" : "，至此连续 \(count) 个\(period)")
        case .en:
            let unit = result.period.rawValue
            let period =
                result.periodsBack == 1
                ? "the \(unit) before" : "\(result.periodsBack) \(unit)s before"
            return "result of \(period)" + (count == 1 ? "" : ", the last of \(count) running")
                + ": \(rated(result))"
        }
    }

    /// A count of earlier results, in words.
    func text(of results: EarlierResults) -> String {
        let since = results.since.map { title(ofFact: $0) }
        let period = results.result.period
        switch language {
        case .zh:
            return "最近 \(results.periodCount) 个\(period.chineseUnit)中结果为 "
                + "\(rated(results.result)) 的\(results.isRunning ? "连续" : "")期数"
                + (since.map { "（自\($0)起）" } ?? "")
        case .en:
            return "\(period.rawValue)s of the last \(results.periodCount) that ended "
                + "\(rated(results.result))" + (results.isRunning ? ", unbroken" : "")
                + (since.map { " since \($0)" } ?? "")
        }
    }

    private func rated(_ result: EarlierResult) -> String {
        let bands = result.bands.map(\.text).joined(separator: ", ")
        let bases = result.bases.map(\.rawValue).joined(separator: ", ")
        guard !bases.isEmpty else { return bands }
        return language == .zh ? "\(bands)（\(bases)）" : "\(bands) by \(bases)"
    }
}

extension CivilPeriod {
    fileprivate var chineseUnit: String {
        switch self {
        case .year: "年"
        case .quarter: "季度"
        case .month: "月"
        }
    }
}
