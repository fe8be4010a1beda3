// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Ledger
import Policy
import Postgres
import Store

/// Folds every party again, a page at a time, and compares all that is derived from the ledger.
struct FoldVerification {
    var report: VerifyReport
    private let shelf: PolicyShelf

    /// How many parties are folded at a time.
    private static let pageCount = 500

    init(report: VerifyReport, shelf: PolicyShelf) {
        self.report = report
        self.shelf = shelf
    }

    mutating func run(
        on connection: Connection, progress: (Int64, Int64) -> Void
    ) async throws {
        let total = try await connection.fetchOne(PartyStore.counts).parties
        var last = PartyID(high: 0, low: 0)
        while true {
            let page = try await connection.fetchAll(
                VerificationStore.parties, last, Int64(Self.pageCount))
            guard let end = page.last else { break }
            try await compare(page, on: connection)
            last = end
            progress(report.parties, max(total, report.parties))
        }
        for orphan in try await connection.fetchAll(VerificationStore.orphans) {
            report.note("\(orphan.place) of party \(orphan.party)", "the party has no entry")
        }
    }

    private mutating func compare(
        _ page: [PartyID], on connection: Connection
    ) async throws {
        let rows = try await connection.pipeline { pipeline in
            (
                entries: pipeline.fetchAll(VerificationStore.entries, page),
                history: pipeline.fetchAll(VerificationStore.history, page),
                standings: pipeline.fetchAll(VerificationStore.standings, page),
                partyRows: pipeline.fetchAll(PartyStore.rows, page),
                keys: pipeline.fetchAll(VerificationStore.keys, page),
                records: pipeline.fetchAll(VerificationStore.records, page),
                sanctions: pipeline.fetchAll(SanctionStore.ofParties, page),
                proceedings: pipeline.fetchAll(ProceedingStore.ofParties, page),
                duties: pipeline.fetchAll(DutyStore.ofParties, page),
                tallies: pipeline.fetchAll(EventTallyStore.ofParties, page),
                register: pipeline.fetchAll(RegisterStore.ofParties, page),
                bands: pipeline.fetchAll(RegisterStore.bands, page)
            )
        }
        let entries = Dictionary(grouping: rows.entries.value) { $0.party }
        let history = Dictionary(grouping: rows.history.value) { $0.party }
        let standings = Dictionary(grouping: rows.standings.value) { $0.key.party }
        let partyRows = Dictionary(grouping: rows.partyRows.value) { $0.party }
        let keys = Dictionary(grouping: rows.keys.value) { $0.party }
        let records = Dictionary(grouping: rows.records.value) { $0.party }
        let sanctions = Dictionary(grouping: rows.sanctions.value) { $0.party }
        let proceedings = Dictionary(grouping: rows.proceedings.value) { $0.party }
        let duties = Dictionary(grouping: rows.duties.value) { $0.party }
        let tallies = Dictionary(grouping: rows.tallies.value) { $0.party }
        let register = Dictionary(grouping: rows.register.value) { $0.party }
        let bands = Dictionary(grouping: rows.bands.value) { $0.key.party }
        for party in page {
            report.parties += 1
            guard let folded = fold(entries[party] ?? [], of: party) else { continue }
            compareHistory(folded, history[party] ?? [])
            compareStandings(folded, standings[party] ?? [])
            comparePartyRow(folded, partyRows[party] ?? [])
            compareKeys(folded.dossier, (keys[party] ?? []).map(\.key))
            compareRecords(folded.dossier, records[party] ?? [])
            compareSanctions(folded, sanctions[party] ?? [])
            compareProceedings(folded.dossier, proceedings[party] ?? [])
            DutyVerification.compare(folded.duties, of: party, duties[party] ?? [], &report)
            compareTallies(folded, tallies[party] ?? [])
            RegisterVerification.compare(folded.register, of: party, register[party] ?? [], &report)
            RegisterVerification.compareBands(
                bands[party] ?? [], of: folded.dossier, standings[party] ?? [], shelf, &report)
        }
    }

    private struct Folded {
        var dossier: Dossier
        var changedBy: [HistoryKey: EntryNumber]
        /// The entry that brought an event into a group last, or out of it.
        var talliedIn: [EventGroup: EntryNumber] = [:]
        /// The entry that registered the party, or amended its record last.
        var writtenIn: EntryNumber
        var last: EntryNumber
        var lastRecordedAt: Instant
        /// Each duty as it is listed.
        var duties: [DutyID: ListedDuty] = [:]
        /// What each entry changed in the public register.
        var register: [(record: RegisterRecord, entry: EntryNumber)] = []
    }

    private mutating func fold(_ rows: [StoredEntry], of party: PartyID) -> Folded? {
        var folded: Folded?
        for row in rows {
            do {
                let entry = try EntryBytes.decode(row.bytes)
                let record: HistoryRecord
                if case .partyRegistered(let value) = entry.body {
                    guard folded == nil else { throw FoldError.alreadyRegistered }
                    record = .party(value, isErased: false)
                    folded = Folded(
                        dossier: Dossier(party: value), changedBy: [:],
                        writtenIn: row.number, last: row.number,
                        lastRecordedAt: entry.recordedAt)
                } else {
                    if let before = folded?.dossier.event(of: entry.body) {
                        folded?.talliedIn[EventGroup(before)] = row.number
                    }
                    guard let changed = try folded?.dossier.apply(entry.body) else {
                        throw FoldError.notRegistered
                    }
                    record = changed
                    if case .partyAmended = entry.body { folded?.writtenIn = row.number }
                }
                if case .event(let event) = record {
                    folded?.talliedIn[EventGroup(event)] = row.number
                }
                if case .duty(let duty) = record {
                    folded?.duties[duty.id] = ListedDuty(
                        duty, entry: row.number, at: entry.recordedAt)
                }
                folded?.changedBy[record.key] = row.number
                let shown = folded?.dossier.registerRecords(changedBy: entry.body) ?? []
                folded?.register += shown.map { ($0, row.number) }
                folded?.last = row.number
                folded?.lastRecordedAt = entry.recordedAt
            } catch {
                report.note("entry \(row.number)", "it does not fold: \(error)")
                return nil
            }
        }
        return folded
    }

