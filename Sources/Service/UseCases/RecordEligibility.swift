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
        CommandNeeds(parties: [question.about.party] + (question.others ?? []).map(\.party))
    }

    /// Goes along the relations on which bars may reach those who are asked about.
    public func reach(at desk: borrowing Desk) throws {
        _ = try desk.kinships(try asked(at: desk).searches)
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let asked = try asked(at: desk)
        let kin = try desk.kinships(asked.searches)
        let answers = try asked.decisions(by: desk.shelf, kin: kin).map(\.json)
        return try filing(asked, answers, at: desk)
    }

    private func asked(at desk: borrowing Desk) throws -> EligibilityCase {
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
        try demandFacts(under: policy)
        return EligibilityCase(
            request: EligibilityRequest(
                role: about.role, route: about.route, region: about.region, act: about.act,
                asOf: day),
            dossier: dossier, others: others, told: question.told, policy: policy,
            isPolicyNamed: about.isVersionNamed, knownAt: desk.position.entry)
    }

    /// What was told of a nominee, and what reasons say of it, is sealed with the party's key. Of
    /// a party that is not registered nothing depends on what was told, and it has no key.
    private func filing(
        _ asked: EligibilityCase, _ answers: [JSONValue], at desk: borrowing Desk
    ) throws -> Filing {
        var answers = answers
        var seals = Seals()
        var told: SealedText?
        if let wanted = question.told, let party = asked.dossier?.party.id {
            let sealed = EligibilityRecord.Sealed(
                told: wanted, words: answers.map(EligibilityRecord.words))
            told = try seals.seal(
                String(decoding: sealed.json.canonicalBytes, as: UTF8.self),
                purpose: "nomination", for: party, at: desk)
            answers = answers.map(EligibilityRecord.wordless)
        }
        let others = asked.dossier == nil ? nil : asked.others
        let record = EligibilityRecord(
            party: asked.dossier?.party.id, request: asked.request,
            policy: asked.policy.reference, isPolicyNamed: asked.isPolicyNamed,
            knownAt: desk.position.entry, knownInstant: desk.position.at, answer: answers[0],
            others: others.map { others in
                zip(others, answers.dropFirst()).map { other, answer in
                    EligibilityRecord.Voucher(
                        party: other.dossier.party.id, role: other.role, answer: answer)
                }
            },
            told: told)
        return Filing(party: nil, bodies: [.eligibilityDecided(record)], seals: seals)
    }

    /// Facts of the nominee that the law does not take.
    private func demandFacts(under policy: Policy) throws(Refusal) {
        let refused = FactRules.refusals(
            of: question.told?.nominee?.facts ?? [], subject: .nominee, policy: policy
        ).map { EventRefusal.fact($0) }
        guard let first = refused.first else { return }
        throw Refusal(
            .rule, code: first.code, message: first.message,
            faults: refused.map {
                InputFault(
                    pointer: "/nominee" + $0.pointer, code: $0.code, detail: $0.message.en)
            })
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
