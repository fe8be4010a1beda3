// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension EligibilityCheck {
    /// Judges what the route asks beyond leave to act and band.
    ///
    /// What the question does not tell is asked for as a condition: nobody is eligible by silence.
    func judge(_ terms: RouteTerms, in finding: inout Finding) throws(PolicyError) {
        finding.reasons += relatedBars(terms, in: &finding)
        finding.reasons += overdue(terms, in: &finding)
        if let quota = terms.quota { judge(quota, in: &finding) }
        finding.reasons += missingVouchers(terms) + wrongVouchers(terms)
        finding.reasons += wrongPlace(terms) + unmetRequirements(terms)
        finding.reasons += try belowMark(terms, in: &finding)
        finding.reasons += marketTestNeeded(terms, in: &finding)
        judge(terms.documents, in: &finding)
        finding.reasons += decidedByOther(terms)
        finding.privileges = privileges(terms, band: finding.band)
        finding.turningDays += turningDays(of: terms)
    }

    // MARK: The party

    /// What the question tells of related parties is repeated by their names; of what the register
    /// tells, only by which relations a bar reaches: whom it is against is nobody else's business.
    private func relatedBars(_ terms: RouteTerms, in finding: inout Finding) -> [Reason] {
        guard let rule = terms.relatedParties else { return [] }
        let told = nomination.map { Kinship(ties: $0.ties, bars: $0.bars) } ?? .none
        for kinship in [told, kin] {
            RelatedBars.nextChange(kinship, by: rule, after: day).map {
                finding.turningDays.append($0)
            }
        }
        var paths: [[RelationKind]] = []
        for bar in RelatedBars.reaching(kin, by: rule, on: day) where !paths.contains(bar.path) {
            paths.append(bar.path)
        }
        return RelatedBars.reaching(told, by: rule, on: day).map {
            refusal(.relatedPartyBarred, ReasonText.relatedBarred($0))
        } + paths.map { refusal(.relatedPartyBarred, ReasonText.relatedBarred(along: $0)) }
    }

    /// What is told to be overdue, and what is by the register, which tells also when more will be.
    private func overdue(_ terms: RouteTerms, in finding: inout Finding) -> [Reason] {
        guard let rule = terms.overdue else { return [] }
        var reviews = nomination?.overdueReviews.filter { $0.dueOn < day } ?? []
        var duties = nomination?.overdueDuties.filter { $0.dueOn < day } ?? []
        for owed in standing?.duties ?? [] {
            let isReview = isReview(owed.duty)
            guard (isReview ? rule.review : rule.duty) != nil else { continue }
            finding.turningDays.append(owed.lastDay.adding(days: 1))
            owed.until.map { finding.turningDays.append($0) }
            guard owed.isOverdue(on: day) else { continue }
            let item = Nomination.Overdue(code: owed.duty.text, dueOn: owed.lastDay)
            if isReview { reviews.append(item) } else { duties.append(item) }
        }
        func reasons(
            _ items: [Nomination.Overdue], _ code: ReasonCode, _ effect: Reason.Effect?,
            _ text: (Nomination.Overdue) -> LocalText
        ) -> [Reason] {
            guard let effect else { return [] }
            return items.map { reason(code, effect, text($0)) }
        }
        return reasons(reviews, .reviewOverdue, rule.review, ReasonText.reviewOverdue)
            + reasons(duties, .dutyOverdue, rule.duty, ReasonText.dutyOverdue)
    }

    /// Whether a duty is to undergo a review.
    private func isReview(_ code: DutyCode) -> Bool {
        (try? policy.procedure.duty(code, on: day))?.value.cause == .reviewOpened
    }

    private func judge(_ rule: RouteTerms.QuotaRule, in finding: inout Finding) {
        guard rule.acts.contains(request.act) else { return }
        guard let limit = limit(rule, band: finding.band) else {
            finding.reasons.append(condition(.quotaExhausted, ReasonText.quotaUnknown))
            return
        }
        let quota = Quota(limit: limit, used: nomination?.quotaUsed)
        finding.quota = quota
        switch quota.hasRoom {
        case true?: break
        case false?:
            finding.reasons.append(
                refusal(.quotaExhausted, ReasonText.quotaExhausted(quota, rule.scope)))
        case nil:
            finding.reasons.append(
                condition(.quotaExhausted, ReasonText.quotaUseUnknown(quota, rule.scope)))
        }
    }

    /// How many there may be; nil where that follows from facts that nobody told.
    private func limit(_ rule: RouteTerms.QuotaRule, band: BandCode?) -> Quota.Limit? {
        for row in rule.rows {
            guard row.bands.isEmpty || band.map(row.bands.contains) ?? false else { continue }
            guard let condition = row.condition else { return limit(row.limit) }
            guard let subject else { return nil }
            if condition.holds(of: subject) { return limit(row.limit) }
        }
        return nil
    }

    private func limit(_ limit: RouteTerms.QuotaRule.Limit) -> Quota.Limit? {
        switch limit {
        case .fixed(let limit): limit
        case .share(let share):
            subject?.number(share.fact).map { .number(share.places(of: $0)) }
        }
    }

    private func privileges(_ terms: RouteTerms, band: BandCode?) -> [PrivilegeCode] {
        var granted: Set<PrivilegeCode> = []
        for channel in terms.greenChannels {
            guard channel.bands.isEmpty || band.map(channel.bands.contains) ?? false else {
                continue
            }
            let isOpen = channel.condition.map { condition in
                subject.map { condition.holds(of: $0) } ?? false
            }
            if isOpen ?? true { granted.formUnion(channel.privileges) }
        }
        return granted.sorted()
    }

    // MARK: Documents

    private func judge(_ documents: [RouteTerms.Document], in finding: inout Finding) {
        guard !documents.isEmpty else { return }
        guard let handedIn = nomination?.documents else {
            finding.reasons.append(
                condition(.documentsMissing, ReasonText.documentsUntold(documents)))
            return
        }
        let missing = documents.filter { !handedIn.contains($0.code) }
        let late = missing.filter { $0.deferDays == nil || !isDeferred($0, finding.band) }
        if !late.isEmpty {
            finding.reasons.append(refusal(.documentsMissing, ReasonText.documentsMissing(late)))
        }
        for document in missing {
            guard let days = document.deferDays, isDeferred(document, finding.band) else {
                continue
            }
            // Of a document that may follow within three days, the third day is the last.
            let lapsesOn = day.adding(days: days)
            finding.turningDays.append(lapsesOn.adding(days: 1))
            finding.reasons.append(
                condition(
                    .documentsDeferred, ReasonText.documentDeferred(document, until: lapsesOn)))
        }
    }

    private func isDeferred(_ document: RouteTerms.Document, _ band: BandCode?) -> Bool {
        document.deferBands.isEmpty || band.map(document.deferBands.contains) ?? false
    }

    func reason(_ code: ReasonCode, _ effect: Reason.Effect, _ text: LocalText) -> Reason {
        Reason(
            code: code, effect: effect, message: text,
            source: route?.rule.provenance.citation ?? roles.provenance.citation)
    }
}
