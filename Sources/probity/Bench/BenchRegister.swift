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
        let choices = Role.allCases.compactMap { Choice($0, policy, today) }
        guard let choice = choices.max(by: { $0.indicatorCount < $1.indicatorCount }) else {
            throw Failure.unreachable(
                "the default regime has no role with a route, good outcomes and faults.")
        }
        role = choice.role
        route = choice.route
        good = choice.good
        bad = choice.bad
        facts = policy.facts.filter { $0.subject == .party && $0.kind == .boolean }
            .map { JSONValue.Member($0.name, .bool(true)) }
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
        for index in 0..<eventCount {
            commands.append(
                ReportEvent(
                    try event(of: place, isGood: index % 10 != 9, &random), by: .local))
        }
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

    /// A role that can be measured: with a route, and with indicators of either sign.
    private struct Choice {
        let role: Role
        let route: RouteCode
        let good: IndicatorCode
        let bad: IndicatorCode
        let indicatorCount: Int

        init?(_ role: Role, _ policy: Policy, _ today: CivilDate) {
            let routes = policy.routes.values.sorted { $0.code < $1.code }
            let open = routes.first { route in
                (try? route.rule.value(on: today).value)?.roles.contains(role) == true
            }
            let indicators = policy.indicators.values.compactMap {
                indicator -> (code: IndicatorCode, points: Points)? in
                guard let rule = try? indicator.rule.value(on: today).value,
                    rule.roles.contains(role)
                else { return nil }
                return (indicator.code, rule.points.points(quantity: 1))
            }.sorted { ($0.points, $0.code) < ($1.points, $1.code) }
            guard let open, let good = indicators.last, good.points > .zero,
                let bad = indicators.last(where: { $0.points < .zero })
            else { return nil }
            self.role = role
            self.route = open.code
            self.good = good.code
            self.bad = bad.code
            self.indicatorCount = indicators.count
        }
    }
}
