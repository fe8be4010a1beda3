// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// One measure; `earlier` are the codes of those that stand before it.
    mutating func measure(
        after earlier: [MeasureCode], during validity: Validity
    ) -> MeasureRule? {
        let codeNode = required("code")
        let code = code("code", as: MeasureCode.self)
        if let code, earlier.contains(code) {
            fault(
                codeNode, "The measure “\(code)” stands here twice.",
                cure: "Give each measure its own code.")
        }
        let kind = choice("kind", of: MeasureRule.Kind.self)
        let title = localText("title")
        let condition = optionalPredicate("when", facts: .weighed)
        let unless = optionalList("unless").compactMap { node -> MeasureCode? in
            let other = self.code(of: node, as: MeasureCode.self)
            if let other, !earlier.contains(other) {
                fault(
                    node, "No measure “\(other)” stands before this one.",
                    cure: "Put the measures in order, or mend the code.")
            }
            return other
        }
        let discretion = optional("imposed").map {
            choice(of: $0, "imposed", as: MeasureRule.Discretion.self)
        }
        let sizeNode = optional("size")
        let size = optionalMapping("size").flatMap { $0.measureSize(of: kind) }
        checkSize(sizeNode, of: kind)
        let payments = paymentTerms(kind)
        let band = loweredBand(kind, during: validity)
        let beginning = beginning(kind)
        let shownAfterDays = integer("shownAfterDays", in: 0...366, absent: 0)
        let isPublished = bool("published")
        let bearer = bearer()
        let source = optionalText("source")
        finish()
        guard let code, let kind, let title, let shownAfterDays, let isPublished,
            sizeNode == nil || size != nil, let (bearer, bearerTitle) = bearer, let beginning,
            let discretion = discretion ?? .always
        else { return nil }
        return MeasureRule(
            code: code, kind: kind, title: title, condition: condition, unless: unless,
            discretion: discretion, size: size, payments: payments, band: band,
            beginning: beginning, shownAfterDays: shownAfterDays, isPublished: isPublished,
            bearer: bearer, bearerTitle: bearerTitle, source: source)
    }

    /// On whom it falls; whoever is other is named.
    private mutating func bearer() -> (MeasureRule.Bearer, LocalText?)? {
        let node = optional("for")
        let read = node.map { choice(of: $0, "for", as: MeasureRule.Bearer.self) } ?? .party
        let titleNode = optional("bearer")
        let title = titleNode == nil ? nil : localText("bearer")
        guard let bearer = read else { return nil }
        if bearer == .other, titleNode == nil {
            fault(
                node, "Nobody knows who this other is.",
                cure: "Add `bearer:` with what the law calls them, in both languages.")
        } else if bearer != .other, let titleNode {
            fault(
                titleNode, "Only somebody other is named.",
                cure: "Leave out `bearer:`, or write `for: other`.")
        }
        return (bearer, title)
    }

    private mutating func loweredBand(
        _ kind: MeasureRule.Kind?, during validity: Validity
    ) -> BandCode? {
        let node = optional("band")
        guard let band = optionalCode("band", as: BandCode.self) else { return nil }
        reading.refer(to: .band(band, validity), at: place(node))
        if let kind, kind != .downgrade {
            fault(node, "\(kind.asSubject) lowers no band.", cure: "Leave out `band:`.")
        }
        return band
    }

    /// When it begins; on the day of the determination where nothing is said.
    private mutating func beginning(_ kind: MeasureRule.Kind?) -> MeasureRule.Beginning? {
        let node = optional("begins")
        let afterNode = optional("afterEarlier")
        let isAfterEarlier = bool("afterEarlier", absent: false)
        if let kind, !kind.lasts, let node = node ?? afterNode {
            fault(
                node, "\(kind.asSubject) is done with at once.",
                cure: "Leave out `begins:` and `afterEarlier:`.")
        }
        if isAfterEarlier, let kind, kind != .bar {
            fault(
                afterNode, "Only earlier bars are known.", cure: "Leave out `afterEarlier:`.")
        }
        guard node != nil else {
            return .init(
                day: MeasureRule.Beginning.determination.day, isAfterEarlier: isAfterEarlier)
        }
        return elapsedDay("begins").map { .init(day: $0, isAfterEarlier: isAfterEarlier) }
    }

    private mutating func paymentTerms(_ kind: MeasureRule.Kind?) -> [PaymentTerm] {
        let node = optional("payments")
        if let kind, node != nil, !kind.isMeasured(in: .money) {
            fault(
                node, "\(kind.asSubject) is not paid.", cure: "Leave out `payments:`.")
        }
        return optionalMappings("payments").compactMap { $0.paymentTerm() }
    }

    private func paymentTerm() -> PaymentTerm? {
        var reader = self
        let title = reader.localText("title")
        let condition = reader.optionalPredicate("when", facts: .weighed)
        let heads = ["leaves", "adds"].filter(reader.holds)
        var effect: PaymentTerm.Effect?
        if heads == ["leaves"] {
            effect = reader.quantity("leaves", .percent).map { .leaves($0) }
        } else if heads == ["adds"] {
            let percent = reader.quantity("adds", .percent)
            let name = reader.number("forEach", facts: .weighed)
            let cap = reader.has("atMost") ? reader.quantity("atMost", .percent) : nil
            if let percent, let name { effect = .adds(percent, forEach: name, cap: cap) }
        } else {
            for name in ["leaves", "adds", "forEach", "atMost"] { _ = reader.optional(name) }
            fault(
                node, "A payment leaves a percentage or adds one.",
                cure: "Write `leaves:`, or `adds:` with `forEach:`.")
        }
        let rounding = reader.rounding()
        let source = reader.optionalText("source")
        reader.finish()
        guard let title, let effect else { return nil }
        return PaymentTerm(
            title: title, condition: condition, effect: effect, rounding: rounding,
            source: source)
    }

    /// How an amount is brought to whole minor units.
    mutating func rounding() -> Rounding? {
        optional("round").flatMap { choice(of: $0, "round", as: Rounding.self) }
    }

    private func checkSize(_ sizeNode: Node?, of kind: MeasureRule.Kind?) {
        guard let kind else { return }
        if kind.needsSize, sizeNode == nil {
            fault(
                node, "\(kind.asSubject) needs its size.",
                cure: "Add `size:` with a table, a fixed value, or so much for each.")
        }
        if kind == .warning, let sizeNode {
            fault(sizeNode, "A warning has no size.", cure: "Leave out `size:`.")
        }
    }

    /// A number in a unit.
    mutating func quantity(_ name: String, _ unit: LawTable.Result) -> ExactDecimal? {
        guard let node = required(name) else { return nil }
        guard let number = decimal(of: node), unit.accepts(number) else {
            fault(node, "“\(name)” is no \(unit.rawValue).", cure: "Write \(unit.cure).")
            return nil
        }
        return number
    }
}

