// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension PackLoading {
    mutating func readRegime(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        let code = reader.code("code", as: RegimeCode.self)
        let version = reader.version()
        let title = reader.localText("title")
        let details = reader.localText("description")
        let isDefault = reader.bool("default", absent: false)
        let currencyNode = reader.required("currency")
        let currency = reader.text("currency")
        if let currency, Money(minorUnits: 0, currency: currency) == nil {
            reader.fault(
                currencyNode, "“\(currency)” is no currency.",
                cure: "Use the three capital letters of ISO 4217.")
        }
        let time = reader.mapping("time").flatMap(readTime)
        let whichLaw = reader.whichLaw()
        var roles: Dated<[Role]>?
        if var inner = reader.mapping("roles") {
            roles = inner.dated("roles") { reader, _ in reader.roles("roles") }
            inner.finish()
        }
        _ = reader.provenance()
        reader.finish()
        guard let code, let version, let title, let details, let currency, let time, let roles
        else { return }
        regime = RegimeHeader(
            code: code, version: version, title: title, details: details,
            isDefault: isDefault, currency: currency, time: time, whichLaw: whichLaw,
            roles: roles)
    }

    private func readTime(_ start: MappingReader) -> RegimeTime? {
        var reader = start
        let offsets = -720...840
        let offset = reader.integer("offsetMinutes", in: offsets)
        var summer: RegimeTime.Summer?
        if var inner = reader.optionalMapping("summer") {
            let offset = inner.integer("offsetMinutes", in: offsets)
            let begins = inner.turn("begins", inMonth: "firstMonth")
            let ends = inner.turn("ends", inMonth: "lastMonth")
            inner.finish()
            if let begins, let ends, begins.month == ends.month {
                inner.fault(
                    inner.node, "Summer time begins and ends in the same month.",
                    cure: "Write the two months in which the clocks are changed.")
            } else if let offset, let begins, let ends {
                summer = RegimeTime.Summer(offsetMinutes: offset, begins: begins, ends: ends)
            }
        }
        reader.finish()
        return offset.map { RegimeTime(offsetMinutes: $0, summer: summer) }
    }

    mutating func readFacts(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        for var inner in reader.mappings("facts") {
            let nameNode = inner.required("name")
            let name = inner.text("name")
            let subject = inner.choice("of", of: FactDefinition.Subject.self)
            let title = inner.localText("title")
            let kind = factKind(&inner)
            let elapsed = elapsed(&inner, of: name, subject, kind)
            let derivation = elapsed == nil ? derivation(&inner, of: name, subject) : nil
            let isCurable = isCurable(&inner, subject, kind)
            inner.finish()
            guard let name, let subject, let title, let kind else { continue }
            if (facts + FactDefinition.builtIn).contains(where: { $0.name == name }) {
                inner.fault(
                    nameNode, "The fact “\(name)” stands here twice, or is built in.",
                    cure: "Give each fact its own name, whosever it is.")
            }
            facts.append(
                FactDefinition(
                    name: name, subject: subject, kind: kind, title: title,
                    derivation: derivation, elapsed: elapsed, isCurable: isCurable))
        }
        _ = reader.provenance()
        reader.finish()
    }

    /// Whether the party can bring a fact about: one that can come true, or a day.
    private func isCurable(
        _ reader: inout MappingReader, _ subject: FactDefinition.Subject?,
        _ kind: FactDefinition.Kind?
    ) -> Bool {
        guard let node = reader.optional("curable"), reader.bool("curable", absent: false) else {
            return false
        }
        if let subject, ![.party, .event, .repair].contains(subject) || reader.has("derived") {
            reader.fault(
                node, "Nobody can bring such a fact about.",
                cure: "Write `curable:` of a fact of the party, an event or a repair that does "
                    + "not follow from others, or leave it out.")
        } else if let kind, kind == .integer || kind == .decimal || kind == .word {
            reader.fault(
                node, "Such a fact does not come true.",
                cure: "Write `curable:` of a boolean, a choice or a date, or leave it out.")
        }
        return true
    }

    private func factKind(_ reader: inout MappingReader) -> FactDefinition.Kind? {
        let node = reader.required("kind")
        let word = reader.text("kind")
        let choices = reader.optionalList("choices").compactMap { reader.text(of: $0, "choices") }
        switch word {
        case "boolean": return .boolean
        case "integer": return .integer
        case "decimal": return .decimal
        case "word": return .word
        case "date": return .date
        case "choice" where !choices.isEmpty: return .choice(choices)
        case nil: return nil
        default:
            reader.fault(
                node, "“\(word ?? "")” is no known kind of fact.",
                cure: "Use boolean, integer, decimal, word, date, or choice with a list of "
                    + "`choices:`.")
            return nil
        }
    }

    /// Between which days a fact of an event is the time; nil where it is none.
    private func elapsed(
        _ reader: inout MappingReader, of name: String?, _ subject: FactDefinition.Subject?,
        _ kind: FactDefinition.Kind?
    ) -> Dated<FactDefinition.Elapsed>? {
        guard subject == .event, let node = reader.optional("derived"),
            var inner = reader.optionalMapping("derived")
        else { return nil }
        let elapsed = inner.dated("facts/\(name ?? "?")") { reader, _ in reader.elapsed() }
        inner.finish()
        if let kind, kind != .integer {
            reader.fault(
                node, "Time that went by is counted in whole units.",
                cure: "Write `kind: integer`.")
        }
        return elapsed
    }

    /// How a fact of the party or the nominee follows from others of the same.
    private func derivation(
        _ reader: inout MappingReader, of name: String?, _ subject: FactDefinition.Subject?
    ) -> Dated<[FactDefinition.DerivedRow]>? {
        let node = reader.optional("derived")
        guard var inner = reader.optionalMapping("derived") else { return nil }
        let scope: FactScope = subject == .nominee ? .nominee : .party
        if let subject, subject != .party, subject != .nominee {
            reader.fault(
                node, "Only a fact of a party or a nominee follows from others.",
                cure: "Write `of: party` or `of: nominee`, or leave out `derived:`.")
        }
        let derivation = inner.dated("facts/\(name ?? "?")") { reader, _ in
            reader.mappings("rows").compactMap { row -> FactDefinition.DerivedRow? in
                var row = row
                let valueNode = row.required("give")
                let value = valueNode.flatMap { row.factValue(of: $0) }
                let condition = row.predicate("when", facts: scope)
                row.finish()
                guard let value, let condition, let name else { return nil }
                let place = row.place(row.node)
                reading.later { $0.check(condition, derives: name, at: place) }
                reading.refer(
                    to: .fact(name, scope, [value], isNumber: false), at: row.place(valueNode))
                return .init(value: value, condition: condition)
            }
        }
        inner.finish()
        return derivation
    }
}

