// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Names
import Policy
import Postgres
import Scoring
import Store

/// Which parties are looked for: those of which everything holds that is given.
public struct PartySearch: Hashable, Sendable {
    /// An identifier, with or without its scheme, or words of a name in any script.
    public let text: String?
    /// The regime that it is registered under.
    public let regime: RegimeCode?
    /// The region that its seat lies in.
    public let region: RegionCode?
    /// The role of an accreditation that it holds today; with a band, the role so rated too.
    public let role: Role?
    /// The route of an accreditation that it holds today.
    public let route: RouteCode?
    /// The band that it is in today.
    public let band: BandCode?

    /// Makes a search.
    public init(
        text: String? = nil, regime: RegimeCode? = nil, region: RegionCode? = nil,
        role: Role? = nil, route: RouteCode? = nil, band: BandCode? = nil
    ) {
        self.text = text
        self.regime = regime
        self.region = region
        self.role = role
        self.route = route
        self.band = band
    }
}

/// A party as a search shows it. A natural person has neither name nor identifiers here.
public struct FoundParty: Hashable, Sendable {
    /// The party.
    public let id: PartyID
    /// What kind of party, as written.
    public let kind: String
    /// Its name; nil for a natural person.
    public let name: String?
    /// The region of its seat.
    public let region: RegionCode
    /// The regime it is registered under.
    public let regime: RegimeCode
    /// Every identifier that it bears or bore, as `scheme:value`; none for a natural person.
    public let identifiers: [String]
}

/// The place of a party in what a search finds: who bears the identifier, then names that begin
/// with the text, then names that hold its words, and where no text is given every name, then
/// whoever has none; by the normal form of the name and the id within each.
public struct SearchKey: Hashable, Sendable, CustomStringConvertible {
    /// The parts of a search, in order.
    enum Stage: Int, CaseIterable {
        case identified, prefixed, containing, named, unnamed
    }

    let stage: Stage
    let name: String
    let party: PartyID

    static let none = PartyID(high: 0, low: 0)

    init(stage: Stage, name: String, party: PartyID) {
        self.stage = stage
        self.name = name
        self.party = party
    }

    /// The key in letters, digits, hyphens and dots.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        let name = name.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "\(stage.rawValue).\(party).\(String(decoding: name, as: UTF8.self))"
    }

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 1, let number = Int(parts[0]),
            let stage = Stage(rawValue: number), let party = PartyID(String(parts[1])),
            parts[2].utf8.count % 2 == 0
        else { return nil }
        var bytes: [UInt8] = []
        var rest = parts[2][...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16), rest.first != "+" else {
                return nil
            }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        guard let name = String(validating: bytes, as: UTF8.self), !name.contains("\0") else {
            return nil
        }
        self.init(stage: stage, name: name, party: party)
        // One key, one text: what is written otherwise was not given by us.
        guard description == text else { return nil }
    }
}

extension Registry {
    /// The parties that `principal` may know of and everything asked for holds of, a page at a
    /// time. To look by band is to read ratings: an officer finds parties of the territory only.
    ///
    /// A page may hold fewer rows than asked for, and still be followed by others: bands that no
    /// standing tells under the law of today are worked out party by party, and a page ends after
    /// a hundred of them.
    ///
    /// - Throws: `Refusal.forbidden` for roles that read no register, or no ratings.
    public func searchParties(
        _ search: PartySearch, after: SearchKey?, limit: Int, by principal: Principal
    ) async throws -> ListPage<FoundParty, SearchKey> {
        try Self.demandSearch(search, by: principal)
        let law = try lawOfToday()
        let (head, found) = try await Archive.reachable {
            try await queries.read(as: principal, .showing, .repeatableRead) { connection in
                let head = try await connection.fetchOne(LedgerStore.head)
                _ = try await connection.fetchOne(RegisterStore.planForValues)
                var run = SearchRun(search: search, law: law, limit: limit + 1)
                try await run.find(after: after, on: connection)
                return (head, run.found)
            }
        }
        var rows: [FoundParty] = []
        var last: SearchKey?
        var rated = 0
        for (key, party) in found.prefix(limit) {
            if !party.isCertain {
                guard rated < Self.ratedCount else { break }
                rated += 1
            }
            last = key
            let isFound = party.isCertain ? true : try await isInBand(party, search, principal)
            if isFound { rows.append(FoundParty(party)) }
        }
        let isEnd = last == found.last?.key
        return ListPage(
            rows: rows, next: isEnd ? nil : last,
            knownAt: KnownAt(entry: head.size, at: head.recordedAt))
    }

    /// How many parties are rated for one page.
    private static var ratedCount: Int { 100 }

    private static func demandSearch(
        _ search: PartySearch, by principal: Principal
    ) throws(Refusal) {
        switch principal.role {
        case .anyone, .visaDesk: throw Access.roleForbidden
        case .administrator where search.band != nil: throw Access.roleForbidden
        case .administrator, .system, .regulator, .decider, .employer, .auditor: return
        }
    }

