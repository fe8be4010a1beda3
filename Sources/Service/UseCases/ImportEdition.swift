// SPDX-License-Identifier: Apache-2.0

public import Domain
import Intake
import Policy
import Postgres
import Store

/// How far an import has come.
public enum ImportProgress: Sendable, Hashable {
    /// Reading the file: bytes so far.
    case reading(bytes: Int)
    /// Entering sponsors: so far, and of how many.
    case entering(sponsors: Int, of: Int)
}

extension Registry {
    /// Imports an edition of a foreign register: what differs from the edition before becomes
    /// entries, in groups, so that other work gets its turn.
    ///
    /// An import that was broken off goes on where it stopped when it is started again: what is
    /// entered already is no difference any more.
    ///
    /// - Throws: `IntakeError` when the file cannot be taken as a whole; `Refusal` when the
    ///   edition is older than the last one, or the database does not answer.
    public func importEdition(
        path: String, date: CivilDate? = nil, regime: RegimeCode, by principal: Principal,
        progress: (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try Access.demand(principal, .importEdition, .register)
        let policy = try shelf.policy(regime, on: today(under: regime))
        guard let vocabulary = policy.register else { throw Self.noRegister }
        let edition = try RegisterEdition.read(
            path: path, vocabulary: vocabulary, date: date
        ) { progress(.reading(bytes: $0)) }
        let imported = try await Archive.reachable {
            try await withQuery { connection in
                try await connection.fetchAll(PolicyStore.editions, regime.text)
            }
        }
        if let known = imported.first(where: { $0.sha256 == edition.sha256 }) {
            return ImportReport(edition: edition, previous: nil, known: known.entry)
        }
        if let last = imported.last, last.date >= edition.date {
            throw Self.outOfOrder(edition.date, last: last.date)
        }
        if let last = imported.last { try await demandPlausible(edition, after: last) }
        var work = EditionWork(
            edition: edition, previous: imported.last?.date, regime: regime,
            sponsors: vocabulary.sponsors, actor: principal.actor, registry: self)
        try await work.enterListed(progress)
        try await work.enterDeparted()
        return try await work.finish()
    }

    /// A file that was cut between two lines cannot be told from a short edition; but no real
    /// edition lists less than half of the sponsors of the one before.
    private func demandPlausible(
        _ edition: RegisterEdition, after last: ImportedEdition
    ) async throws {
        let before = try await showEntry(last.entry, by: .local).entry
        guard case .editionImported(let record) = before.body,
            case .integer(let sponsors)? = JSONValue.object(record.counts)["sponsors"],
            Int64(edition.listings.count) * 2 < sponsors
        else { return }
        throw Refusal(
            .rule, code: "edition.massDeparture",
            message: LocalText(
                en: "The edition lists \(edition.listings.count) sponsors, less than half of "
                    + "the \(sponsors) of the edition before: the file is probably cut off. "
                    + "Fetch it again.",
                zh: "该版仅列 \(edition.listings.count) 家保荐人，不足上一版 \(sponsors) 家的一半，"
                    + "文件可能不完整；请重新获取。"))
    }

    private static let noRegister = Refusal(
        .invalid, code: "register.none",
        message: LocalText(
            en: "This regime has no foreign register: its pack holds no register.yaml.",
            zh: "该制度没有外部名册：其规则包中没有 register.yaml。"))

    private static func outOfOrder(_ date: CivilDate, last: CivilDate) -> Refusal {
        Refusal(
            .conflict, code: "edition.outOfOrder",
            message: LocalText(
                en: "The edition of \(date) is not later than that of \(last), which is "
                    + "imported; editions are imported in order of their dates.",
                zh: "\(date) 版不晚于已导入的 \(last) 版；须按日期顺序导入。"))
    }
}

/// The work of one import, from the listings to the record of it.
private struct EditionWork {
    let edition: RegisterEdition
    let previous: CivilDate?
    let regime: RegimeCode
    let sponsors: RegisterVocabulary.Sponsors
    let actor: Actor
    let registry: Registry
    private var report: ImportReport
    private var seen: Set<String> = []
    private var unread: Set<String> = []

    /// How many sponsors are entered at a time.
    private static let groupCount = 500

