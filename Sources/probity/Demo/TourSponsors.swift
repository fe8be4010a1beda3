// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Policy
import Service

/// The sponsors that the tour asks about, each with the question.
struct TourSponsors: Sendable {
    /// One of the best band.
    let good: EligibilityQuestion
    /// One of the worst; nil when the register has none now.
    let bad: EligibilityQuestion?
    /// One that left, still there on `earlier`; nil when none did.
    let departed: EligibilityQuestion?
    /// A day on which the first edition certainly spoke for `departed`.
    let earlier: CivilDate
    /// One that nobody ever registered.
    let unknown: EligibilityQuestion
    /// What the regime calls its best and its worst band.
    private let bands: (best: BandCode, worst: BandCode)

    /// Chooses them from the last edition, and the departed one from the ledger.
    ///
    /// - Throws: `IntakeError`, `Failure`, or the database's error.
    static func choose(
        from files: [String], changes: RegisterChanges, registry: Registry, regime: RegimeCode
    ) async throws -> TourSponsors {
        let today = try registry.today(under: regime)
        let policy = try registry.shelf.policy(regime, on: today)
        guard let file = files.last, let vocabulary = policy.register,
            let first = changes.editions.first
        else { throw Failure.input("the tour needs at least one edition.") }
        let edition = try RegisterEdition.read(path: file, vocabulary: vocabulary)
        let sponsors = vocabulary.sponsors
        let bands = try policy.bands(on: today).value.bands.map(\.code)
        let earlier = first.editionDate.adding(days: 5)
        let choice = Choice(registry: registry, sponsors: sponsors, edition: edition)
        let unknown = Identifier(
            known: sponsors.scheme,
            RegisterIdentity.value(name: "Nobody and Daughters Limited", town: "Nowhere"))
        guard let best = bands.first, let worst = bands.last, let unknown,
            let good = try await choice.listed(in: best, preferring: changes.rerated)
        else { throw Failure.input("the last edition lists nobody in the best band.") }
        return TourSponsors(
            good: good, bad: try await choice.listed(in: worst, preferring: []),
            departed: try await choice.departed(
                changes.departed(after: earlier), holdingOn: earlier),
            earlier: earlier,
            unknown: EligibilityQuestion(
                party: PartyAddress(unknown), role: sponsors.role, route: good.route),
            bands: (best, worst))
    }

    /// Asks about each and writes the answers.
    ///
    /// - Throws: `Refusal`, `PolicyError`.
    func ask(_ registry: Registry, in language: Language) async throws {
        try await ask("A sponsor rated \(bands.best)", good, registry, language)
        if let bad {
            try await ask(
                "A sponsor rated \(bands.worst), for somebody new", bad, registry, language)
            try await ask(
                "The same, to go on with one of its own", bad.with(act: .extension), registry,
                language)
        }
        if let departed {
            try await ask(
                "A sponsor that left the register, on \(earlier)", departed.with(asOf: earlier),
                registry, language)
            try await ask("The same today", departed, registry, language)
        }
        try await ask("A sponsor that nobody ever registered", unknown, registry, language)
    }

    private func ask(
        _ title: String, _ question: EligibilityQuestion, _ registry: Registry,
        _ language: Language
    ) async throws {
        let answer = try await registry.checkEligibility(question, by: .local)
        let name = try await registry.shownName(of: answer.party)
        Console.write("\(title):")
        EligibilityText(answer, name: name, language: language).shortLines
            .forEach { Console.write("  \($0)") }
        Console.write()
    }

    /// How they are chosen.
    private struct Choice {
        let registry: Registry
        let sponsors: RegisterVocabulary.Sponsors
        let edition: RegisterEdition

        /// A sponsor of the edition whose every licence has the band; of those preferred if one
        /// of them is such a one.
        func listed(
            in band: BandCode?, preferring preferred: [PartyID]
        ) async throws -> EligibilityQuestion? {
            let listings = edition.listings.filter { listing in
                !listing.isNaturalPerson && !listing.licences.isEmpty
                    && listing.licences.allSatisfy { $0.band == band }
            }
            var wanted: Set<Identifier> = []
            for party in preferred {
                let dossier = try await registry.archive.dossier(of: party, as: .local).dossier
                wanted.formUnion(dossier?.party.identifiers ?? [])
            }
            let questions = listings.lazy.compactMap { question(about: $0) }
            return questions.first { wanted.contains($0.identifier) }?.question
                ?? questions.first?.question
        }

        private func question(
            about listing: SponsorListing
        ) -> (identifier: Identifier, question: EligibilityQuestion)? {
            guard let route = listing.licences.first?.route,
                let identifier = Identifier(
                    known: sponsors.scheme, RegisterIdentity.value(listing.key))
            else { return nil }
            let question = EligibilityQuestion(
                party: PartyAddress(identifier), role: sponsors.role, route: route)
            return (identifier, question)
        }

        /// A party that held a licence on `day` and holds none any more.
        func departed(
            _ parties: [PartyID], holdingOn day: CivilDate
        ) async throws -> EligibilityQuestion? {
            for party in parties {
                guard
                    let dossier = try await registry.archive.dossier(of: party, as: .local).dossier,
                    !dossier.party.kind.isNaturalPerson, dossier.lastEnd != nil,
                    let record = dossier.accreditations.values.first(where: {
                        $0.from.notAfter <= day
                    })
                else { continue }
                return EligibilityQuestion(
                    party: PartyAddress(party), role: record.role, route: record.route)
            }
            return nil
        }
    }
}

extension EligibilityQuestion {
    /// The same question about another act or day.
    fileprivate func with(act: Act? = nil, asOf: CivilDate? = nil) -> EligibilityQuestion {
        EligibilityQuestion(
            party: party, role: role, route: route, region: region, act: act ?? self.act,
            asOf: asOf ?? self.asOf, knownAt: knownAt, policy: policy)
    }
}

extension Identifier {
    /// An identifier that was made here; nil if it is malformed after all.
    fileprivate init?(known scheme: IdentifierScheme, _ value: String) {
        guard let identifier = try? Identifier(scheme: scheme, value: value) else { return nil }
        self = identifier
    }
}
