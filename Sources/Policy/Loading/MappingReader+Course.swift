// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// Decay, group and cap of a civil period; nil where the file says nothing of them.
    mutating func pointsCourse() -> PointsCourse? {
        var steps: [PointsCourse.Decay] = []
        for var inner in optionalMappings("decay") {
            let months = inner.integer("afterMonths", in: 1...1_200)
            let percent = inner.integer("percent", in: 0...100)
            inner.finish()
            guard let months, let percent else { continue }
            if let last = steps.last, last.afterMonths >= months || last.percent <= percent {
                fault(
                    inner.node, "What counts must become less from one row to the next.",
                    cure: "Put the months in order, each with a smaller percent.")
            }
            steps.append(.init(afterMonths: months, percent: percent))
        }
        let cap = optionalMapping("capPerPeriod").flatMap { $0.periodCap() }
        let groupNode = optional("group")
        let group = optionalCode("group", as: GroupCode.self)
        if let group {
            let place = place(groupNode)
            reading.later { $0.check(group: group, at: place) }
        }
        guard !steps.isEmpty || cap != nil || group != nil else { return nil }
        return PointsCourse(decay: steps, capPerPeriod: cap, group: group)
    }

    private func periodCap() -> PointsCourse.PeriodCap? {
        var reader = self
        let points = reader.cap("points")
        let period = reader.choice("of", of: CivilPeriod.self)
        reader.finish()
        guard let points, let period else { return nil }
        return .init(points: points, period: period)
    }

    /// The most that counts together; its sign says whether of what takes off or of what adds.
    private mutating func cap(_ name: String) -> Points? {
        let node = required(name)
        guard let points = points(name) else { return nil }
        if points == .zero {
            fault(
                node, "A cap of 0 would let nothing count.",
                cure: "Write the most, below 0 for what takes points off.")
        }
        return points
    }

    /// The caps of groups in a table of start scores.
    mutating func groupCaps() -> [StartTable.Group] {
        var groups: [StartTable.Group] = []
        for var inner in optionalMappings("groups") {
            let node = inner.required("code")
            let code = inner.code("code", as: GroupCode.self)
            let title = inner.localText("title")
            let cap = inner.has("cap") ? inner.cap("cap") : nil
            let occasion = inner.optionalMapping("perOccasion").flatMap { $0.perOccasion() }
            if !inner.has("cap"), !inner.has("perOccasion") {
                fault(
                    inner.node, "Nothing follows from this group.",
                    cure: "Add `cap:` or `perOccasion:`.")
            }
            inner.finish()
            guard let code, let title else { continue }
            if groups.contains(where: { $0.code == code }) {
                fault(
                    node, "The group “\(code)” stands here twice.",
                    cure: "Give each group its own code.")
            }
            groups.append(.init(code: code, title: title, cap: cap, occasion: occasion))
        }
        return groups
    }

    /// The fact that names an occasion of which only the worst fault counts.
    private func perOccasion() -> String? {
        var reader = self
        let node = reader.required("by")
        let name = reader.text("by")
        if let name { reading.refer(to: .word(name), at: place(node)) }
        _ = reader.choice("take", of: OccasionTake.self)
        reader.finish()
        return name
    }
}

extension PackLoading {
    /// A group that no start table knows would have no cap.
    fileprivate func check(group: GroupCode, at place: PackReading.Place) {
        let tables = starts?.values.map(\.value) ?? []
        guard !tables.contains(where: { $0.groups.contains { $0.code == group } }) else { return }
        reading.fault(
            place, "No group “\(group)” stands in starts.yaml.",
            cure: "Mend the code, or add it under `groups:` there with its cap.")
    }
}

/// What of one occasion counts.
private enum OccasionTake: String, CaseIterable {
    case worst
}
