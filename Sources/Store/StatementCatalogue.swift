// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// Every statement of the Store, for the lint that prepares each on the migrated database.
public enum StatementCatalogue {
    /// Their shapes.
    public static let all: [StatementShape] =
        [
            LedgerStore.lockHead.shape, LedgerStore.moveHead.shape, LedgerStore.append.shape,
            LedgerStore.appendSubtrees.shape, LedgerStore.head.shape,
            LedgerStore.headWithRange.shape, LedgerStore.entry.shape,
            LedgerStore.entriesOfParty.shape, LedgerStore.ofKind.shape,
            LedgerStore.allByNumber.shape,
            LedgerStore.subtrees.shape, LedgerStore.allSubtrees.shape, LedgerStore.numberAt.shape,
            HistoryStore.withoutEvents.shape, HistoryStore.events.shape,
            HistoryStore.ties.shape, HistoryStore.ofPartyWithHead.shape, HistoryStore.write.shape,
            StandingStore.byKeys.shape, StandingStore.write.shape, StandingStore.remove.shape,
            PartyStore.byKeys.shape, PartyStore.addKeys.shape, PartyStore.write.shape,
            PartyStore.rows.shape,
            PartyStore.ofEvents.shape, PartyStore.ofAccreditations.shape,
            PartyStore.addEvents.shape, PartyStore.addAccreditations.shape,
            PartyStore.eventsByOrigin.shape, PartyStore.keysWithPrefix.shape,
            PartyStore.counts.shape,
            TieStore.parties.shape, TieStore.add.shape,
            PersonalStore.keys.shape, PersonalStore.addKeys.shape,
            PersonalStore.destroyKeys.shape, PersonalStore.addTexts.shape,
            PersonalStore.texts.shape,
            IdempotencyStore.find.shape, IdempotencyStore.remember.shape,
            IdempotencyStore.forget.shape,
            PolicyStore.all.shape, PolicyStore.since.shape, PolicyStore.pack.shape,
            PolicyStore.count.shape,
            PolicyStore.add.shape,
            PolicyStore.editions.shape, PolicyStore.addEdition.shape,
        ] + PrincipalStore.shapes + TokenStore.shapes + AuthorityStore.shapes
        + PolicyDraftStore.shapes + EventStore.shapes + EventTallyStore.shapes
        + SanctionStore.shapes + ProceedingStore.shapes + DutyStore.shapes + OutboxStore.shapes
        + UndertakingStore.shapes + RegisterStore.shapes + SearchStore.shapes
        + LookUpStore.shapes + ChoreStore.shapes + DerivedRebuildStore.shapes
        + VerificationStore.shapes + RegisterCopy.shapes + Migrator.statements
}
