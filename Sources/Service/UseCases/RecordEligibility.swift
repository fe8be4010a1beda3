// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Ledger
import Policy
import Postgres
import Store

/// Answers whether a party may vouch, and enters question and answer, so that the answer can be
/// shown and proved later.
public struct RecordEligibility: AskedCommand {
    private let question: EligibilityQuestion
    /// Who asks.
    public let asking: Asking

    /// Asks as of now; another position of the ledger that the question names does not count.
    public init(_ question: EligibilityQuestion, asking: Asking) {
        self.question = question
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(parties: [question.party]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = desk.knows(question.party) ? try desk.dossier(question.party) : nil
        try Access.demand(
            asking.principal, .checkEligibility,
            Access.Object(party: dossier?.party.id, region: nil))
        let shelf = desk.shelf
        let regime = try shelf.regime(of: question.route)
        let day = try question.asOf ?? desk.today(under: regime)
        let named = question.policy.map { RegimeCode(String($0.prefix { $0 != "@" })) }
        let policy = try shelf.policy(
            named ?? regime, named: question.policy, on: day, knownAt: desk.position.entry)
        let request = EligibilityRequest(
            role: question.role, route: question.route, region: question.region,
            act: question.act, asOf: day)
        let decision = try shelf.decision(
            on: request, about: dossier, policy: policy,
            isPolicyNamed: question.policy != nil, knownAt: desk.position.entry)
        let record = EligibilityRecord(
            party: dossier?.party.id, request: request, policy: policy.reference,
            isPolicyNamed: question.policy != nil, knownAt: desk.position.entry,
            knownInstant: desk.position.at, answer: decision.json)
        return Filing(party: nil, bodies: [.eligibilityDecided(record)])
    }
}

extension PolicyShelf {
    /// The answer about a dossier; nil is that of a party that does not stand in the register.
    func decision(
        on request: EligibilityRequest, about dossier: Dossier?, policy: Policy,
        isPolicyNamed: Bool, knownAt entry: EntryNumber
    ) throws -> Decision {
        let decision: Decision
        if let dossier {
            let key = StandingKey(
                party: dossier.party.id, role: request.role, regime: policy.code)
            let standing = try StandingRule.standing(
                of: dossier, key: key, policy: policy, from: request.asOf)
            decision = try Eligibility.decide(request, standing: standing, policy: policy)
        } else {
            decision = try Eligibility.unknownParty(policy: policy, asOf: request.asOf)
        }
        return isPolicyNamed ? decision : capped(decision, request, policy, entry)
    }

    /// An answer holds no longer than its law: an enacted version that begins later ends it.
    func capped(
        _ decision: Decision, _ request: EligibilityRequest, _ policy: Policy,
        _ entry: EntryNumber
    ) -> Decision {
        let next = versions(of: policy.code).first {
            $0.from > request.asOf && $0.entry <= entry
        }
        guard let lastDay = next?.from.adding(days: -1),
            decision.validUntil.map({ lastDay < $0 }) ?? true
        else { return decision }
        return Decision(
            outcome: decision.outcome, reasons: decision.reasons, score: decision.score,
            band: decision.band, services: decision.services, validUntil: lastDay,
            quota: decision.quota, privileges: decision.privileges)
    }
}

/// An answer about eligibility as it was entered.
public struct RecordedEligibility: Sendable {
    /// The entry that records it, by which it is named.
    public let entry: EntryNumber
    /// When it was entered.
    public let recordedAt: Instant
    /// Question and answer.
    public let record: EligibilityRecord
}

extension Registry {
    /// Answers whether a party may vouch, and records the answer.
    ///
    /// - Throws: `Refusal`; `PolicyError` when the law has no value for the day.
    public func recordEligibility(
        _ question: EligibilityQuestion, asking: Asking
    ) async throws -> (recorded: RecordedEligibility, receipt: Receipt) {
        let receipt = try await registrar.submit(RecordEligibility(question, asking: asking))
        let recorded = try await recordedEligibility(receipt.entry)
        guard let recorded else { throw Self.decisionUnknown }
        if let party = recorded.record.party {
            note(.eligibility, of: party, by: asking.principal)
        }
        return (recorded, receipt)
    }

    /// A recorded answer, for those who may ask the question.
    ///
    /// - Throws: `Refusal`; `EntryBytesError` when the stored bytes are damaged.
    public func showEligibility(
        _ entry: EntryNumber, by principal: Principal
    ) async throws -> RecordedEligibility {
        guard let recorded = try await recordedEligibility(entry) else {
            // Whoever may never ask is told so, whatever the number.
            try Access.demand(
                principal, .checkEligibility,
                Access.Object(party: principal.parties.first, region: nil),
                hidden: Self.decisionUnknown)
            throw Self.decisionUnknown
        }
        try Access.demand(
            principal, .checkEligibility,
            Access.Object(party: recorded.record.party, region: nil),
            hidden: Self.decisionUnknown)
        return recorded
    }

    private func recordedEligibility(
        _ number: EntryNumber
    ) async throws -> RecordedEligibility? {
        let row = try await Archive.reachable {
            try await query(as: .local) { $0.fetchOptional(LedgerStore.entry, number) }
        }.value
        guard let row else { return nil }
        let entry = try EntryBytes.decode(row.bytes)
        guard case .eligibilityDecided(let record) = entry.body else { return nil }
        return RecordedEligibility(
            entry: entry.number, recordedAt: entry.recordedAt, record: record)
    }

    private static let decisionUnknown = Refusal.unknown("decision", zh: "决定")
}
