// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
import Postgres
import Store

/// Which duties are wanted; nil narrows nothing.
public struct DutyFilter: Sendable, Hashable {
    /// In which state.
    public let state: DutyState?
    /// Those whose last day lies before this one.
    public let dueBefore: CivilDate?
    /// Of which duty of a regime.
    public let duty: DutyCode?
    /// The legal day by which open ones are told from overdue ones; nil for each regime's own
    /// today.
    public let asOf: CivilDate?

    /// Makes a filter.
    public init(
        state: DutyState? = nil, dueBefore: CivilDate? = nil, duty: DutyCode? = nil,
        asOf: CivilDate? = nil
    ) {
        self.state = state
        self.dueBefore = dueBefore
        self.duty = duty
        self.asOf = asOf
    }
}

/// A duty as it may be shown.
public struct DutyView: Sendable {
    /// The duty.
    public let record: DutyRecord
    /// What the law calls it.
    public let title: LocalText
    /// The legal day on which it is looked at.
    public let day: CivilDate
    /// When it was last changed.
    public let changedAt: Instant
    /// How many days before its last one the party is reminded.
    public let remindDays: [Int]
}

extension Registry {
    /// The duties that `principal` may see, of one party or of all, in the order of their last
    /// days: an officer those within the territory, an employer its own.
    ///
    /// - Throws: `Refusal`.
    public func listDuties(
        of address: PartyAddress?, _ filter: DutyFilter, after: DutyPlace?, limit: Int,
        by principal: Principal
    ) async throws -> ListPage<DutyView, DutyPlace> {
        var party: PartyID?
        if let address {
            party = try await archive.party(address, for: .readDuties, as: principal)
        } else if Access.verdict(principal, .readDuties, .register) == .forbidden {
            try Access.demand(principal, .readDuties, .register)
        }
        let days = try days(asOf: filter.asOf)
        let question = DutyStore.Question(
            state: filter.state, dueBefore: filter.dueBefore, duty: filter.duty, days: days,
            after: after, limit: limit + 1)
        let (head, rows) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                _ = pipeline.fetchOne(RegisterStore.planForValues)
                return (
                    pipeline.fetchOne(LedgerStore.head),
                    pipeline.fetchDuties(of: party, question)
                )
            }
        }
        if let party { note(.party, of: party, by: principal) }
        let page = rows.value.prefix(limit)
        return ListPage(
            rows: try page.map { try view($0, days) },
            next: rows.value.count > limit ? page.last.map(DutyPlace.init) : nil,
            knownAt: KnownAt(entry: head.value.size, at: head.value.recordedAt))
    }

    /// One duty that `principal` may see.
    ///
    /// - Throws: `duty.unknown`.
    public func showDuty(
        _ id: DutyID, by principal: Principal
    ) async throws -> (view: DutyView, knownAt: KnownAt) {
        if Access.verdict(principal, .readDuties, .register) == .forbidden {
            try Access.demand(principal, .readDuties, .register)
        }
        let (head, row) = try await Archive.reachable {
            try await query(as: principal) { pipeline in
                (
                    pipeline.fetchOne(LedgerStore.head),
                    pipeline.fetchOptional(DutyStore.find, id)
                )
            }
        }
        guard let row = row.value else { throw Refusal.unknown("duty", zh: "义务") }
        note(.party, of: row.party, by: principal)
        return (
            try view(row, try days(asOf: nil)),
            KnownAt(entry: head.value.size, at: head.value.recordedAt)
        )
    }

    /// The duty that a command was about, as the command left it.
    ///
    /// - Throws: `Refusal`.
    public func duty(
        after receipt: Receipt, by principal: Principal
    ) async throws -> (view: DutyView, knownAt: KnownAt) {
        let knownAt = KnownAt(entry: receipt.entry, at: receipt.recordedAt)
        let id = receipt.subject?.of(DutySubject.self)
        var found: DutyRecord?
        for case .dutyChanged(_, let record) in receipt.bodies where record.id == id {
            found = record
        }
        if found == nil, let id {
            // Answered before: as it stood then.
            let owner = try await showDuty(id, by: principal).view.record.party
            found = try await archive.dossier(
                of: owner, knownAt: .entry(receipt.entry), as: principal
            ).dossier?.duties[id]
        }
        guard let found else { throw Refusal.unknown("duty", zh: "义务") }
        note(.party, of: found.party, by: principal)
        let day = try today(under: found.regime)
        return (view(found, on: day, changedAt: receipt.recordedAt), knownAt)
    }

    private func days(asOf: CivilDate?) throws -> [RegimeCode: CivilDate] {
        var days: [RegimeCode: CivilDate] = [:]
        for regime in shelf.regimes { days[regime] = try asOf ?? today(under: regime) }
        return days
    }

    private func view(
        _ row: ListedDuty, _ days: [RegimeCode: CivilDate]
    ) throws -> DutyView {
        let record: DutyRecord
        do { record = try DutyRecord(try JSONValue(parsing: row.bytes)) } catch {
            throw RecordError()
        }
        let day = try days[record.regime] ?? today(under: record.regime)
        return view(record, on: day, changedAt: row.changedAt)
    }

    private func view(
        _ record: DutyRecord, on day: CivilDate, changedAt: Instant
    ) -> DutyView {
        let duty = (try? shelf.policy(record.regime, on: day))?.procedure.duties[record.duty]
        return DutyView(
            record: record,
            title: duty?.title ?? LocalText(en: record.duty.text, zh: record.duty.text),
            day: day, changedAt: changedAt,
            remindDays: (try? duty?.rule.value(on: record.raisedOn))?.value.remindDays ?? [])
    }
}