    /// The legal day of each regime, and the law of it.
    private func lawOfToday() throws -> [(policy: PolicyReference, day: CivilDate)] {
        try shelf.regimes.map { regime in
            let day = try today(under: regime)
            return (try shelf.policy(regime, on: day).reference, day)
        }
    }

    /// Rates a party whose band no standing tells, by the numbers of its events.
    private func isInBand(
        _ party: SearchedParty, _ search: PartySearch, _ principal: Principal
    ) async throws -> Bool {
        guard let dossier = try await archive.tallied(party.party, as: principal, .showing).dossier
        else { return false }
        for key in StandingRule.keys(of: dossier)
        where search.role == nil || key.role == search.role {
            let day = try today(under: key.regime)
            let policy = try shelf.policy(key.regime, on: day)
            // Where the law has no value for the day there is no band either.
            let steps = try? RatingRule.steps(
                dossier, role: key.role, policy: policy, from: day, countMaximum: 1)
            if let band = steps?.first?.band, band == search.band { return true }
        }
        return false
    }
}

/// One search, part after part, until enough is found.
private struct SearchRun {
    let search: PartySearch
    let law: [(policy: PolicyReference, day: CivilDate)]
    let limit: Int
    var found: [(key: SearchKey, party: SearchedParty)] = []

    init(search: PartySearch, law: [(policy: PolicyReference, day: CivilDate)], limit: Int) {
        self.search = search
        self.law = law
        self.limit = limit
    }

    mutating func find(after: SearchKey?, on connection: Connection) async throws {
        guard let text = search.text else {
            return try await run([.named, .unnamed], after: after, Text(), on: connection)
        }
        guard let name = NameSearch(text) else { return }
        let keys = Self.addresses(text)
        let bearers =
            keys.isEmpty ? [] : try await connection.fetchAll(PartyStore.byKeys, keys).map(\.party)
        try await run(
            [.identified, .prefixed, .containing], after: after,
            Text(name: name, bearers: bearers), on: connection)
    }

    private struct Text {
        var name: NameSearch?
        var bearers: [PartyID] = []
    }

    private mutating func run(
        _ stages: [SearchKey.Stage], after: SearchKey?, _ text: Text,
        on connection: Connection
    ) async throws {
        for stage in stages where found.count < limit {
            if let after, stage.rawValue < after.stage.rawValue { continue }
            let start = after?.stage == stage ? after : nil
            let rows = try await self.rows(stage, after: start, text, on: connection)
            found += rows.map { row in
                (SearchKey(stage: stage, name: row.nameKey, party: row.party), row)
            }
        }
    }

    private func rows(
        _ stage: SearchKey.Stage, after: SearchKey?, _ text: Text, on connection: Connection
    ) async throws -> [SearchedParty] {
        let party = after?.party ?? SearchKey.none
        let name = after?.name ?? ""
        let typed = text.name?.text ?? ""
        let regime = search.regime?.text
        let region = search.region?.text
        let role = search.role?.rawValue
        let route = search.route?.text
        let band = search.band?.text
        let codes = law.map(\.policy.code.text)
        let days = law.map(\.day)
        let hashes = law.map(\.policy.sha256)
        let count = Int64(limit - found.count)
        switch stage {
        case .identified:
            guard !text.bearers.isEmpty else { return [] }
            return try await connection.fetchAll(
                SearchStore.identified, regime, region, role, route, band, codes, days, hashes,
                count, text.bearers, party)
        case .prefixed:
            return try await connection.fetchAll(
                SearchStore.prefixed, regime, region, role, route, band, codes, days, hashes,
                count, name, party, typed, text.bearers)
        case .containing:
            return try await connection.fetchAll(
                SearchStore.containing, regime, region, role, route, band, codes, days, hashes,
                count, name, party, typed, text.bearers, text.name?.grams ?? [],
                text.name?.patterns ?? [], text.name?.beginnings ?? [])
        case .named:
            return try await connection.fetchAll(
                SearchStore.named, regime, region, role, route, band, codes, days, hashes,
                count, name, party)
        case .unnamed:
            return try await connection.fetchAll(
                SearchStore.unnamed, regime, region, role, route, band, codes, days, hashes,
                count, party)
        }
    }

    /// Every address that a text may be: an id, `scheme:value`, or a value of any scheme.
    private static func addresses(_ text: String) -> [String] {
        if let address = try? PartyAddress(parsing: text) { return [address.key] }
        return IdentifierScheme.allCases.compactMap { scheme in
            (try? Identifier(scheme: scheme, value: text)).map { PartyAddress($0).key }
        }
    }
}

extension FoundParty {
    fileprivate init(_ row: SearchedParty) {
        self.id = row.party
        self.kind = row.kind
        self.name = row.name
        self.region = RegionCode(row.region)
        self.regime = RegimeCode(row.regime)
        self.identifiers = row.identifiers
    }
}
