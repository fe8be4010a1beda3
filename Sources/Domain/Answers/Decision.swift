// SPDX-License-Identifier: Apache-2.0

/// What a voucher wants to do on a route.
public enum Act: String, Hashable, Sendable, CaseIterable {
    /// Vouch for somebody new.
    case new
    /// Renew what somebody holds whom the party vouches for.
    case renewal
    /// Go on vouching for one of its own workers.
    case `extension`
}

/// The question a visa desk asks: may this party vouch in this role, on this route, for this
/// region, on this day?
public struct EligibilityRequest: Hashable, Sendable {
    /// In which role.
    public let role: Role
    /// On which route.
    public let route: RouteCode
    /// Where the nominee is to live or work; nil when it does not matter.
    public let region: RegionCode?
    /// New, or an extension for one of the party's own workers.
    public let act: Act
    /// The legal day the question is about.
    public let asOf: CivilDate

    /// Makes a request.
    public init(role: Role, route: RouteCode, region: RegionCode?, act: Act, asOf: CivilDate) {
        self.role = role
        self.route = route
        self.region = region
        self.act = act
        self.asOf = asOf
    }
}

/// The answer's first word.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Yes.
    case eligible
    /// Yes, if the conditions among the reasons are met.
    case conditional
    /// No.
    case ineligible
}

/// One reason of an answer.
public struct Reason: Hashable, Sendable {
    /// What a reason does to the outcome.
    public enum Effect: String, Hashable, Sendable, CaseIterable {
        /// It refuses.
        case refusal
        /// It asks for something first.
        case condition
        /// It only informs.
        case information
    }

    /// The stable code.
    public let code: ReasonCode
    /// What it does to the outcome.
    public let effect: Effect
    /// A sentence for people, in each language.
    public let message: LocalText
    /// Where the rule is written.
    public let source: String

    /// Makes a reason.
    public init(code: ReasonCode, effect: Effect, message: LocalText, source: String) {
        self.code = code
        self.effect = effect
        self.message = message
        self.source = source
    }
}

/// The answer to an `EligibilityRequest`.
public struct Decision: Hashable, Sendable {
    /// Yes, conditional or no.
    public let outcome: Outcome
    /// At least one reason, ordered by precedence of its code.
    public let reasons: [Reason]
    /// The score on the day asked; nil where there is none.
    public let score: Points?
    /// The band on the day asked; nil where there is none.
    public let band: BandCode?
    /// Paid services beside the band.
    public let services: [ServiceCode]
    /// The last day on which this answer certainly holds if nothing new is entered; nil when
    /// nothing known ends it.
    public let validUntil: CivilDate?
    /// How many nominees there may be; nil where the law sets no number.
    public let quota: Quota?
    /// What the law grants besides, as a green channel.
    public let privileges: [PrivilegeCode]

    /// Makes a decision.
    public init(
        outcome: Outcome, reasons: [Reason], score: Points?, band: BandCode?,
        services: [ServiceCode], validUntil: CivilDate?, quota: Quota? = nil,
        privileges: [PrivilegeCode] = []
    ) {
        self.outcome = outcome
        self.reasons = reasons
        self.score = score
        self.band = band
        self.services = services
        self.validUntil = validUntil
        self.quota = quota
        self.privileges = privileges
    }
}
