// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// What raises or lowers a score besides single events.
    mutating func scoreTerms() -> ScoreTerms {
        var codes: [AdjustmentCode] = []
        func define(_ code: AdjustmentCode?, at place: Node) {
            guard let code else { return }
            if codes.contains(code) {
                fault(
                    place, "The adjustment “\(code)” stands here twice.",
                    cure: "Give each its own code.")
            }
            codes.append(code)
        }
        let regeneration = optionalMapping("regeneration").flatMap { inner in
            let regeneration = inner.regeneration()
            define(regeneration?.code, at: inner.node)
            return regeneration
        }
        let rates = optionalMappings("rates").compactMap { inner in
            let term = inner.rateTerm()
            define(term?.code, at: inner.node)
            return term
        }
        let carryOver = optionalMapping("carryOver").flatMap { inner in
            let carryOver = inner.carryOver()
            define(carryOver?.code, at: inner.node)
            return carryOver
        }
        return ScoreTerms(regeneration: regeneration, rates: rates, carryOver: carryOver)
    }

    private func regeneration() -> Regeneration? {
        var reader = self
        let code = reader.code("code", as: AdjustmentCode.self)
        let title = reader.localText("title")
        let monthsBefore = reader.integer("after", in: 0...1_200)
        let perMonth = reader.positivePoints("perMonth")
        let maximum = reader.positivePoints("atMost")
        let waitingEarns = reader.bool("waitingEarns", absent: false)
        let breaches = reader.indicators("breach")
        reader.finish()
        guard let code, let title, let monthsBefore, let perMonth, let maximum, let breaches else {
            return nil
        }
        return Regeneration(
            code: code, title: title, monthsBefore: monthsBefore, pointsPerMonth: perMonth,
            pointsMaximum: maximum, waitingEarns: waitingEarns, breaches: breaches)
    }

    private mutating func positivePoints(_ name: String) -> Points? {
        let node = required(name)
        guard let points = points(name) else { return nil }
        guard points > .zero else {
            fault(node, "What is regained raises the score.", cure: "Write a number above 0.")
            return nil
        }
        return points
    }

    private func rateTerm() -> RateTerm? {
        var reader = self
        let code = reader.code("code", as: AdjustmentCode.self)
        let title = reader.localText("title")
        let rate = reader.mapping("rate").flatMap { $0.eventRate() }
        let tableNode = reader.required("table")
        let table = reader.code("table", as: TableCode.self)
        reader.finish()
        guard let code, let title, let rate, let table else { return nil }
        let place = place(tableNode)
        reading.refer(to: .table(table, .points), at: place)
        reading.later { $0.checkRates(table, at: place) }
        return RateTerm(code: code, title: title, rate: rate, table: table)
    }

    private func carryOver() -> CarryOver? {
        var reader = self
        let code = reader.code("code", as: AdjustmentCode.self)
        let title = reader.localText("title")
        let period = reader.choice("period", of: CivilPeriod.self)
        var rows: [CarryOver.Row] = []
        for var inner in reader.mappings("rows") {
            let title = inner.localText("title")
            let result = inner.mapping("when").flatMap { $0.result(of: period) }
            let points = inner.points("points")
            inner.finish()
            guard let title, let result, let points else { continue }
            rows.append(.init(title: title, result: result, points: points))
        }
        reader.finish()
        guard let code, let title, !rows.isEmpty else { return nil }
        return CarryOver(code: code, title: title, rows: rows)
    }

    /// The result of an earlier period, with the period.
    func earlierResult() -> EarlierResult? {
        var reader = self
        let period = reader.choice("period", of: CivilPeriod.self)
        return reader.readResult(of: period)
    }

    private func result(of period: CivilPeriod?) -> EarlierResult? {
        var reader = self
        return reader.readResult(of: period)
    }

    private mutating func readResult(of period: CivilPeriod?) -> EarlierResult? {
        let back = integer("back", in: 1...10, absent: 1)
        let times = integer("times", in: Self.periodCounts, absent: 1)
        let kind = resultKind(of: period)
        finish()
        guard let kind, let back, let times else { return nil }
        return EarlierResult(
            period: kind.period, periodsBack: back, bands: kind.bands, bases: kind.bases,
            periodCount: times)
    }

    /// How many earlier periods ended with a result.
    func earlierResults() -> EarlierResults? {
        var reader = self
        let period = reader.choice("period", of: CivilPeriod.self)
        let count = reader.integer("last", in: Self.periodCounts)
        let isRunning = reader.bool("running", absent: false)
        let since = reader.optional("since") == nil ? nil : reader.dayOfParty("since")
        let kind = reader.resultKind(of: period)
        reader.finish()
        guard let kind, let count else { return nil }
        return EarlierResults(
            result: kind, periodCount: count, isRunning: isRunning, since: since)
    }

    /// Refuses bounds between which no number of so many periods lies.
    func check(_ bounds: Bounds<ExactDecimal>, of results: EarlierResults) {
        let count = results.periodCount
        let isReached = (0...count).contains {
            bounds.contains(ExactDecimal(mantissa: Int64($0), places: 0))
        }
        guard !isReached else { return }
        fault(
            node, "No whole number from 0 to \(count) lies within these bounds.",
            cure: "Of \(count) periods between none and \(count) can end so: change the bounds, "
                + "or `last:`.")
    }

    /// As many periods as anything may look back: five years of months.
    private static let periodCounts = 1...60

    /// The bands of a result, and what it rests on.
    private mutating func resultKind(of period: CivilPeriod?) -> EarlierResult? {
        let bands = list("bands").compactMap { node -> BandCode? in
            guard let band = code(of: node, as: BandCode.self) else { return nil }
            let place = place(node)
            reading.later { $0.checkKnown(band, at: place) }
            return band
        }
        let bases = optionalList("basis").compactMap {
            choice(of: $0, "basis", as: RatingBasis.self)
        }
        guard let period, !bands.isEmpty else { return nil }
        return EarlierResult(period: period, bands: bands, bases: bases)
    }
}

extension PackLoading {
    /// The band of an earlier period need stand in some scale only.
    func checkKnown(_ band: BandCode, at place: PackReading.Place) {
        guard let bands, !bands.values.contains(where: { $0.value.rank(of: band) != nil }) else {
            return
        }
        reading.fault(
            place, "No scale has the band “\(band)”.", cure: "Name a band of bands.yaml.")
    }

    /// A table of points by rate has one column, and takes every rate.
    func checkRates(_ code: TableCode, at place: PackReading.Place) {
        for value in tables[code]?.rule.values ?? [] {
            if value.value.key != "rate" {
                reading.fault(
                    place, "The table “\(code)” is by “\(value.value.key)”.",
                    cure: "Name a table with `by: rate`.")
            }
            if !value.value.across.isEmpty {
                reading.fault(
                    place, "The table “\(code)” asks for more than the rate.",
                    cure: "Name a table without `across:`.")
            }
            if value.value.isWhole {
                reading.fault(
                    place, "The table “\(code)” leaves gaps between whole numbers.",
                    cure: "Leave out its `whole: true`: a rate may lie between.")
            }
        }
    }
}
