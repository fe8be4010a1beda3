// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Names
import Policy
import Postgres
import Store

/// The rows of one batch, written in one pipeline: one statement a table.
struct BatchRows {
    struct RecordKey: Hashable {
        let party: PartyID
        let key: HistoryKey
    }

    private var entries: [(entry: Entry, bytes: [UInt8], leaf: TreeHash)] = []
    var subtrees: [CompletedSubtree] = []
    var history: [RecordKey: (record: HistoryRecord, entry: EntryNumber)] = [:]
    var derived = DerivedRows()
    var register: [(record: RegisterRecord, entry: EntryNumber)] = []
    var keys: [(key: String, party: PartyID)] = []
    var parties: [PartyID: (record: PartyRecord, entry: EntryNumber)] = [:]
    var sanctions: [SanctionID: (record: SanctionRecord, party: PartyID, entry: EntryNumber)] =
        [:]
    var proceedings: [ProceedingID: ProceedingStates] = [:]
    var duties: [DutyID: ListedDuty] = [:]
    /// The reminders of each duty that was changed: they take the place of those not sent yet.
    var reminders: [DutyID: [OutboxMessage]] = [:]
    var ties: [(key: HistoryKey, party: PartyID)] = []
    var accreditations: [(id: AccreditationID, party: PartyID)] = []
    var events: [(event: EventRecord, party: PartyID)] = []
    var personKeys: [(party: PartyID, wrapped: [UInt8])] = []
    var texts: [(text: Filing.NewText, party: PartyID)] = []
    var erased: [PartyID] = []
    var answers: [RequestScope: RememberedRequest] = [:]
    var policies:
        [(reference: PolicyReference, pack: [UInt8], from: CivilDate, entry: EntryNumber)] = []
    var drafts: [(law: Filing.NewLaw, entry: EntryNumber)] = []
    var editions: [(edition: EditionImport, entry: EntryNumber)] = []
    var authorities: [AuthorityCode: Authority] = [:]

    /// Destroys a party's key, and drops what the batch would have added under it before.
    mutating func erase(_ party: PartyID) {
        erased.append(party)
        personKeys.removeAll { $0.party == party }
        texts.removeAll { $0.party == party }
    }

    mutating func append(_ entry: Entry, bytes: [UInt8], leaf: TreeHash) {
        entries.append((entry, bytes, leaf))
    }

    func write(
        _ pipeline: inout Pipeline, size: EntryNumber, recordedAt: Instant, compactRange: [UInt8]
    ) {
        writeLedger(&pipeline)
        writeDerived(&pipeline)
        writePersonal(&pipeline, at: recordedAt)
        writeLaw(&pipeline)
        writeAuthorities(&pipeline)
        pipeline.execute(LedgerStore.moveHead, size, recordedAt, compactRange)
    }

    private func writeLedger(_ pipeline: inout Pipeline) {
        _ = pipeline.execute(
            LedgerStore.append, entries.map(\.entry.number), entries.map(\.entry.recordedAt),
            entries.map(\.entry.body.kind), entries.map(\.entry.party), entries.map(\.bytes),
            entries.map(\.leaf))
        guard !subtrees.isEmpty else { return }
        _ = pipeline.execute(
            LedgerStore.appendSubtrees, subtrees.map { Int16($0.subtree.level) },
            subtrees.map { Int64($0.subtree.index) }, subtrees.map(\.hash))
    }

    private func writeDerived(_ pipeline: inout Pipeline) {
        if !history.isEmpty {
            let rows = Array(history)
            _ = pipeline.execute(
                HistoryStore.write, rows.map(\.key.party), rows.map(\.key.key.kind.rawValue),
                rows.map(\.key.key.record),
                rows.map(\.value.entry), rows.map(\.value.record.bytes))
        }
        derived.write(&pipeline)
        writeRegister(&pipeline)
        if !parties.isEmpty { writeParties(&pipeline) }
        if !sanctions.isEmpty {
            let rows = sanctions.values.map { row in
                (row.record, ListedSanction(row.record, of: row.party, entry: row.entry))
            }
            _ = pipeline.execute(
                SanctionStore.write, rows.map(\.1.sanction), rows.map(\.1.party),
                rows.map(\.0.from), rows.map(\.0.end), rows.map(\.0.isPublic),
                rows.map(\.1.bytes), rows.map(\.1.entry))
        }
        if !proceedings.isEmpty { writeProceedings(&pipeline) }
        writeDuties(&pipeline)
        if !ties.isEmpty {
            _ = pipeline.execute(
                TieStore.add, ties.map(\.key.record), ties.map(\.party),
                ties.map(\.key.kind.rawValue))
        }
        if !accreditations.isEmpty {
            _ = pipeline.execute(
                PartyStore.addAccreditations, accreditations.map(\.id),
                accreditations.map(\.party))
        }
        if !events.isEmpty {
            _ = pipeline.execute(
                PartyStore.addEvents, events.map(\.event.id), events.map(\.party),
                events.map(\.event.origin?.system), events.map(\.event.origin?.id))
        }
    }

