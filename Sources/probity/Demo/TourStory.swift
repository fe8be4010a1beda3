// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Policy
import Postgres
import Service
import Store

/// Enters the story of the demo's inviter, step by step; a step that was taken before is left.
struct TourStory: Sendable {
    let address: PartyAddress
    let role = Role.inviter
    /// The model law, as of today.
    let policy: Policy
    private let registry: Registry
    private let today: CivilDate
    private let identifier: Identifier

    /// What the story tells of a company that keeps its papers in order.
    private static let facts: [JSONValue.Member] = [
        .init("booksKept", .bool(true)), .init("employees", .integer(80)),
        .init("handlerDesignated", .bool(true)), .init("monthsInOperation", .integer(60)),
        .init("paymentRecordsComplete", .bool(true)), .init("recordsComplete", .bool(true)),
    ]
    private static let route = RouteCode("cn-visa-f")
    private static let goodOutcomeIndicator = IndicatorCode("cn.outcome.on-time")
    private static let violationIndicator = IndicatorCode("cn.invitation.false-statement")
    /// The made-up code of a made-up company.
    private static let companyCode = "91350100M000100Y43"
    private static let territory = RegionCode("CN-35")
    /// Under which name the demo reports events, so that it knows them again.
    private static let system = "probity-demo"
    private static let goodOutcome = EventOrigin(system: system, id: "good-outcome")
    private static let violation = EventOrigin(system: system, id: "violation")

    init(_ registry: Registry) throws {
        self.registry = registry
        let code = RegimeCode("cn-model")
        today = try registry.today(under: code)
        policy = try registry.shelf.policy(code, on: today)
        identifier = try Identifier(scheme: .uscc, value: Self.companyCode)
        address = PartyAddress(identifier)
    }

    /// Registers the inviter and accredits it.
    func registerParty() async throws {
        guard try await registry.archive.find(address, as: .local) == nil else { return }
        _ = try await registry.registrar.submit(
            RegisterParty(
                RegisterParty.Details(
                    kind: .organisation, name: "福州示例科技有限公司 Fuzhou Example Technology Ltd",
                    town: "福州 Fuzhou", region: Self.territory, regime: policy.code,
                    identifiers: [identifier], facts: Self.facts),
                by: .local))
        _ = try await registry.registrar.submit(
            GrantAccreditation(
                GrantAccreditation.Details(
                    party: address, role: role, route: Self.route, regions: [],
                    from: today.adding(months: -12), expiresOn: nil, band: nil, services: []),
                by: .local))
    }

    /// Has an officer report that a guest went home in time, and then a false invitation, as an
    /// allegation.
    func reportEvents() async throws {
        guard try await event(Self.violation) == nil else { return }
        let officer = try await officer("officer of the demo")
        try await report(
            Self.goodOutcomeIndicator, .confirmed, Self.goodOutcome, daysAgo: 60, by: officer)
        try await report(
            Self.violationIndicator, .alleged, Self.violation, daysAgo: 10, by: officer)
    }

    /// Has the second officer confirm it, after the first was refused to do so himself; gives
    /// that refusal.
    func confirmViolation() async throws -> LocalText? {
        guard let event = try await event(Self.violation), event.state == .alleged else {
            return nil
        }
        var refused: LocalText?
        do {
            let same = try await officer("officer of the demo, again", as: event.reporter)
            _ = try await registry.registrar.submit(ConfirmEvent(event.id, by: same))
        } catch let refusal as Refusal where refusal.kind == .rule {
            refused = refusal.message
        }
        let second = try await officer("second officer of the demo")
        _ = try await registry.registrar.submit(ConfirmEvent(event.id, by: second))
        return refused
    }

    /// The entries that reported and confirmed the violation.
    func entries() async throws -> (reported: EntryNumber?, confirmed: EntryNumber?) {
        guard let event = try await event(Self.violation),
            let party = try await registry.archive.find(address, as: .local)?.party
        else { return (nil, nil) }
        let rows = try await registry.query(as: .local) {
            $0.fetchAll(LedgerStore.entriesOfParty, party, EntryNumber.latest)
        }
        var found: (reported: EntryNumber?, confirmed: EntryNumber?)
        for row in rows.value {
            switch try EntryBytes.decode(row.bytes).body {
            case .eventReported(let record) where record.id == event.id:
                found.reported = row.number
            case .eventConfirmed(event.id, on: _): found.confirmed = row.number
            default: break
            }
        }
        return found
    }

    private func report(
        _ indicator: IndicatorCode, _ state: EventState, _ origin: EventOrigin, daysAgo: Int,
        by officer: Principal
    ) async throws {
        guard try await event(origin) == nil else { return }
        _ = try await registry.registrar.submit(
            ReportEvent(
                ReportEvent.Details(
                    party: address, role: role, indicator: indicator, state: state,
                    occurredOn: today.adding(days: -daysAgo), origin: origin),
                by: officer))
    }

    private func event(_ origin: EventOrigin) async throws -> EventRecord? {
        guard let party = try await registry.archive.find(address, as: .local)?.party else {
            return nil
        }
        let dossier = try await registry.archive.dossier(of: party, as: .local).dossier
        return dossier?.events.values.first { $0.origin == origin }
    }

    /// An officer of the inviter's territory, known by a token of his own.
    private func officer(_ label: String, as token: TokenID? = nil) async throws -> Principal {
        let authority = AuthorityCode("demo-authority")
        let id: TokenID
        if let token {
            id = token
        } else {
            let wanted = TokenRequest(
                role: .regulator, label: label, authority: authority,
                territory: Self.territory, parties: [],
                expiresAt: registry.clock().adding(microseconds: 86_400_000_000))
            id = try await registry.issueToken(wanted, by: .local, isEstablishing: true).view.id
        }
        return Principal(
            token: id, role: .regulator, authority: authority, territory: Self.territory)
    }
}
