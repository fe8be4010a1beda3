// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service

/// The register that is measured: a sequence of made-up parties, the same on every machine, under
/// the law that an installation takes when nothing else is said.
struct BenchRegister: Sendable {
    /// The place of the party that has far more events than any other.
    static let largestPlace = 9_999_999_999

    let policy: Policy
    let role: Role
    let route: RouteCode
    let today: CivilDate
    /// What brings the most points in the role, and what costs the fewest.
    private let good: IndicatorCode
    private let bad: IndicatorCode
    private let facts: [JSONValue.Member]

    /// Where all of them have their seat.
    private static let region = RegionCode("CN-44")

    init(_ registry: Registry) throws {
        let code = try registry.shelf.defaultRegime(on: registry.clock().day(offsetMinutes: 0))
        let today = try registry.today(under: code)
        let policy = try registry.shelf.policy(code, on: today)
        self.policy = policy
        self.today = today
        let choices = Role.allCases.compactMap { BenchChoice($0, policy, today) }
        guard let choice = choices.max(by: { $0.indicatorCount < $1.indicatorCount }) else {
            throw Failure.unreachable(
                "the default regime has no role with a route, good outcomes and faults.")
        }
        role = choice.role
        route = choice.route
        good = choice.good
        bad = choice.bad
        facts = choice.facts
    }

    /// The identifier of the party in a place: a legal entity identifier of nobody.
    static func identifier(_ place: Int) throws -> Identifier {
        let digits = String(place)
        let body = "BENCH" + String(repeating: "0", count: 13 - digits.count) + digits
        // ISO 7064 MOD 97-10: letters as 10…35, and two digits that leave 1.
        let remainder = (body + "00").utf8.reduce(0) { remainder, character in
            character < 0x3A
                ? (remainder * 10 + Int(character) - 0x30) % 97
                : (remainder * 100 + Int(character) - 0x37) % 97
        }
        let check = 98 - remainder
        return try Identifier(scheme: .lei, value: "\(body)\(check < 10 ? "0" : "")\(check)")
    }

    /// Every tenth party is barred.
    static func isBarred(_ place: Int) -> Bool { place % 10 == 7 }

    /// All that is entered of the party in a place.
    func commands(_ place: Int, eventCount: Int) throws -> [any Command] {
        let identifier = try Self.identifier(place)
        var random = SplitMix(seed: UInt64(place))
        var commands: [any Command] = [
            RegisterParty(
                RegisterParty.Details(
                    kind: .organisation, name: "Measured Party \(place) Ltd",
                    town: "Guangzhou", region: Self.region, regime: policy.code,
                    identifiers: [identifier], facts: facts),
                by: .local),
            GrantAccreditation(
                GrantAccreditation.Details(
                    party: PartyAddress(identifier), role: role, route: route, regions: [],
                    from: today.adding(months: -24), expiresOn: nil, band: nil, services: []),
                by: .local),
        ]
        for turn in 0..<eventCount { commands.append(try report(of: place, turn, &random)) }
        guard Self.isBarred(place) else { return commands }
        commands.append(
            ImposeSanction(
                ImposeSanction.Details(
                    party: PartyAddress(identifier), kind: .bar, regime: policy.code,
                    from: today.adding(days: -30), until: nil, provision: "made up",
                    isPublished: false),
                asking: Asking(.local)))
        return commands
    }

    /// One of the events of the party in a place.
    func report(
        of place: Int, _ turn: Int, _ random: inout SplitMix
    ) throws -> any Command {
        ReportEvent(try event(of: place, isGood: (place + turn) % 10 != 9, &random), by: .local)
    }

    /// A confirmed event of the last two years.
    func event(
        of place: Int, isGood: Bool = true, _ random: inout SplitMix
    ) throws -> ReportEvent.Details {
        ReportEvent.Details(
            party: PartyAddress(try Self.identifier(place)), role: role,
            indicator: isGood ? good : bad, state: .confirmed,
            occurredOn: today.adding(days: -Int.random(in: 1...700, using: &random)))
    }

    /// What a visa desk asks about the party in a place.
    func question(_ place: Int) throws -> EligibilityQuestion {
        EligibilityQuestion(
            party: PartyAddress(try Self.identifier(place)), role: role, route: route)
    }
}
