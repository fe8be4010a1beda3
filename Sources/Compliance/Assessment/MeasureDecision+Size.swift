// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension MeasureDecision {
    /// The size that the officer chose, within what the law leaves open; that size itself where
    /// none was chosen.
    func sized(
        _ open: Measure.Size, from begins: CivilDate, currency: String
    ) -> Result<Measure.Size, DecisionRefusal> {
        guard let size else { return .success(open) }
        switch (open, size) {
        case (.range(let least, let most, let guideline), .amount(let amount, let other)):
            guard other.map({ $0 == currency }) ?? true else {
                return .failure(.otherUnit(measure))
            }
            guard let units = amount.scaled(toPlaces: 2),
                let chosen = Money(minorUnits: units, currency: currency),
                (least.minorUnits...most.minorUnits).contains(units)
            else { return .failure(.outOfRange(measure)) }
            let isUsual = guideline.map { $0 == chosen } ?? true
            return isUsual || reason != nil
                ? .success(.amount(chosen)) : .failure(.reasonNeeded(measure))
        case (.timeRange(let range), .time(let count, let unit)):
            let end = begins.adding(count, unit)
            guard end >= begins.adding(range.least, range.unit),
                range.most.map({ end <= begins.adding($0, range.unit) }) ?? true
            else { return .failure(.outOfRange(measure)) }
            let isUsual = range.guideline.map { begins.adding($0, range.unit) == end } ?? true
            return isUsual || reason != nil
                ? .success(.time(count, unit)) : .failure(.reasonNeeded(measure))
        case (.timeRange(let range), .permanent):
            return range.most == nil ? .success(.permanent) : .failure(.outOfRange(measure))
        case (.range, _), (.timeRange, _): return .failure(.otherUnit(measure))
        case (.none, _), (.amount, _), (.time, _), (.permanent, _):
            return .failure(.notDiscretionary(measure))
        }
    }
}
