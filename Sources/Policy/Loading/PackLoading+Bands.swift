// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension PackLoading {
    mutating func readBands(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        bands = reader.dated("bands") { $0.bandScale($1) }
        reader.finish()
    }

    mutating func readStarts(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        starts = reader.dated("starts") { reader, _ in reader.startTable() }
        reader.finish()
    }
}

extension MappingReader {
    fileprivate mutating func bandScale(_ validity: Validity) -> BandScale? {
        let basis = choice("basis", of: BandScale.Basis.self)
        var bands: [Band] = []
        var nodes: [Node] = []
        for var inner in basis == .noBands ? [] : mappings("bands") {
            let codeNode = inner.required("code")
            let code = inner.code("code", as: BandCode.self)
            let title = inner.localText("title")
            var score: Bounds<Points>?
            if var edges = inner.optionalMapping("score") {
                score = edges.bounds { node in
                    guard let decimal = decimal(of: node), let points = Points(decimal) else {
                        fault(
                            node, "The edge of a band must be points.",
                            cure: "Write a number with at most three decimals.")
                        return nil
                    }
                    return points
                }
                edges.finish()
            }
            inner.finish()
            guard let code, let title else { continue }
            if bands.contains(where: { $0.code == code }) {
                fault(
                    codeNode, "The band “\(code)” stands here twice.",
                    cure: "Give each band its own code.")
            }
            bands.append(Band(code: code, title: title, score: score))
            nodes.append(inner.node)
        }
        if basis == .score { checkEdges(bands, nodes) }
        if basis == .assigned, let index = bands.firstIndex(where: { $0.score != nil }) {
            fault(
                nodes[index], "A band that is assigned follows from no score.",
                cure: "Leave out `score:`, or set `basis: score`.")
        }
        let neutral = neutralBand(validity)
        guard let basis, !bands.isEmpty || basis == .noBands else { return nil }
        return BandScale(basis: basis, bands: bands, neutral: neutral)
    }

    private mutating func neutralBand(_ validity: Validity) -> NeutralBand? {
        guard var inner = optionalMapping("neutral") else { return nil }
        let codeNode = inner.required("code")
        let code = inner.code("code", as: OverrideCode.self)
        if let code { reading.define(neutral: code, at: place(codeNode)) }
        let title = inner.localText("title")
        let provenance = inner.provenance()
        let node = inner.required("band")
        let band = inner.code("band", as: BandCode.self)
        if let band { reading.refer(to: .band(band, validity), at: place(node)) }
        let condition = inner.predicate("when", facts: .party)
        inner.finish()
        guard let code, let title, let provenance, let band, let condition else { return nil }
        return NeutralBand(
            code: code, title: title, provenance: provenance, band: band, condition: condition)
    }

    /// Bands by score must cover every score once: the best is open above, each next one begins
    /// where the one before ends, with exactly one of the two holding the edge, and the worst is
    /// open below.
    private func checkEdges(_ bands: [Band], _ nodes: [Node]) {
        let scored = zip(bands, nodes).compactMap { band, node in
            band.score.map { (code: band.code, bounds: $0, node: node) }
        }
        guard let best = scored.first, let worst = scored.last else {
            fault(node, "No band follows from a score.", cure: "Give the bands their `score:`.")
            return
        }
        if let upper = best.bounds.upper, let lower = worst.bounds.lower,
            upper.value <= lower.value
        {
            // Every edge would be wrong, and for one reason.
            fault(
                best.node, "The better band “\(best.code)” has the lower scores.",
                cure: "A higher score is always better: let demerits be negative points, turn the "
                    + "edges about, as `atLeast: -12` for `atMost: 12`, and begin at 0.")
            return
        }
        if best.bounds.upper != nil {
            fault(
                best.node, "No band takes the scores above this one.",
                cure: "Leave out the upper edge of “\(best.code)”.")
        }
        if worst.bounds.lower != nil {
            fault(
                worst.node, "No band takes the scores below this one.",
                cure: "Leave out the lower edge of “\(worst.code)”.")
        }
        for (better, next) in zip(scored, scored.dropFirst()) {
            guard let lower = better.bounds.lower, let upper = next.bounds.upper else {
                fault(
                    next.node, "“\(next.code)” and the band above it overlap.",
                    cure: "Give “\(better.code)” a lower and “\(next.code)” an upper edge.")
                continue
            }
            if lower.value < upper.value
                || (lower.value == upper.value && lower.isInclusive && upper.isInclusive)
            {
                fault(
                    next.node, "“\(better.code)” and “\(next.code)” overlap.",
                    cure: "Let “\(next.code)” end below \(lower.value).")
            } else if lower.value > upper.value || (!lower.isInclusive && !upper.isInclusive) {
                fault(
                    next.node, "Between “\(better.code)” and “\(next.code)” lies a gap.",
                    cure: "Let “\(next.code)” end where “\(better.code)” begins.")
            }
        }
    }

    /// Start scores, floor and ceiling; of the main score also what counts besides single
    /// events, and the groups.
    mutating func startTable(isMain: Bool = true) -> StartTable? {
        let terms = isMain ? scoreTerms() : .none
        let groups = isMain ? groupCaps() : []
        var rows: [StartTable.Row] = []
        var nodes: [Node] = []
        for var inner in mappings("rows") {
            let points = inner.points("points")
            let title = inner.localText("title")
            let isLast = inner.bool("otherwise", absent: false)
            let condition = isLast ? nil : inner.predicate("when", facts: .party)
            inner.finish()
            nodes.append(inner.node)
            guard let points, let title, isLast || condition != nil else { continue }
            rows.append(StartTable.Row(points: points, title: title, condition: condition))
        }
        let floor = optionalPoints("floor")
        let ceiling = optionalPoints("ceiling")
        if let floor, let ceiling, floor >= ceiling {
            fault(node, "The floor must lie below the ceiling.", cure: "Mend one of the two.")
        }
        guard let last = rows.last, rows.count == nodes.count else { return nil }
        if last.condition != nil {
            fault(
                nodes.last, "Some parties have no start score.",
                cure: "End the table with a row that says `otherwise: true`.")
        }
        for (row, node) in zip(rows, nodes).dropLast() where row.condition == nil {
            fault(
                node, "The rows after this one are never reached.",
                cure: "Move the row with `otherwise: true` to the end.")
        }
        for (row, node) in zip(rows, nodes)
        where row.points < floor ?? row.points || row.points > ceiling ?? row.points {
            fault(
                node, "This start score lies outside floor and ceiling.",
                cure: "Mend the points, the floor or the ceiling.")
        }
        return StartTable(
            rows: rows, floor: floor, ceiling: ceiling, terms: terms, groups: groups)
    }
}
