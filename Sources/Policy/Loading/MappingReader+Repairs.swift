// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A way of repair.
    mutating func repairRule(_ validity: Validity) -> RepairRule? {
        let indicators = indicatorList()
        let anchor = choice("anchor", of: Period.Anchor.self)
        let waitReaders = mappings("waits")
        let waits = waitReaders.compactMap { $0.repairWait() }
        checkReached(zip(waitReaders, waits.map(\.condition)).map { ($0, $1) })
        let conditions = optionalMappings("conditions").compactMap { $0.repairCondition() }
        let curedFromNode = optional("curedFrom")
        let curedFrom = curedFromNode.map {
            choice(of: $0, "curedFrom", as: Period.Anchor.self)
        }
        let earningReaders = mappings("earns")
        let earnings = earningReaders.compactMap { $0.repairEarning() }
        checkReached(zip(earningReaders, earnings.map(\.condition)).map { ($0, $1) })
        let decision = optionalMapping("decided").flatMap { $0.dueRule() }
        guard let indicators, let anchor, let curedFrom = curedFrom ?? .occurredOn,
            !waits.isEmpty, !earnings.isEmpty
        else { return nil }
        return RepairRule(
            indicators: indicators, anchor: anchor, waits: waits, conditions: conditions,
            curedFrom: curedFrom, earnings: earnings, decision: decision)
    }

    /// A display.
    mutating func displayRule(_ validity: Validity) -> DisplayRule? {
        let indicators = indicatorList()
        let anchor = choice("anchor", of: Period.Anchor.self)
        var classes: [DisplayRule.Category] = []
        let readers = mappings("classes")
        for inner in readers {
            guard let category = inner.displayClass(after: classes.map(\.code)) else { continue }
            classes.append(category)
        }
        checkReached(zip(readers, classes.map(\.condition)).map { ($0, $1) })
        guard let indicators, let anchor, !classes.isEmpty else { return nil }
        return DisplayRule(indicators: indicators, anchor: anchor, classes: classes)
    }

    private func repairWait() -> RepairRule.Wait? {
        var reader = self
        let months = reader.integer("months", in: 0...1_200)
        let isClean = reader.bool("clean", absent: false)
        let condition = reader.optionalPredicate("when", facts: .repair)
        reader.finish()
        return months.map { .init(months: $0, isClean: isClean, condition: condition) }
    }

    private func repairCondition() -> RepairRule.Condition? {
        var reader = self
        let code = reader.word("code")
        let title = reader.localText("title")
        let condition = reader.predicate("when", facts: .repair)
        reader.finish()
        guard let code, let title, let condition else { return nil }
        return .init(code: code, title: title, condition: condition)
    }

    private func repairEarning() -> RepairRule.Earning? {
        var reader = self
        let title = reader.localText("title")
        let percentNode = reader.required("percent")
        let percent = percentNode.flatMap { decimal(of: $0) }
        let hundred = ExactDecimal(mantissa: 100, places: 0)
        if let percentNode, !(percent.map { $0.mantissa >= 0 && $0 <= hundred } ?? false) {
            fault(
                percentNode, "“percent” is no part of a hundred.",
                cure: "Write a number from 0 to 100, without quotes.")
        }
        var share: RepairRule.Share?
        if var inner = reader.optionalMapping("share") {
            let paid = inner.repairNumber("paid")
            let owed = inner.repairNumber("owed")
            inner.finish()
            if let paid, let owed { share = .init(paid: paid, owed: owed) }
        }
        let condition = reader.optionalPredicate("when", facts: .repair)
        reader.finish()
        guard let title, let percent else { return nil }
        return .init(title: title, percent: percent, share: share, condition: condition)
    }

    /// The name of a fact that is a number.
    private mutating func repairNumber(_ name: String) -> String? {
        let node = required(name)
        let fact = text(name)
        if let fact {
            reading.refer(to: .fact(fact, .repair, [], isNumber: true), at: place(node))
        }
        return fact
    }

    private func displayClass(after earlier: [String]) -> DisplayRule.Category? {
        var reader = self
        let codeNode = reader.required("code")
        let code = reader.word("code")
        if let code, earlier.contains(code) {
            fault(
                codeNode, "The class “\(code)” stands here twice.", cure: "Give each its own code.")
        }
        let title = reader.localText("title")
        let condition = reader.optionalPredicate("when", facts: .repair)
        let repairAfter = reader.integer("repairAfterMonths", in: 0...1_200)
        var months: DisplayRule.Months?
        if var inner = reader.optionalMapping("months") {
            let minimum = inner.integer("atLeast", in: 0...1_200)
            let maximum = inner.integer("atMost", in: 1...1_200)
            inner.finish()
            if let minimum, let maximum {
                months = .init(minimum: minimum, maximum: maximum)
                if minimum > maximum {
                    fault(
                        inner.node, "No time lies between these months.",
                        cure: "Put the two in order.")
                }
            }
        }
        let isShown = reader.bool("displayed", absent: true)
        reader.finish()
        if isShown != (reader.has("months")) {
            fault(
                node, "It cannot be told whether this class is displayed.",
                cure: "Give it `months:`, or write `displayed: false`.")
        }
        guard let code, let title, let repairAfter else { return nil }
        return .init(
            code: code, title: title, condition: condition, months: months,
            repairAfterMonths: repairAfter)
    }

    /// A short word by which answers name something.
    private mutating func word(_ name: String) -> String? {
        code(name, as: RepairCode.self).map(\.text)
    }

    /// What has no condition and is not the last hides all that follow.
    private func checkReached(_ rows: [(reader: MappingReader, condition: Predicate?)]) {
        for row in rows.dropLast() where row.condition == nil {
            row.reader.fault(
                row.reader.node, "What follows this is never reached.",
                cure: "Move the one without `when:` to the end.")
        }
    }
}