extension MappingReader {
    /// The version, a word that stands in addresses and headers as it is.
    fileprivate mutating func version() -> String? {
        let node = optional("version")
        guard let version = text("version") else { return nil }
        if !PolicyReference.isVersion(version) {
            fault(
                node, "“\(version)” is no version.",
                cure: "Use 1 to 60 of A–Z, a–z, 0–9, “.”, “_” and “-”, as \"2026-01\".")
        }
        return version
    }

    /// By which version of the rules events are judged; that of the act where nothing is said.
    fileprivate mutating func whichLaw() -> WhichLaw {
        guard var inner = optionalMapping("whichLaw") else { return .act }
        func choice(_ kind: String) -> WhichLaw.Choice {
            inner.optional(kind).flatMap {
                inner.choice(of: $0, kind, as: WhichLaw.Choice.self)
            } ?? .act
        }
        let law = WhichLaw(
            indicators: choice("indicators"), assessments: choice("assessments"),
            units: choice("units"), overrides: choice("overrides"))
        if inner.node.mapping?.isEmpty ?? false {
            fault(
                inner.node, "`whichLaw` names no kind of rule.",
                cure: "Add one of indicators, assessments, units, overrides, or leave it out.")
        }
        inner.finish()
        return law
    }

    /// When the clocks are changed: a mapping, or a month on whose last Sunday they are at 01:00
    /// UTC.
    fileprivate mutating func turn(
        _ name: String, inMonth monthName: String
    ) -> RegimeTime.Turn? {
        guard var inner = optionalMapping(name) else {
            return integer(monthName, in: 1...12).map { .lastSunday(ofMonth: $0) }
        }
        let month = inner.integer("month", in: 1...12)
        let sunday = inner.choice("sunday", of: RegimeTime.Sunday.self)
        let minute = inner.integer("minute", in: 0...1_439)
        inner.finish()
        _ = optional(monthName)
        guard let month, let sunday, let minute else { return nil }
        return .init(month: month, sunday: sunday, minute: minute, isUniversal: false)
    }
}
