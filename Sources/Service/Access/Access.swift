// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Who may do what: pure rules over a principal and what is asked. What no rule allows is
/// refused.
public enum Access {
    /// What may be asked of Probity.
    public enum Action: Hashable, Sendable, CaseIterable {
        /// Enter a party in the register.
        case registerParty
        /// Amend a party's own record.
        case amendParty
        /// Record or end a relation between parties.
        case recordRelation
        /// Make an undertaking, convert or close it.
        case makeUndertaking
        /// Hand a voucher's part in an undertaking to another party.
        case transferUndertaking
        /// Impose or lift a sanction.
        case imposeSanction
        /// Open a proceeding or make a move in one, as far as the law lets the role do so.
        case proceed
        /// See the proceedings of a party.
        case readProceedings
        /// See the sanctions of a party, also those that are not published.
        case readSanctions
        /// See what a party owes by when.
        case readDuties
        /// Tell that something happened which raises a duty.
        case raiseDuty
        /// Discharge a duty.
        case dischargeDuty
        /// Put a duty off, let the party off it, or say that it is owed no longer.
        case excuseDuty
        /// See a party's entry in the register.
        case readParty
        /// Grant, suspend, reinstate or end an accreditation, or assign its band.
        case changeAccreditation
        /// Report an alleged event.
        case reportEvent
        /// Report an event as confirmed at once, confirm or annul one.
        case determineEvent
        /// See a rating with every contribution.
        case readRating
        /// See the band and the public reasons only.
        case readBand
        /// Ask whether a party may vouch.
        case checkEligibility
        /// Read the body of an entry.
        case readEntry
        /// See who looked at a party.
        case readAccessLog
        /// Erase a natural person.
        case erasePerson
        /// Import an edition of a foreign register.
        case importEdition
        /// Enact a version of a regime.
        case enactPolicy
        /// Send in a version of a regime, and see those that were sent in.
        case draftPolicy
        /// Try a version of a regime on the whole register.
        case simulatePolicy
        /// Establish, amend or close an authority.
        case manageAuthorities
        /// Issue tokens, and change or end those of others.
        case manageTokens
    }

    /// What an action is about: a party and the region it has its seat in.
    public struct Object: Hashable, Sendable {
        /// The party; nil before it is registered.
        public let party: PartyID?
        /// The region of its seat.
        public let region: RegionCode?

        /// Makes an object.
        public init(party: PartyID?, region: RegionCode?) {
            self.party = party
            self.region = region
        }

        /// The whole register.
        public static let register = Object(party: nil, region: nil)
    }

    /// The answer.
    public enum Verdict: Hashable, Sendable {
        /// Go ahead.
        case allowed
        /// Never in this role.
        case forbidden
        /// Outside the officer's territory.
        case outsideTerritory
        /// Even whether it exists is none of the caller's business.
        case hidden
    }

    /// Whether `principal` may do `action` to `object`.
    public static func verdict(
        _ principal: Principal, _ action: Action, _ object: Object
    ) -> Verdict {
        switch principal.role {
        case .system: return .allowed
        case .anyone: return .forbidden
        case .regulator, .decider: return officer(principal, action, object)
        case .employer:
            // These concern no party that stands already: a plain no hides nothing.
            if ofTheRegister.contains(action) { return .forbidden }
            guard let party = object.party, principal.parties.contains(party) else {
                return .hidden
            }
            return employer.contains(action) ? .allowed : .forbidden
        case .visaDesk: return visaDesk.contains(action) ? .allowed : .forbidden
        case .auditor: return auditor.contains(action) ? .allowed : .forbidden
        case .administrator: return administrator.contains(action) ? .allowed : .forbidden
        }
    }

    /// Throws what the verdict calls for; `hidden` is what whoever may not even know of the
    /// object is told: the same as when there is none.
    ///
    /// - Throws: `Refusal` `.forbidden` or, where existence is hidden, `hidden`.
    public static func demand(
        _ principal: Principal, _ action: Action, _ object: Object,
        hidden: Refusal = .partyUnknown
    ) throws(Refusal) {
        switch verdict(principal, action, object) {
        case .allowed: return
        case .forbidden: throw roleForbidden
        case .outsideTerritory: throw territoryForbidden
        case .hidden: throw hidden
        }
    }

    private static func officer(
        _ principal: Principal, _ action: Action, _ object: Object
    ) -> Verdict {
        let allowed = principal.role == .regulator ? regulator : decider
        guard allowed.contains(action) else { return .forbidden }
        // To ask is free everywhere; to read a dossier or to act binds to the territory.
        if action == .checkEligibility { return .allowed }
        // The whole register means the part of it that lies within the territory.
        if action == .simulatePolicy || action == .draftPolicy {
            return principal.territory == nil ? .outsideTerritory : .allowed
        }
        guard let territory = principal.territory, let region = object.region,
            territory.contains(region)
        else { return .outsideTerritory }
        return .allowed
    }

    private static let regulator: Set<Action> = [
        .registerParty, .readParty, .amendParty, .recordRelation, .changeAccreditation,
        .makeUndertaking, .transferUndertaking, .reportEvent, .determineEvent,
        .imposeSanction, .proceed, .readProceedings, .readSanctions, .readRating, .readBand,
        .checkEligibility, .readDuties, .raiseDuty, .dischargeDuty, .excuseDuty, .draftPolicy,
        .simulatePolicy,
    ]
    private static let decider: Set<Action> = [
        .readParty, .determineEvent, .imposeSanction, .proceed, .readProceedings,
        .readSanctions, .readRating, .readBand, .readDuties, .checkEligibility,
    ]
    private static let employer: Set<Action> = [
        .readParty, .reportEvent, .makeUndertaking, .proceed, .readProceedings, .readSanctions,
        .readRating, .readBand, .readDuties, .raiseDuty, .dischargeDuty, .checkEligibility,
        .readAccessLog,
    ]
    private static let visaDesk: Set<Action> = [.readSanctions, .readBand, .checkEligibility]
    private static let auditor: Set<Action> = [
        .readParty, .readProceedings, .readSanctions, .readRating, .readBand, .readDuties,
        .checkEligibility, .readEntry, .readAccessLog,
    ]
    private static let administrator: Set<Action> = [
        .readParty, .readProceedings, .readSanctions, .erasePerson, .importEdition, .enactPolicy,
        .draftPolicy, .simulatePolicy, .manageAuthorities, .manageTokens,
    ]
    /// What is about no party that stands already.
    private static let ofTheRegister: Set<Action> = [
        .registerParty, .readEntry, .importEdition, .enactPolicy, .draftPolicy, .simulatePolicy,
        .manageAuthorities, .manageTokens,
    ]

    static let roleForbidden = Refusal(
        .forbidden, code: "access.role",
        message: LocalText(
            en: "This token's role may not do this; ask with a token of a role that may.",
            zh: "该令牌的角色无权进行此操作；请使用有权角色的令牌。"))
    private static let territoryForbidden = Refusal(
        .forbidden, code: "access.territory",
        message: LocalText(
            en: "The party lies outside this token's territory; its own authority must act.",
            zh: "该主体不在此令牌的辖区内；须由其主管机关办理。"))
}
