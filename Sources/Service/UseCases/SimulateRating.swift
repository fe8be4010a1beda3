// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// What a party's rating would be if something were otherwise.
public struct RatingSimulation: Sendable {
    /// What is otherwise.
    public struct Changes: Sendable {
        /// Events that come to those of the register, as confirmed.
        public var added: [Calculation.Event] = []
        /// Events found not to be so.
        public var annulled: [EventID] = []
        /// Events of which other facts hold.
        public var cured: [Cure] = []
        /// Facts of the party that hold beside its own, or instead of them.
        public var facts: [JSONValue.Member] = []
        /// Another legal day.
        public var asOf: CivilDate?
        /// Another law, by `code` or `code@version`; a draft for those who may see drafts.
        public var policy: String?

        /// Begins without any change.
        public init() {}
    }

    /// An event of which other facts hold.
    public struct Cure: Sendable {
        /// The event.
        public let event: EventID
        /// The facts that hold.
        public let facts: [JSONValue.Member]
        /// Whether the party disclosed it itself.
        public let isVoluntaryDisclosure: Bool

        /// Describes a cure.
        public init(event: EventID, facts: [JSONValue.Member], isVoluntaryDisclosure: Bool) {
            self.event = event
            self.facts = facts
            self.isVoluntaryDisclosure = isVoluntaryDisclosure
        }
    }

    /// The rating that is changed.
    public let question: RatingQuestion
    /// What is otherwise.
    public let changes: Changes

    /// Makes a question.
    public init(question: RatingQuestion, changes: Changes) {
        self.question = question
        self.changes = changes
    }
}

/// A rating as it is, and as it would be.
public struct RatingSimulationAnswer: Sendable {
    /// As it is.
    public let before: RatingAnswer
    /// As it would be.
    public let after: RatingAnswer
    /// Whether the band would be better (true) or worse (false), by the scale of the law that it
    /// would be under; nil where it would be the same, or the scale lacks one of the two.
    public let isBetter: Bool?
}

extension Registry {
    /// Works out what a party's rating would be. Nothing is written but that somebody looked.
    ///
    /// Only whoever may see the whole rating may ask: who sees the band alone would find the score
    /// by trying.
    ///
    /// - Throws: `Refusal` naming each member at fault; `PolicyError` when the law has no value
    ///   for one of the days concerned.
    public func simulate(
        _ simulation: RatingSimulation, by principal: Principal
    ) async throws -> RatingSimulationAnswer {
        let question = simulation.question
        let place = try await ratedDossier(question.party, question.knownAt, by: principal)
        if place.isBandOnly { throw Access.roleForbidden }
        let before = try rating(
            of: place.dossier, question, knownAt: place.knownAt, isBandOnly: false)
        let changes = simulation.changes
        let changed = RatingQuestion(
            party: question.party, role: before.role, asOf: changes.asOf ?? before.asOf,
            knownAt: question.knownAt,
            policy: changes.policy ?? question.policy ?? before.policy.code.text)
        let draft = try await supposedDraft(changes.policy, by: principal)
        let pointer = changes.policy == nil ? "/policy" : "/changes/policy"
        let policy = try
            (draft
            ?? shelf.policy(
                regime(of: place.dossier, changed, at: pointer), named: changed.policy,
                on: changed.asOf ?? before.asOf, knownAt: place.knownAt.entry, at: pointer))
            .variant(for: place.dossier.party.region)
        let world = try SupposedWorld(
            place.dossier, changes, role: before.role, policy: policy,
            today: max(before.asOf, changes.asOf ?? before.asOf))
        let supposed = try world.dossier()
        let after = try rating(
            of: supposed, changed, knownAt: place.knownAt, isBandOnly: false,
            under: draft, names: world.names)
        return RatingSimulationAnswer(
            before: before, after: after,
            isBetter: Self.isBetter(after, than: before, under: policy))
    }

    /// The version that the changes name outright: an enacted one, or a draft for those who may
    /// see drafts; nil where the enacted law is to say which.
    private func supposedDraft(
        _ name: String?, by principal: Principal
    ) async throws -> Policy? {
        guard let name, name.contains("@"),
            Access.verdict(principal, .draftPolicy, .register) == .allowed
        else { return nil }
        return try await draft(named: name, files: [], at: "/changes/policy")
    }

    private static func isBetter(
        _ after: RatingAnswer, than before: RatingAnswer, under policy: Policy
    ) -> Bool? {
        guard let scale = try? policy.bands(on: after.asOf).value, let new = after.rating.band,
            let old = before.rating.band, let newRank = scale.rank(of: new),
            let oldRank = scale.rank(of: old), newRank != oldRank
        else { return nil }
        return newRank < oldRank
    }
}

/// A dossier under the changes that somebody supposes.
private struct SupposedWorld {
    private let dossierBefore: Dossier
    private let changes: RatingSimulation.Changes
    private let policy: Policy
    private let today: CivilDate
    private let added: [EventRecord]

    init(
        _ dossier: Dossier, _ changes: RatingSimulation.Changes, role: Role, policy: Policy,
        today: CivilDate
    ) throws(Refusal) {
        dossierBefore = dossier
        self.changes = changes
        self.policy = policy
        self.today = today
        added = try changes.added.enumerated().map { index, event throws(Refusal) in
            try Calculator.record(event, number: index + 1, role: role, under: policy)
        }
    }

    /// The names of the added events.
    var names: [EventID: String] {
        Dictionary(
            zip(added.map(\.id), changes.added.map(\.id)), uniquingKeysWith: { first, _ in first })
    }

    /// The dossier after all changes.
    ///
    /// - Throws: `Refusal` naming each change that cannot be made.
    func dossier() throws(Refusal) -> Dossier {
        var faults: [InputFault] = []
        for refusal in FactRules.refusals(of: changes.facts, subject: .party, policy: policy) {
            faults.append(Self.fault(.fact(refusal), at: "/changes/party"))
        }
        for (event, record) in zip(changes.added, added) {
            faults += ReportRules.refusals(of: record, policy: policy, today: today)
                .map { Self.fault($0, at: event.pointer) }
        }
        var changed: [EventID: EventRecord] = [:]
        for (index, id) in changes.annulled.enumerated() {
            guard let event = dossierBefore.events[id] else {
                faults.append(Self.unknown("/changes/annul/\(index)"))
                continue
            }
            changed[id] = event.supposedAnnulled
        }
        for (index, cure) in changes.cured.enumerated() {
            let pointer = "/changes/cure/\(index)"
            guard let event = changed[cure.event] ?? dossierBefore.events[cure.event] else {
                faults.append(Self.unknown("\(pointer)/event"))
                continue
            }
            faults += FactRules.refusals(of: cure.facts, subject: .event, policy: policy)
                .map { Self.fault(.fact($0), at: pointer) }
            let cured = event.supposing(cure.facts)
            changed[cure.event] = cure.isVoluntaryDisclosure ? cured.supposedDisclosed : cured
        }
        guard faults.isEmpty else { throw Refusal.invalid(faults) }
        return dossierBefore.supposing(
            party: dossierBefore.party.supposing(changes.facts),
            events: Array(changed.values) + added)
    }

    private static func fault(_ refusal: EventRefusal, at pointer: String) -> InputFault {
        InputFault(
            pointer: pointer + refusal.pointer, code: refusal.code, detail: refusal.message.en)
    }

    private static func unknown(_ pointer: String) -> InputFault {
        InputFault(
            pointer: pointer, code: "event.unknown", detail: "The party has no such event.")
    }
}
