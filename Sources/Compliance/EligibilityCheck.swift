// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// One question on its way to its answer.
struct EligibilityCheck {
    /// What one accreditation, or the lack of any, answers.
    struct Finding {
        var reasons: [Reason] = []
        var band: BandCode?
        var services: [ServiceCode] = []
        var quota: Quota?
        var privileges: [PrivilegeCode] = []
        /// Days on which what the route asks may turn.
        var turningDays: [CivilDate] = []

        var outcome: Outcome {
            if reasons.contains(where: { $0.effect == .refusal }) { return .ineligible }
            return reasons.contains { $0.effect == .condition } ? .conditional : .eligible
        }

        /// Who is refused has no privileges.
        var granted: [PrivilegeCode] { outcome == .ineligible ? [] : privileges }
    }

    let request: EligibilityRequest
    let standing: Standing?
    /// What was told of the nomination; nil where the party alone is asked about.
    let nomination: Nomination?
    /// What the register tells of related parties.
    let kin: Kinship
    /// The bars against the party that no register records, the longest first.
    let ownBars: [OwnBar]
    let policy: Policy
    let bands: DatedValue<BandScale>
    let roles: DatedValue<[Role]>
    /// The last day of the start scores, on which a score rests; nil where the regime has none.
    let startsUntil: CivilDate?
    /// Nil where the regime knows no such route.
    let route: (title: LocalText, rule: DatedValue<RouteRule>)?

    var day: CivilDate { request.asOf }

    init(
        _ request: EligibilityRequest, _ standing: Standing?, _ nomination: Nomination?,
        _ kin: Kinship, _ bars: [OwnBar], _ policy: Policy
    ) throws(ComplianceError) {
        if let standing,
            standing.key.role != request.role || standing.policy != policy.reference
                || !standing.speaks(for: request.asOf)
        {
            throw .standingUnfit
        }
        self.request = request
        self.standing = standing
        self.nomination = nomination
        self.kin = kin
        ownBars = Self.once(bars + (nomination?.bars.compactMap { OwnBar($0) } ?? []))
        self.policy = policy
        do {
            bands = try policy.bands(on: request.asOf)
            roles = try policy.roles(on: request.asOf)
            // A score without a start in force is none, as for the rating of that day.
            startsUntil =
                bands.value.basis == .score
                ? try policy.starts(on: request.asOf).validity.until : nil
            route = try policy.routes[request.route].map { (definition) throws(PolicyError) in
                (definition.title, try definition.rule.value(on: request.asOf))
            }
        } catch {
            throw .policy(error)
        }
    }

    func decision() throws(PolicyError) -> Decision {
        if let terms = route?.rule.value.terms, terms.isIndependent, nomination != nil {
            return try independentDecision(terms)
        }
        let step = standing?.step(on: day)
        let isAssigned = bands.value.basis == .assigned
        if bands.value.basis == .score, let step, step.band == nil {
            // The standing found that the law contradicts itself on this day.
            throw .unknown("bands")
        }
        let candidates = standing?.accreditations.filter { $0.route == request.route } ?? []
        var best: (finding: Finding, record: AccreditationRecord)?
        for record in candidates {
            let next = (finding: try finding(of: record, step: step), record: record)
            if best.map({ isBetter(next, than: $0) }) ?? true { best = next }
        }
        var finding = best?.finding ?? missing()
        finding.reasons += bars() + withdrawals()
        if let refusal = notPermitted() {
            // Who may never vouch on this route lacks nothing else.
            finding.reasons = [refusal]
            finding.quota = nil
        }
        if finding.reasons.isEmpty, let route {
            finding.reasons = [
                Reason(
                    code: .eligible, effect: .information,
                    message: ReasonText.eligible(finding.band.map(title), request.act),
                    source: route.rule.provenance.citation)
            ]
        }
        return Decision(
            outcome: finding.outcome,
            reasons: finding.reasons.sorted { $0.code < $1.code },
            // Where bands are assigned, that of another route says nothing of this one.
            score: step?.score, band: isAssigned ? finding.band : step?.band,
            services: finding.services,
            validUntil: validUntil(candidates, best?.record, finding.turningDays),
            quota: finding.quota, privileges: finding.granted)
    }

    /// On a route on which nobody vouches, only the nominee matters.
    private func independentDecision(_ terms: RouteTerms) throws(PolicyError) -> Decision {
        var finding = Finding()
        try judge(terms, in: &finding)
        if finding.reasons.isEmpty {
            finding.reasons = [reason(.eligible, .information, ReasonText.independent)]
        }
        return Decision(
            outcome: finding.outcome, reasons: finding.reasons.sorted { $0.code < $1.code },
            score: nil, band: nil, services: [],
            validUntil: validUntil([], nil, finding.turningDays), quota: finding.quota,
            privileges: finding.granted)
    }