extension SanctionKind {
    /// Its word in a sentence: `a bar`, `an order`.
    var withArticle: String {
        let isVowel = rawValue.first.map { "aeiou".contains($0) } ?? false
        return (isVowel ? "an " : "a ") + rawValue
    }

    /// The same where the sentence begins with it.
    var asSubject: String { withArticle.prefix(1).uppercased() + withArticle.dropFirst() }

    /// Whether it says nothing without its size.
    var needsSize: Bool { self == .penalty || self == .fee }

    /// Whether its size is told in such a unit.
    func isMeasured(in unit: LawTable.Result) -> Bool {
        switch self {
        case .penalty, .fee, .security, .exitCosts, .confiscation: unit == .money
        case .bar, .suspension, .actionPlan, .undertaking, .complianceNotice, .order, .quotaCut,
            .downgrade, .revocation:
            unit.isTime
        case .warning: false
        }
    }

    /// Those units.
    var unitsInWords: String {
        let units = LawTable.Result.allCases.filter(isMeasured(in:))
        return units.isEmpty ? "no size" : units.map(\.rawValue).joined(separator: ", ")
    }
}

extension PackLoading {
    /// A table that sizes a measure must give what the measure is told in.
    func check(_ code: TableCode, sizes kind: MeasureRule.Kind, at place: PackReading.Place) {
        for value in tables[code]?.rule.values ?? []
        where !kind.isMeasured(in: value.value.result) {
            reading.fault(
                place,
                "The table gives \(value.value.result.rawValue), no size of \(kind.withArticle).",
                cure: "Name a table that gives \(kind.unitsInWords).")
            return
        }
    }
}
