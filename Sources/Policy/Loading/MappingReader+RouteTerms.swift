// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// How many nominees there may be.
    func quotaRule(_ validity: Validity) -> RouteTerms.QuotaRule? {
        var reader = self
        let scope = reader.choice("scope", of: RouteTerms.QuotaRule.Scope.self)
        let acts = reader.acts()
        var rows: [RouteTerms.QuotaRule.Row] = []
        for var inner in reader.mappings("rows") {
            let bands = inner.bandCodes("bands", validity)
            let condition = inner.optionalPredicate("when", facts: .nomination)
            let limit = inner.quotaLimit()
            inner.finish()
            if rows.contains(where: { $0.bands.isEmpty && $0.condition == nil }) {
                fault(
                    inner.node, "This row is never reached.",
                    cure: "Move the one with neither `bands:` nor `when:` to the end.")
            }
            if let limit { rows.append(.init(bands: bands, condition: condition, limit: limit)) }
        }
        reader.finish()
        if let last = rows.last, !last.bands.isEmpty || last.condition != nil {
            fault(
                reader.optional("rows"), "Some parties have no quota.",
                cure: "End the rows with one that has neither `bands:` nor `when:`.")
        }
        return scope.map { .init(scope: $0, acts: acts, rows: rows) }
    }

    /// The acts named; a new nomination alone where none is.
    private mutating func acts() -> [Act] {
        guard has("acts") else { return [.new] }
        return list("acts").compactMap { choice(of: $0, "act", as: Act.self) }
    }

    /// The points that a nominee must reach.
    func mark(_ validity: Validity) -> RouteTerms.Mark? {
        var reader = self
        let node = reader.required("points")
        let points = reader.code("points", as: NomineePointsCode.self)
        let atLeast = reader.points("atLeast")
        let orWhen = reader.optionalPredicate("orWhen", facts: .nomination)
        let andWhen = reader.optionalPredicate("andWhen", facts: .nomination)
        reader.finish()
        guard let points, let atLeast else { return nil }
        let found = place(node)
        reading.later { $0.check(nomineePoints: points, during: validity, at: found) }
        return .init(points: points, atLeast: atLeast, orWhen: orWhen, andWhen: andWhen)
    }

    /// The test of the labour market and who needs none.
    func marketTestRule() -> RouteTerms.MarketTestRule {
        var reader = self
        let acts = reader.acts()
        let exemptions = reader.optionalMappings("exemptions").compactMap { $0.exemption() }
        reader.checkOnce(exemptions.map(\.code.text), "exemptions")
        var openDays: Int?
        if var inner = reader.optionalMapping("openDays") {
            openDays = inner.integer("atLeast", in: 1...3_650)
            inner.finish()
        }
        let age = reader.optionalMapping("notOlderThan").flatMap { $0.marketTestAge() }
        reader.finish()
        return .init(acts: acts, exemptions: exemptions, openDays: openDays, age: age)
    }

    private func marketTestAge() -> MarketTestAge? {
        var reader = self
        let days = reader.integer("days", in: 1...3_650)
        let anchor = reader.optional("from").flatMap {
            choice(of: $0, "day of a test", as: MarketTestAge.Anchor.self)
        }
        reader.finish()
        return days.map { MarketTestAge(days: $0, anchor: anchor ?? .advertisedOn) }
    }

    private func exemption() -> RouteTerms.Exemption? {
        var reader = self
        let code = reader.code("code", as: ExemptionCode.self)
        let title = reader.localText("title")
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        let provenance = reader.provenance()
        let condition = reader.predicate("when", facts: .nomination)
        reader.finish()
        guard let code, let title, let from, let provenance, let condition else { return nil }
        guard let validity = Validity(from: from, until: until) else {
            fault(
                reader.optional("until"), "“until” must lie after “from”.",
                cure: "“until” is the first day on which the exemption no longer holds.")
            return nil
        }
        return .init(
            code: code, title: title, validity: validity, provenance: provenance,
            condition: condition)
    }

    /// A document that must be handed in, perhaps later.
    func document(_ validity: Validity) -> RouteTerms.Document? {
        var reader = self
        let code = reader.code("code", as: DocumentCode.self)
        let title = reader.localText("title")
        var days: Int?
        var bands: [BandCode] = []
        if var inner = reader.optionalMapping("deferrable") {
            days = inner.integer("days", in: 1...3_650)
            bands = inner.bandCodes("bands", validity)
            inner.finish()
        }
        reader.finish()
        guard let code, let title else { return nil }
        return .init(code: code, title: title, deferDays: days, deferBands: bands)
    }

    /// Who is let through a green channel.
    func greenChannel(_ validity: Validity) -> RouteTerms.GreenChannel? {
        var reader = self
        let bands = reader.bandCodes("bands", validity)
        let condition = reader.optionalPredicate("when", facts: .nomination)
        let privileges =
            reader.has("privileges")
            ? reader.list("privileges").compactMap { code(of: $0, as: PrivilegeCode.self) }
            : [PrivilegeCode("greenChannel")]
        reader.finish()
        if bands.isEmpty, condition == nil {
            fault(
                node, "A channel that is open to all is no green channel.",
                cure: "Add `bands:` or `when:`.")
        }
        return .init(bands: bands, condition: condition, privileges: privileges)
    }
}

extension PackLoading {
    /// A mark needs its table on every day on which the route asks for it.
    func check(
        nomineePoints code: NomineePointsCode, during validity: Validity,
        at place: PackReading.Place
    ) {
        guard let table = nomineePoints[code] else {
            reading.fault(
                place, "No table of points “\(code)” stands in this pack.",
                cure: "Mend the code, or add nomineePoints/\(code).yaml.")
            return
        }
        guard let first = table.rule.values.first, let last = table.rule.values.last else {
            return
        }
        let isCovered =
            first.validity.from <= validity.from
            && (last.validity.until.map { end in validity.until.map { $0 <= end } ?? false }
                ?? true)
        if !isCovered {
            reading.fault(
                place, "The table of points “\(code)” is not in force as long as this value.",
                cure: "Begin the value no earlier than the table, and end it no later.")
        }
    }
}
