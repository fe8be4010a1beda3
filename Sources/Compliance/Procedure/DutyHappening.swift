// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What an entry tells that may raise duties of its party, or end them.
struct DutyHappening {
    /// What is done to duties.
    enum Effect {
        /// Those are raised that the law raises by this.
        case raises(Trigger)
        /// Those are ended that the law ends by this word.
        case ends(word: String)
        /// Those that it raised were never owed, since it did not happen.
        case voids
    }

    /// What raises duties, as far as the entries tell it. Reviews and decisions are entries of
    /// their own once there are such; until then they are told, as days are.
    enum Trigger: Hashable {
        case undertaking(DutyRule.Turn)
        case event(IndicatorCode)
        case accreditationGranted

        /// Whether it is what a duty is raised by.
        func raises(_ cause: DutyRule.Cause) -> Bool {
            switch (self, cause) {
            case (.undertaking(let turn), .undertaking(let wanted)): turn == wanted
            case (.event(let indicator), .event(let wanted)): wanted.contains(indicator)
            case (.accreditationGranted, .accreditationGranted): true
            case (_, .undertaking), (_, .event), (_, .accreditationGranted), (_, .reviewOpened),
                (_, .decisionReceived), (_, .day):
                false
            }
        }
    }

    let effect: Effect
    let regime: RegimeCode
    /// The roles in which the party is concerned.
    let roles: [Role]
    /// By what the duties are known that it raises or ends; nil for all of the roles.
    let cause: DutyCause?
    let day: CivilDate

    /// What an entry tells; nil where no duty hangs on it.
    init?(_ body: EntryBody, of dossier: Dossier) {
        switch body {
        case .undertakingChanged(let change, let record):
            self.init(change, record, of: dossier.party.id)
        case .accreditationGranted(let record):
            self.init(
                effect: .raises(.accreditationGranted), regime: record.regime,
                roles: [record.role],
                cause: DutyCause(word: "granted", record: RecordID(record.id)),
                day: record.from.notAfter)
        case .accreditationEnded(let id, let end):
            self.init(id, end, of: dossier)
        case .eventReported(let event) where event.state == .confirmed:
            self.init(event, confirmedOn: event.determinedOn ?? event.reportedOn)
        case .eventConfirmed(let id, let day):
            guard let event = dossier.events[id] else { return nil }
            self.init(event, confirmedOn: day)
        case .eventAnnulled(let id, let day, _):
            guard let event = dossier.events[id], event.state == .confirmed else { return nil }
            self.init(
                effect: .voids, regime: event.regime, roles: [event.role],
                cause: DutyCause(
                    word: event.indicator.text, undertaking: event.undertaking,
                    record: RecordID(id)),
                day: day)
        case .partyRegistered, .partyAmended, .bandAssigned, .servicesChanged,
            .accreditationSuspended, .accreditationReinstated, .eventReported, .relationRecorded,
            .relationEnded, .sanctionImposed, .sanctionLifted, .sanctionSetAside, .sanctionStayed,
            .sanctionResumed, .proceedingOpened, .proceedingMoved, .dutyChanged,
            .eligibilityDecided, .policyDrafted, .policyEnacted, .editionImported,
            .authorityChanged, .personErased:
            return nil
        }
    }

    private init(
        effect: Effect, regime: RegimeCode, roles: [Role], cause: DutyCause?, day: CivilDate
    ) {
        self.effect = effect
        self.regime = regime
        self.roles = roles
        self.cause = cause
        self.day = day
    }

    /// Whoever takes over a part takes over no duty: what was owed stays owed by whoever vouched.
    private init?(_ change: UndertakingChange, _ record: UndertakingRecord, of party: PartyID) {
        let turn: DutyRule.Turn
        let day: CivilDate
        switch change {
        case .made: (turn, day) = (.made, record.from)
        case .converted: (turn, day) = (.converted, record.stage.from)
        case .closed:
            guard let closing = record.closing else { return nil }
            (turn, day) = (.closed, closing.on)
        case .transferred: return nil
        }
        self.init(
            effect: .raises(.undertaking(turn)), regime: record.regime,
            roles: record.presentVouchers.filter { $0.party == party }.map(\.role).sorted(),
            cause: DutyCause(word: turn.rawValue, undertaking: record.id), day: day)
    }

    /// Leave in a role ends when the last of it does.
    private init?(_ id: AccreditationID, _ end: AccreditationEnd, of dossier: Dossier) {
        guard let ended = dossier.accreditations[id] else { return nil }
        let day = end.ended.notAfter
        let isHeldOtherwise = dossier.accreditations.values.contains {
            $0.id != id && $0.role == ended.role && $0.regime == ended.regime
                && !$0.isOver(on: day)
        }
        guard !isHeldOtherwise else { return nil }
        self.init(
            effect: .ends(word: DutyRule.End.accreditationEnded), regime: ended.regime,
            roles: [ended.role], cause: nil, day: day)
    }

    /// An event raises duties of the party that it is about, and of nobody whom it reaches.
    private init?(_ event: EventRecord, confirmedOn day: CivilDate) {
        guard event.sharing?.event == nil else { return nil }
        self.init(
            effect: .raises(.event(event.indicator)), regime: event.regime, roles: [event.role],
            cause: DutyCause(
                word: event.indicator.text, undertaking: event.undertaking,
                record: RecordID(event.id)),
            day: day)
    }

    /// What else it is: an undertaking that is closed also ends what was owed because of it, also
    /// by whoever has handed over.
    var ending: DutyHappening? {
        guard case .raises(.undertaking(.closed)) = effect else { return nil }
        return DutyHappening(
            effect: .ends(word: DutyRule.End.undertakingClosed), regime: regime,
            roles: Role.allCases, cause: cause, day: day)
    }
}
