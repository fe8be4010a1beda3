// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A score beside the main one.
    mutating func scoreRule(_ validity: Validity) -> ScoreRule? {
        let listNode = required("indicators")
        let indicators = indicators("indicators")
        if indicators?.isEmpty ?? false {
            fault(
                listNode, "A score names its indicators.", cure: "List the codes, not `any`.")
        }
        let isInTotal = bool("inTotal")
        let starts = startTable(isMain: false)
        let caps = optionalMappings("caps").compactMap { $0.scoreCap(validity) }
        guard let indicators, !indicators.isEmpty, let isInTotal, let starts else { return nil }
        return ScoreRule(indicators: indicators, isInTotal: isInTotal, starts: starts, caps: caps)
    }

    private func scoreCap(_ validity: Validity) -> ScoreRule.Cap? {
        var reader = self
        let values = reader
        let bounds: Bounds<Points>? = reader.bounds { values.points(of: $0, "edge") }
        let bandNode = reader.required("band")
        let band = reader.code("band", as: BandCode.self)
        if let band { reading.refer(to: .band(band, validity), at: place(bandNode)) }
        reader.finish()
        guard let bounds else {
            fault(
                node, "A cap says for which scores it holds.",
                cure: "Add bounds such as `below: 60`.")
            return nil
        }
        return band.map { .init(score: bounds, band: $0) }
    }
}

extension PackLoading {
    /// Scores go with a main score, and their codes stand among those of the overrides.
    func checkNamedScores() {
        for score in scores.values.sorted(by: { $0.code < $1.code }) {
            let place = reading.beginning(of: "scores/\(score.code)")
            let code = OverrideCode(score.code.text)
            if overrides[code] != nil || reading.neutralCodes.contains(where: { $0.code == code }) {
                reading.fault(
                    place, "The code “\(code)” is used by an override.",
                    cure: "Give the score a code of its own.")
            }
            if let bands, !bands.values.contains(where: { $0.value.basis == .score }) {
                reading.fault(
                    place, "No band follows from a score.",
                    cure: "Leave the file out, or set `basis: score` in bands.yaml.")
            }
        }
    }
}