    private mutating func compareHistory(_ folded: Folded, _ rows: [KeyedHistoryRow]) {
        var expected = Dictionary(
            folded.dossier.records.map { ($0.key, $0.bytes) }, uniquingKeysWith: { $1 })
        for row in rows {
            report.historyRows += 1
            let key = HistoryKey(kind: row.kind, high: row.record.high, low: row.record.low)
            let place = "history \(row.kind.rawValue) \(row.record) of party \(row.party)"
            guard let bytes = expected.removeValue(forKey: key) else {
                report.note(place, "no entry makes this row")
                continue
            }
            if bytes != row.bytes { report.note(place, "it is not what its entries fold to") }
            if folded.changedBy[key] != row.entry {
                report.note(place, "another entry changed it last than it says")
            }
        }
        for key in expected.keys {
            report.note(
                "history \(key.kind.rawValue) \(key.record) of party "
                    + "\(folded.dossier.party.id)", "the row is missing")
        }
    }

    private mutating func compareStandings(_ folded: Folded, _ rows: [StoredStanding]) {
        var expected = Set(StandingRule.keys(of: folded.dossier))
        for row in rows {
            report.standings += 1
            let place = Self.place(of: row.key)
            guard expected.remove(row.key) != nil else {
                report.note(place, "no entry makes this standing")
                continue
            }
            if row.entry != folded.last {
                report.note(place, "it was not written with the party's last entry")
            }
            guard let stored = try? Standing(key: row.key, bytes: row.bytes),
                let policy = try? shelf.policy(stored.policy)
            else {
                report.note(place, "it cannot be read, or names a law that was never enacted")
                continue
            }
            let again = try? StandingRule.standing(
                of: folded.dossier, key: row.key, policy: policy, from: stored.from)
            if again?.bytes != row.bytes {
                report.note(place, "it is not what the history and the law give")
            }
        }
        for key in expected where !isTooLarge(key, of: folded) {
            report.note(Self.place(of: key), "the standing is missing")
        }
    }

    /// A standing that cannot be stored is rightly absent.
    private func isTooLarge(_ key: StandingKey, of folded: Folded) -> Bool {
        guard let first = shelf.versions(of: key.regime).first?.policy else { return true }
        let day = first.day(at: folded.lastRecordedAt)
        guard let policy = try? shelf.policy(key.regime, on: day),
            let standing = try? StandingRule.standing(
                of: folded.dossier, key: key, policy: policy, from: day)
        else { return true }
        return standing.bytes.count > Standing.maximumBytes
    }

    private mutating func comparePartyRow(_ folded: Folded, _ rows: [PartyRow]) {
        let expected = PartyRow(folded.dossier.party, entry: folded.writtenIn)
        if rows.count != 1 || rows.first != expected {
            report.note("party \(folded.dossier.party.id)", "its row is not as it was registered")
        }
    }

    private mutating func compareKeys(_ dossier: Dossier, _ keys: [String]) {
        let party = dossier.party
        if Set(party.addresses.map(\.key)) != Set(keys) {
            report.note("party_key of party \(party.id)", "its keys are not those registered")
        }
    }

    private mutating func compareRecords(_ dossier: Dossier, _ rows: [IndexedRecord]) {
        let party = dossier.party.id
        let expected = dossier.records.compactMap { record -> IndexedRecord? in
            switch record {
            case .party: nil
            case .event(let event): IndexedRecord(record.key, of: party, origin: event.origin)
            default: IndexedRecord(record.key, of: party)
            }
        }
        if Set(expected) != Set(rows) || expected.count != rows.count {
            report.note(
                "index of party \(party)",
                "its records are not those of its entries")
        }
    }

    private mutating func compareSanctions(_ folded: Folded, _ rows: [ListedSanction]) {
        let party = folded.dossier.party.id
        let expected = folded.dossier.sanctions.values.map { record in
            ListedSanction(
                record, of: party,
                entry: folded.changedBy[HistoryRecord.sanction(record).key] ?? .none)
        }
        if Set(expected) != Set(rows) || expected.count != rows.count {
            report.note("sanction of party \(party)", "its rows are not those of its entries")
        }
    }

    private mutating func compareProceedings(_ dossier: Dossier, _ rows: [ProceedingStates]) {
        let party = dossier.party.id
        let expected = dossier.proceedings.values.map { ProceedingStates($0, of: party) }
        if Set(expected) != Set(rows) || expected.count != rows.count {
            report.note("proceeding of party \(party)", "its rows are not those of its entries")
        }
    }

    private mutating func compareTallies(_ folded: Folded, _ rows: [EventTallyRow]) {
        let party = folded.dossier.party.id
        let expected = folded.dossier.tally.groups.map { group, lines in
            EventTallyRow(
                party: party, group: group, entry: folded.talliedIn[group] ?? .none,
                lines: lines)
        }
        if Set(expected) != Set(rows) || expected.count != rows.count {
            report.note("event_tally of party \(party)", "its numbers are not those of its entries")
        }
    }

    private static func place(of key: StandingKey) -> String {
        "standing \(key.role.rawValue) \(key.regime) of party \(key.party)"
    }
}