    init(
        edition: RegisterEdition, previous: CivilDate?, regime: RegimeCode,
        sponsors: RegisterVocabulary.Sponsors, actor: Actor, registry: Registry
    ) {
        self.edition = edition
        self.previous = previous
        self.regime = regime
        self.sponsors = sponsors
        self.actor = actor
        self.registry = registry
        self.report = ImportReport(edition: edition, previous: previous, known: nil)
    }

    mutating func enterListed(_ progress: (ImportProgress) -> Void) async throws {
        let total = edition.listings.count
        for key in edition.unread {
            unread.insert(try identifier(of: key, isNaturalPerson: false).description)
            unread.insert(try identifier(of: key, isNaturalPerson: true).description)
        }
        for start in stride(from: 0, to: total, by: Self.groupCount) {
            let end = min(start + Self.groupCount, total)
            var group: [any Command] = []
            for listing in edition.listings[start..<end] {
                let identifier = try identifier(
                    of: listing.key, isNaturalPerson: listing.isNaturalPerson)
                seen.insert(identifier.description)
                group.append(command(identifier, listing))
            }
            try await enter(group)
            progress(.entering(sponsors: end, of: total))
        }
    }

    /// Walks the sponsors known from earlier editions and enters those no longer listed.
    mutating func enterDeparted() async throws {
        let prefix = "\(sponsors.scheme.rawValue):"
        var last = prefix
        while true {
            let after = last
            let page = try await Archive.reachable {
                try await registry.query(as: .local) {
                    $0.fetchAll(
                        PartyStore.keysWithPrefix, after, prefix + "~",
                        Int64(Self.groupCount))
                }
            }.value
            guard let end = page.last else { return }
            last = end.key
            let gone = page.filter { !seen.contains($0.key) && !unread.contains($0.key) }
            let leftOpen = try await naturalPersonsLeftOpen(among: gone.map(\.party))
            var group: [any Command] = []
            for row in gone where !leftOpen.contains(row.party) {
                group.append(command(try Identifier(parsing: row.key), nil))
            }
            try await enter(group)
        }
    }

    /// The natural persons of whom the edition may yet say something on a damaged row. Their
    /// names are sealed, so no command can compare them.
    private func naturalPersonsLeftOpen(
        among parties: [PartyID]
    ) async throws -> Set<PartyID> {
        guard !parties.isEmpty else { return [] }
        let rows = try await Archive.reachable {
            try await registry.query(as: .local) { $0.fetchAll(PartyStore.rows, parties) }
        }.value
        var leftOpen: Set<PartyID> = []
        for row in rows where row.name == nil {
            let person = try await registry.showParty(PartyAddress(row.party), by: .local)
            guard let name = person.name else { continue }
            if edition.leavesOpen(SponsorKey(name: name, town: person.town ?? "")) {
                leftOpen.insert(row.party)
            }
        }
        return leftOpen
    }

    mutating func finish() async throws -> ImportReport {
        let record = EditionImport(
            regime: regime, editionDate: edition.date, sha256: edition.sha256,
            counts: report.counts)
        report.entry = try await registry.registrar.submit(
            RecordEdition(actor: actor, edition: record)
        ).entry
        return report
    }

    private mutating func enter(_ group: [any Command]) async throws {
        guard !group.isEmpty else { return }
        for result in await registry.registrar.submit(group: group) {
            report.add(try result.get())
        }
    }

    private func command(
        _ identifier: Identifier, _ listing: SponsorListing?
    ) -> ListSponsor {
        let edition = edition
        return ListSponsor(
            actor: actor, address: PartyAddress(identifier), identifier: identifier,
            listing: listing, leavesOpen: { edition.leavesOpen($0) }, regime: regime,
            sponsors: sponsors,
            previous: previous, date: edition.date)
    }

    private func identifier(
        of key: SponsorKey, isNaturalPerson: Bool
    ) throws -> Identifier {
        let value =
            isNaturalPerson
            ? RegisterIdentity.value(key, secret: registry.keyring.reference)
            : RegisterIdentity.value(key)
        return try Identifier(scheme: sponsors.scheme, value: value)
    }
}
