// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Ledger
import Policy
import Postgres
import Store

/// A question whose answer is recorded: about one party, those that vouch beside it, and a nominee.
public struct DecisionQuestion: Sendable {
    /// About whom, and by which law. It is answered as of now: another position of the ledger that
    /// it names does not count.
    public let about: EligibilityQuestion
    /// Who vouches beside the party; nil where that is not told.
    public let others: [(party: PartyAddress, role: Role)]?
    /// What is told of nominee, documents and labour market; nil for nothing.
    public let told: ToldNomination?

    /// Makes a question.
    public init(
        about: EligibilityQuestion, others: [(party: PartyAddress, role: Role)]?,
        told: ToldNomination?
    ) {
        self.about = about
        self.others = others
        self.told = told
    }
}

/// Answers whether a party may vouch, and enters question and answer, so that the answer can be
/// shown and proved later.
public struct RecordEligibility: AskedCommand {
    private let question: DecisionQuestion
    /// Who asks.
    public let asking: Asking

    /// Asks.
    public init(_ question: DecisionQuestion, asking: Asking) {
        self.question = question
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            parties: [question.about.party] + (question.others ?? []).map(\.party),
            routes: [question.about.route])
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let about = question.about
        let dossier = desk.knows(about.party) ? try desk.dossier(about.party) : nil
        try demandAsking(of: dossier)
        let others = try others(at: desk, beside: dossier)
        let shelf = desk.shelf
        let regime = try shelf.regime(of: about.route)
        let day = try about.asOf ?? desk.today(under: regime)
        let named = about.policy.map { RegimeCode(String($0.prefix { $0 != "@" })) }
        let policy = try shelf.policy(
            named ?? regime, named: about.policy, on: day, knownAt: desk.position.entry)
        let asked = EligibilityCase(
            request: EligibilityRequest(
                role: about.role, route: about.route, region: about.region, act: about.act,
                asOf: day),
            dossier: dossier, others: others, told: question.told, policy: policy,
            isPolicyNamed: about.isVersionNamed, knownAt: desk.position.entry)
        let kin = try asked.searches.map { search throws in try desk.kinship(search) }
        let decisions = try asked.decisions(by: shelf, kin: kin)
        var seals = Seals()
        // Of a party that is not registered nothing depends on what was told, and it has no key.
        let told = try dossier.flatMap { dossier in
            try question.told.map {
                try seals.seal(
                    String(decoding: $0.json.canonicalBytes, as: UTF8.self),
                    purpose: "nomination", for: dossier.party.id, at: desk)
            }
        }
        let record = EligibilityRecord(
            party: dossier?.party.id, request: asked.request, policy: policy.reference,
            isPolicyNamed: asked.isPolicyNamed, knownAt: desk.position.entry,
            knownInstant: desk.position.at, answer: decisions[0].json,
            others: dossier == nil
                ? nil
                : others.map { others in
                    zip(others, decisions.dropFirst()).map { other, decision in
                        EligibilityRecord.Voucher(
                            party: other.dossier.party.id, role: other.role,
                            answer: decision.json)
                    }
                },
            told: told)
        return Filing(party: nil, bodies: [.eligibilityDecided(record)], seals: seals)
    }

    /// Those who vouch beside the party, none of them twice.
    private func others(
        at desk: borrowing Desk, beside asked: Dossier?
    ) throws -> [(dossier: Dossier, role: Role)]? {
        guard let wanted = question.others else { return nil }
        var found: [(dossier: Dossier, role: Role)] = []
        var faults: [InputFault] = []
        var known = Set(asked.map { [Vouching($0, question.about.role)] } ?? [])
        for (place, other) in wanted.enumerated() {
            let dossier = desk.knows(other.party) ? try desk.dossier(other.party) : nil
            try demandAsking(of: dossier)
            guard let dossier else {
                faults.append(
                    InputFault(
                        pointer: "/vouchers/\(place)/party", code: "party.unknown",
                        detail: "No party stands in the register under this address."))
                continue
            }
            if !known.insert(Vouching(dossier, other.role)).inserted {
                faults.append(
                    InputFault(
                        pointer: "/vouchers/\(place)", code: "value.repeated",
                        detail: "This party vouches in this role already."))
            }
            found.append((dossier, other.role))
        }
        guard faults.isEmpty else {
            throw Refusal(
                .rule, code: "vouchers.unfit",
                message: LocalText(
                    en: "Those named cannot vouch together; errors says which and why.",
                    zh: "所列主体不能共同担任保证方；原因见 errors。"), faults: faults)
        }
        return found
    }

    private func demandAsking(of dossier: Dossier?) throws(Refusal) {
        try Access.demand(
            asking.principal, .checkEligibility,
            Access.Object(party: dossier?.party.id, region: nil))
    }

    private struct Vouching: Hashable {
        let party: PartyID
        let role: Role

        init(_ dossier: Dossier, _ role: Role) {
            party = dossier.party.id
            self.role = role
        }
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
        _ question: DecisionQuestion, asking: Asking
    ) async throws -> (recorded: RecordedEligibility, receipt: Receipt) {
        let receipt = try await registrar.submit(RecordEligibility(question, asking: asking))
        let recorded = try await recordedEligibility(receipt.entry)
        guard let recorded else { throw Self.decisionUnknown }
        let asked = (recorded.record.others ?? []).map(\.party)
        for party in asked + (recorded.record.party.map { [$0] } ?? []) {
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
