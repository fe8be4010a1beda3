// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension EligibilityCheck {
    /// What one accreditation answers.
    func finding(
        of record: AccreditationRecord, step: RatingStep?
    ) throws(PolicyError) -> Finding {
        var finding = Finding()
        finding.reasons = held(record)
        // Is the leave to act not held at all? Then region and band no longer matter.
        if finding.outcome == .ineligible { return finding }
        finding.services = record.services(on: day)
        finding.reasons += suspended(record)
        if let outside = outsideScope(record) { finding.reasons.append(outside) }
        try judgeBand(of: record, step: step, in: &finding)
        if let terms = route?.rule.value.terms { try judge(terms, in: &finding) }
        return finding
    }

    /// Does the leave to act still last, and has it begun?
    private func held(_ record: AccreditationRecord) -> [Reason] {
        if let end = record.end, end.ended.verdict(on: day) == .yes {
            switch end.reason {
            case .revoked:
                return [refusal(.accreditationRevoked, ReasonText.revoked(end.ended), record)]
            case .leftRegister:
                let text = ReasonText.leftRegister(end.ended, routeTitle)
                return [refusal(.accreditationExpired, text, record)]
            case .surrendered:
                let text = ReasonText.surrendered(end.ended)
                return [refusal(.accreditationExpired, text, record)]
            }
        }
        if let expiresOn = record.expiresOn, day >= expiresOn {
            return [refusal(.accreditationExpired, ReasonText.expired(expiresOn), record)]
        }
        let begun = record.from.verdict(on: day)
        if begun == .no {
            return [refusal(.accreditationNotYet, ReasonText.notYet(record.from), record)]
        }
        if let end = record.end, end.ended.verdict(on: day) == .perhaps {
            let text = ReasonText.endUncertain(end, routeTitle)
            return [condition(.accreditationUncertain, text, record)]
        }
        if begun == .perhaps {
            let text = ReasonText.beginUncertain(record.from)
            return [condition(.accreditationUncertain, text, record)]
        }
        return []
    }

    private func suspended(_ record: AccreditationRecord) -> [Reason] {
        switch record.suspendedVerdict(on: day) {
        case .no: []
        case .yes:
            [
                refusal(
                    .accreditationSuspended,
                    ReasonText.suspended(
                        record.suspensions.last { suspension in
                            suspension.from.verdict(on: day) == .yes
                                && suspension.until?.verdict(on: day) ?? .no == .no
                        }), record)
            ]
        case .perhaps:
            [condition(.accreditationUncertain, ReasonText.suspensionUncertain(day), record)]
        }
    }

    /// Does the region asked about lie within a region of the accreditation? Where none is asked
    /// about, the answer holds for those regions only.
    private func outsideScope(_ record: AccreditationRecord) -> Reason? {
        guard route?.rule.value.scope == .region, !record.regions.isEmpty else { return nil }
        guard let region = request.region else {
            return condition(.regionOutsideScope, ReasonText.regionNotSaid(record.regions))
        }
        if record.regions.contains(where: { $0.contains(region) }) { return nil }
        return refusal(
            .regionOutsideScope, ReasonText.outsideScope(region, record.regions))
    }

    /// Is the band good enough for the act? Where it is uncertain the worst that may hold
    /// decides, and a better one that would do makes the answer conditional.
    private func judgeBand(
        of record: AccreditationRecord, step: RatingStep?, in finding: inout Finding
    ) throws(PolicyError) {
        let possible = try possibleBands(of: record, step: step)
        finding.band = possible.worst
        guard let rule = route?.rule.value, let minimum = rule.minimumBand(for: request.act)
        else { return }
        guard let worst = possible.worst, let best = possible.best else {
            let text = ReasonText.bandMissing(title(minimum), request.act)
            finding.reasons.append(refusal(.bandMissing, text, record))
            return
        }
        if try bands.value.meets(worst, minimum: minimum) { return }
        if try bands.value.meets(best, minimum: minimum) {
            let text = ReasonText.bandUncertain(title(best), title(worst), day)
            finding.reasons.append(condition(.bandUncertain, text, record))
            return
        }
        var mayExtend = false
        // What is refused on another ground as well cannot be extended either.
        if request.act == .new, finding.outcome != .ineligible {
            mayExtend =
                try rule.minimumForExtension.map { (least) throws(PolicyError) in
                    try bands.value.meets(worst, minimum: least)
                } ?? true
        }
        let text = ReasonText.bandBelowMinimum(
            title(worst), title(minimum), request.act, mayExtend: mayExtend)
        finding.reasons.append(refusal(.bandBelowMinimum, text))
    }

    /// The best and the worst band that may hold on the day.
    private func possibleBands(
        of record: AccreditationRecord, step: RatingStep?
    ) throws(PolicyError) -> (best: BandCode?, worst: BandCode?) {
        guard bands.value.basis == .assigned else { return (step?.band, step?.band) }
        var best: (band: BandCode, rank: Int)?
        var worst: (band: BandCode, rank: Int)?
        for assignment in record.possibleBands(on: day) {
            guard let rank = bands.value.rank(of: assignment.band) else {
                throw .unknown("bands/\(assignment.band)")
            }
            if rank < best?.rank ?? .max { best = (assignment.band, rank) }
            if rank > worst?.rank ?? -1 { worst = (assignment.band, rank) }
        }
        // A decision that lowers the band holds whatever the register says of the assignment.
        for sanction in standing?.sanctions ?? [] where sanction.isInForce(on: day) {
            guard let band = sanction.band else { continue }
            guard let rank = bands.value.rank(of: band) else { throw .unknown("bands/\(band)") }
            if let found = best, rank > found.rank { best = (band, rank) }
            if let found = worst, rank > found.rank { worst = (band, rank) }
        }
        return (best?.band, worst?.band)
    }
}