    /// The day before the next day on which something known changes.
    private func validUntil(
        _ candidates: [AccreditationRecord], _ answering: AccreditationRecord?,
        _ turningDays: [CivilDate]
    ) -> CivilDate? {
        var next: CivilDate?
        func consider(_ change: CivilDate) {
            if change > day, change < next ?? .latest { next = change }
        }
        // What is over stays over, whatever else was once planned for it.
        for record in candidates where !record.isOver(on: day) {
            record.turningDays.forEach(consider)
        }
        // What has lapsed may yet be revoked, which is another reason.
        if let end = answering?.end { consider(end.ended.notAfter) }
        turningDays.forEach(consider)
        standing?.steps.forEach { consider($0.from) }
        standing?.until.map(consider)
        for sanction in standing?.sanctions ?? [] {
            sanction.turningDays.forEach(consider)
        }
        for bar in ownBars {
            consider(bar.from)
            bar.until.map(consider)
        }
        nomination?.factsUntil.map(consider)
        [bands.validity.until, roles.validity.until, startsUntil, route?.rule.validity.until]
            .compactMap(\.self).forEach(consider)
        return next?.adding(days: -1)
    }

    /// The bars in force on the day, the longest first.
    private func bars() -> [Reason] {
        let inForce = standing?.sanctions.filter { $0.kind == .bar && $0.isInForce(on: day) } ?? []
        return
            inForce
            .sorted { ($0.end ?? .latest, $0.id) > ($1.end ?? .latest, $1.id) }
            .map { bar in
                Reason(
                    code: .sanctionBar, effect: .refusal,
                    message: ReasonText.barred(from: bar.from, end: bar.end),
                    source: RegisterSource.sanction(bar.id, under: bar.provision))
            }
            + ownBars.filter { $0.isInForce(on: day) }.map { bar in
                Reason(
                    code: .sanctionBar, effect: .refusal,
                    message: ReasonText.barred(from: bar.from, end: bar.until),
                    source: bar.source)
            }
    }

    /// The suspensions and revocations that decisions imposed.
    private func withdrawals() -> [Reason] {
        (standing?.sanctions ?? []).filter { $0.isInForce(on: day) }.compactMap { sanction in
            let source = RegisterSource.sanction(sanction.id, under: sanction.provision)
            switch sanction.kind {
            case .suspension:
                return Reason(
                    code: .accreditationSuspended, effect: .refusal,
                    message: ReasonText.suspended(from: sanction.from, end: sanction.end),
                    source: source)
            case .revocation:
                return Reason(
                    code: .accreditationRevoked, effect: .refusal,
                    message: ReasonText.revoked(on: sanction.from), source: source)
            default: return nil
            }
        }
    }

    /// The bars, the longest first; one that is told twice stands once.
    private static func once(_ bars: [OwnBar]) -> [OwnBar] {
        var found: [OwnBar] = []
        for bar in bars
        where !found.contains(where: { $0.from == bar.from && $0.until == bar.until }) {
            found.append(bar)
        }
        return found.sorted { ($0.until ?? .latest, $0.from) > ($1.until ?? .latest, $1.from) }
    }

    private func notPermitted() -> Reason? {
        guard let route else {
            return Reason(
                code: .routeNotPermitted, effect: .refusal,
                message: ReasonText.routeUnknown(request.route, policy.title),
                source: roles.provenance.citation)
        }
        if route.rule.value.roles.isEmpty {
            return reason(.routeNotPermitted, .refusal, ReasonText.routeIndependent(route.title))
        }
        guard route.rule.value.roles.contains(request.role), roles.value.contains(request.role)
        else {
            return Reason(
                code: .routeNotPermitted, effect: .refusal,
                message: ReasonText.roleNotOnRoute(request.role, route.title),
                source: route.rule.provenance.citation)
        }
        return nil
    }

    private func missing() -> Finding {
        Finding(reasons: [
            Reason(
                code: .accreditationMissing, effect: .refusal,
                message: ReasonText.accreditationMissing(request.role, routeTitle),
                source: RegisterSource.noAccreditation)
        ])
    }

    /// Is the outcome milder, or at the same outcome the accreditation one that is held now, or
    /// else the later one?
    private func isBetter(
        _ left: (finding: Finding, record: AccreditationRecord),
        than right: (finding: Finding, record: AccreditationRecord)
    ) -> Bool {
        let order = Outcome.allCases
        let leftRank = order.firstIndex(of: left.finding.outcome) ?? 0
        let rightRank = order.firstIndex(of: right.finding.outcome) ?? 0
        if leftRank != rightRank { return leftRank < rightRank }
        let isHeld = (
            left.record.heldVerdict(on: day) != .no, right.record.heldVerdict(on: day) != .no
        )
        if isHeld.0 != isHeld.1 { return isHeld.0 }
        return left.record.lasts(longerThan: right.record)
    }

    var routeTitle: LocalText {
        route?.title ?? LocalText(en: request.route.text, zh: request.route.text)
    }

    func title(_ band: BandCode) -> LocalText {
        bands.value.bands.first { $0.code == band }?.title
            ?? LocalText(en: band.text, zh: band.text)
    }

    /// A refusal on the ground of the register's record where one is named, else of the route.
    func refusal(
        _ code: ReasonCode, _ message: LocalText, _ record: AccreditationRecord? = nil
    ) -> Reason {
        Reason(code: code, effect: .refusal, message: message, source: source(record))
    }

    /// A condition on the ground of the register's record where one is named, else of the route.
    func condition(
        _ code: ReasonCode, _ message: LocalText, _ record: AccreditationRecord? = nil
    ) -> Reason {
        Reason(code: code, effect: .condition, message: message, source: source(record))
    }

    private func source(_ record: AccreditationRecord?) -> String {
        if let record { return RegisterSource.accreditation(record.id) }
        return route?.rule.provenance.citation ?? roles.provenance.citation
    }
}