    private func writeProceedings(_ pipeline: inout Pipeline) {
        let rows = Array(proceedings.values)
        _ = pipeline.execute(
            ProceedingStore.write, rows.map(\.proceeding), rows.map(\.party), rows.map(\.kind),
            rows.map(\.regime), rows.map(\.fromDays), rows.map(\.states), rows.map(\.dueDays))
    }

    private func writeParties(_ pipeline: inout Pipeline) {
        let rows = parties.values.map { PartyRow($0.record, entry: $0.entry) }
        _ = pipeline.execute(
            PartyStore.write, rows.map(\.party), rows.map(\.kind), rows.map(\.region),
            rows.map(\.regime), rows.map(\.name), rows.map(\.nameKey), rows.map(\.townKey),
            rows.map(\.entry))
        guard !keys.isEmpty else { return }
        _ = pipeline.execute(PartyStore.addKeys, keys.map(\.key), keys.map(\.party))
    }

    private func writePersonal(_ pipeline: inout Pipeline, at instant: Instant) {
        // First, so that a note that comes after an erasure in one batch is kept.
        if !erased.isEmpty { _ = pipeline.execute(PersonalStore.destroyKeys, erased) }
        if !personKeys.isEmpty {
            _ = pipeline.execute(
                PersonalStore.addKeys, personKeys.map(\.party), personKeys.map(\.wrapped),
                personKeys.map { _ in instant })
        }
        if !texts.isEmpty {
            _ = pipeline.execute(
                PersonalStore.addTexts, texts.map(\.text.id), texts.map(\.party),
                texts.map(\.text.purpose), texts.map(\.text.sealed), texts.map { _ in instant })
        }
        if !answers.isEmpty {
            let scopes = answers.map(\.key)
            let told = answers.map(\.value)
            _ = pipeline.execute(
                IdempotencyStore.remember, scopes.map(\.principal), scopes.map(\.route),
                scopes.map(\.key), told.map(\.requestHash), told.map(\.entry),
                told.map(\.subject), told.map { _ in instant }, told.map { $0.rating?.bytes })
        }
    }

    private func writeAuthorities(_ pipeline: inout Pipeline) {
        guard !authorities.isEmpty else { return }
        let rows = Array(authorities.values)
        _ = pipeline.execute(
            AuthorityStore.write, rows.map(\.record.code.text), rows.map(\.record.name),
            rows.map(\.record.parent?.text), rows.map(\.record.territory.text),
            rows.map(\.closedAt), rows.map(\.entry))
    }

    private func writeLaw(_ pipeline: inout Pipeline) {
        for row in policies {
            _ = pipeline.execute(
                PolicyStore.add, row.reference.code.text, row.reference.version,
                row.reference.sha256, row.pack, row.from, row.entry)
        }
        for row in drafts {
            let policy = row.law.policy
            _ = pipeline.execute(
                PolicyDraftStore.add, policy.code.text, policy.reference.version,
                policy.reference.sha256, row.law.pack, policy.title.en, policy.title.zh,
                policy.isDefault, row.entry)
        }
        for row in editions {
            _ = pipeline.execute(
                PolicyStore.addEdition, row.edition.regime.text, row.edition.editionDate,
                row.edition.sha256, row.entry)
        }
    }
}

extension PartyRow {
    /// The row by which a party is listed and searched; a natural person's name is not in it.
    init(_ record: PartyRecord, entry: EntryNumber) {
        let name = record.name.openText
        self.init(
            record, name: name, nameKey: name.map { NormalForm($0).text },
            townKey: record.town?.openText.map { NormalForm($0).text }, entry: entry)
    }
}

extension BatchRows {
    private func writeDuties(_ pipeline: inout Pipeline) {
        guard !duties.isEmpty else { return }
        pipeline.writeDuties(Array(duties.values))
        _ = pipeline.execute(OutboxStore.withdraw, OutboxMessage.reminder, Array(reminders.keys))
        pipeline.writeMessages(reminders.values.flatMap(\.self))
    }

    /// Writes what the public register shows.
    private func writeRegister(_ pipeline: inout Pipeline) {
        guard !register.isEmpty else { return }
        let rows = RegisterRow.versions(register)
        // Only the first of several in one batch follows a version that stands.
        var first: [AccreditationID: EntryNumber] = [:]
        for row in rows where first[row.accreditation] == nil {
            first[row.accreditation] = row.entry
        }
        _ = pipeline.execute(
            RegisterStore.replace, first.map(\.key), first.map(\.value))
        pipeline.writeRegister(rows)
    }
}

extension Pipeline {
    /// Adds rows of the public register.
    @discardableResult
    mutating func writeRegister(_ rows: [RegisterRow]) -> Queued<CommandTag> {
        execute(
            RegisterStore.write, rows.map(\.accreditation), rows.map(\.entry),
            rows.map(\.replacedBy), rows.map(\.party), rows.map(\.regime), rows.map(\.role),
            rows.map(\.route), rows.map(\.region), rows.map(\.isPublished),
            rows.map(\.heldFrom), rows.map(\.overOn), rows.map(\.bytes))
    }
}
