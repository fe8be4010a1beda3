// SPDX-License-Identifier: Apache-2.0

import Compliance
import Crypto
public import Domain
import Ledger
import Policy

/// Makes an undertaking: one or several parties vouch for one foreign national on one route.
public struct MakeUndertaking: AskedCommand {
    /// Who the foreign national is. Nothing of it is kept but a reference under a secret key.
    public struct Nominee: Sendable {
        /// Three letters, as on the machine-readable passport.
        public let nationality: String
        /// The document's number.
        public let document: String
        /// The day of birth.
        public let birthDate: CivilDate

        /// Names the national.
        public init(nationality: String, document: String, birthDate: CivilDate) {
            self.nationality = nationality
            self.document = document
            self.birthDate = birthDate
        }
    }

    /// A party that is to vouch, and in which role.
    public struct Voucher: Hashable, Sendable {
        /// The party.
        public let party: PartyAddress
        /// In which role.
        public let role: Role

        /// Names a voucher.
        public init(party: PartyAddress, role: Role) {
            self.party = party
            self.role = role
        }
    }

    /// What is undertaken.
    public struct Details: Sendable {
        /// On which route.
        public let route: RouteCode
        /// Where the nominee is to live or work; nil when it does not matter.
        public let region: RegionCode?
        /// The first day.
        public let from: CivilDate
        /// The first day on which it is planned to be over; nil while open-ended.
        public let until: CivilDate?
        /// For whom.
        public let nominee: Nominee
        /// Who vouches; one at least.
        public let vouchers: [Voucher]

        /// Makes the details.
        public init(
            route: RouteCode, region: RegionCode?, from: CivilDate, until: CivilDate?,
            nominee: Nominee, vouchers: [Voucher]
        ) {
            self.route = route
            self.region = region
            self.from = from
            self.until = until
            self.nominee = nominee
            self.vouchers = vouchers
        }
    }

    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for an undertaking to be entered.
    public init(_ details: Details, asking: Asking) {
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(parties: details.vouchers.map(\.party))
    }

    /// Goes along the relations on which bars may reach those who are to vouch.
    public func reach(at desk: borrowing Desk) throws {
        try rule.reach(try standing(at: desk), desk)
    }

    /// Decides by the state under the head lock: every voucher must be within reach of whoever
    /// asks, and may vouch on this route on the first day.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        var rule = rule
        let standing = try standing(at: desk)
        let vouchers = standing.map { dossier, role in
            UndertakingVoucher(party: dossier.party.id, role: role, from: details.from)
        }
        for (index, voucher) in standing.enumerated() {
            try rule.check(
                voucher.dossier, voucher.role, beside: standing.excluding(index),
                at: "/vouchers/\(index)", desk)
        }
        guard let first = vouchers.first else { throw Self.none }
        try rule.demandAllowed()
        if let until = details.until, until <= details.from {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/until", code: "value.order", detail: "until must lie after from.")
            ])
        }
        let record = UndertakingRecord(
            id: desk.newID(), regime: try desk.shelf.regime(of: details.route),
            nominee: try reference(at: desk),
            stages: [
                UndertakingStage(
                    route: details.route, region: details.region, from: details.from)
            ],
            vouchers: vouchers, until: details.until)
        return Filing(
            .undertakingChanged(.made, record), for: record.parties, about: first.party,
            subject: RecordID(record.id))
    }

    private var rule: VoucherRule {
        VoucherRule(route: details.route, region: details.region, day: details.from)
    }

    /// Those who are to vouch, each within reach of whoever asks.
    private func standing(
        at desk: borrowing Desk
    ) throws(Refusal) -> [(dossier: Dossier, role: Role)] {
        var standing: [(dossier: Dossier, role: Role)] = []
        for (index, voucher) in details.vouchers.enumerated() {
            let dossier = try desk.dossier(voucher.party)
            try Access.demand(asking.principal, .makeUndertaking, dossier.accessObject)
            let isRepeated = standing.contains {
                $0.dossier.party.id == dossier.party.id && $0.role == voucher.role
            }
            guard !isRepeated else { throw Self.repeated(index) }
            standing.append((dossier, voucher.role))
        }
        return standing
    }

    private func reference(at desk: borrowing Desk) throws -> Digest32 {
        let key = desk.keyring.reference.withUnsafeBytes { Array($0) }
        do {
            return try NomineeReference(
                key: key, nationality: details.nominee.nationality,
                document: details.nominee.document, birthDate: details.nominee.birthDate
            ).digest
        } catch {
            guard case .nomineeMalformed(let fault) = error else { throw error }
            throw Refusal.invalid([
                InputFault(
                    pointer: "/nominee/\(fault == .nationality ? "nationality" : "document")",
                    code: "value.malformed", detail: error.description)
            ])
        }
    }

    private static let none = Refusal.invalid([
        InputFault(
            pointer: "/vouchers", code: "value.tooFew", detail: "One voucher is needed at least.")
    ])

    private static func repeated(_ index: Int) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/vouchers/\(index)", code: "value.repeated",
                detail: "This party vouches in this role here already.")
        ])
    }
}
