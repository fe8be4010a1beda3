// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// Dossiers made up at random under any regime, from what the regime itself offers.
public struct RandomDossier {
    private var generator: SeededGenerator
    private let policy: Policy
    private let role: Role
    /// Within these days everything happens.
    private let days: ClosedRange<Int>
    /// A region for which an authority set something, or one for which none did.
    private let seat: RegionCode

    /// Begins a row of dossiers that is the same for the same seed.
    public init(seed: UInt64, policy: Policy, role: Role, from: CivilDate, to: CivilDate) {
        generator = SeededGenerator(seed: seed)
        self.policy = policy
        self.role = role
        let seats = [RegionCode("ZZ")] + policy.delegation.overlays.map(\.region)
        seat = seats[Int(seed % UInt64(seats.count))]
        days = Int(from.daysSinceEpoch)...Int(to.daysSinceEpoch)
    }

    /// The next dossier.
    public mutating func make() throws -> Dossier {
        let facts = policy.facts.filter { $0.subject == .party }.compactMap { fact in
            value(of: fact).map { JSONValue.Member(fact.name, $0) }
        }
        var dossier = Dossier(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
                region: seat, regime: policy.code, identifiers: [], facts: facts))
        // A rule that begins only after all days would leave no day to draw for its event.
        let indicators = policy.indicators.values
            .filter { $0.rule.values[0].value.roles.contains(role) && isInForce($0) }
            .sorted { $0.code < $1.code }
        if !indicators.isEmpty {
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                try dossier.apply(.eventReported(try event(indicators)))
            }
        }
        for body in try accreditations() { try dossier.apply(body) }
        return dossier
    }

    /// A region to ask about, within those of some accreditations or not; nil for none.
    public mutating func region() -> RegionCode? {
        let choices = [nil, "ZZ-1", "ZZ-1-3", "ZZ-2", "ZZ-3"]
        return (choices.randomElement(using: &generator) ?? nil).map { RegionCode($0) }
    }

    private mutating func event(_ indicators: [Indicator]) throws -> EventRecord {
        let indicator = indicators[Int.random(in: 0..<indicators.count, using: &generator)]
        // Of a rule that begins or ends within the days, no event lies outside.
        var occurredOn = anyDay()
        while (try? indicator.rule.value(on: occurredOn)) == nil { occurredOn = anyDay() }
        let rule = try indicator.rule.value(on: occurredOn).value
        let quantity = Int.random(
            in: 1...min(6, rule.points.quantities.upperBound), using: &generator)
        let facts = policy.facts.filter { $0.subject == .event }.compactMap { fact in
            value(of: fact).map { JSONValue.Member(fact.name, $0) }
        }
        return EventRecord(
            id: EventID(high: generator.next(), low: generator.next()), role: role,
            regime: policy.code, indicator: indicator.code,
            state: Int.random(in: 0..<5, using: &generator) == 0 ? .alleged : .confirmed,
            occurredOn: occurredOn,
            reportedOn: occurredOn.adding(days: Int.random(in: 0...60, using: &generator)),
            quantity: quantity, grades: grades(by: rule), facts: facts,
            isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
            reporter: TokenID(high: 4, low: 1), share: anyShare())
    }

    /// A grade, or none, for each criterion of the points.
    private mutating func grades(by rule: IndicatorRule) -> [JSONValue.Member] {
        guard case .parts(let parts, _) = rule.points else { return [] }
        var grades: [JSONValue.Member] = []
        for case .grades(let criteria) in parts {
            for criterion in criteria where Bool.random(using: &generator) {
                let grade = Int.random(in: criterion.range, using: &generator)
                grades.append(.init(criterion.name, .integer(Int64(grade))))
            }
        }
        return grades
    }

    /// Every sixth event is shared with others.
    private mutating func anyShare() -> ExactDecimal {
        guard Int.random(in: 0..<6, using: &generator) == 0 else { return EventRecord.wholeShare }
        return ExactDecimal(mantissa: Int64.random(in: 0...999, using: &generator), places: 1)
    }

    /// Whether a rule is in force on so many of the days that one of them is soon drawn.
    private func isInForce(_ indicator: Indicator) -> Bool {
        let inForce = stride(from: days.lowerBound, through: days.upperBound, by: 10).filter {
            CivilDate(daysSinceEpoch: $0).map { (try? indicator.rule.value(on: $0)) != nil }
                ?? false
        }
        return inForce.count > 5
    }

    private mutating func accreditations() throws -> [EntryBody] {
        let routes = policy.routes.keys.sorted().prefix(3)
        guard !routes.isEmpty else { return [] }
        let isAssigned = try policy.bands(on: anyDay()).value.basis == .assigned
        var bodies: [EntryBody] = []
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let id = AccreditationID(high: generator.next(), low: generator.next())
            let route = routes[Int.random(in: 0..<routes.count, using: &generator)]
            let hasTerm = Int.random(in: 0..<4, using: &generator) == 0
            bodies.append(
                .accreditationGranted(
                    AccreditationRecord(
                        id: id, role: role, route: route, regime: policy.code,
                        regions: anyRegions(), from: anySpan(), expiresOn: hasTerm ? anyDay() : nil,
                        band: isAssigned ? try anyBand() : nil, services: [])))
            for _ in 0..<Int.random(in: 0...3, using: &generator) where isAssigned {
                bodies.append(
                    .bandAssigned(id, BandAssignment(band: try anyBand(), assigned: anySpan())))
            }
            if Int.random(in: 0..<3, using: &generator) == 0 {
                bodies.append(.accreditationSuspended(id, anySpan()))
                if Bool.random(using: &generator) {
                    bodies.append(.accreditationReinstated(id, anySpan()))
                }
            }
            if Int.random(in: 0..<3, using: &generator) == 0,
                let reason = AccreditationEndReason.allCases.randomElement(using: &generator)
            {
                bodies.append(
                    .accreditationEnded(id, AccreditationEnd(reason: reason, ended: anySpan())))
            }
        }
        return bodies
    }

    /// Every third day is one about a change of the law, where the law changes within the days.
    private mutating func anyDay() -> CivilDate {
        let turns = policy.changeDays.flatMap { day in
            [-1, 0, 1].map { Int(day.daysSinceEpoch) + $0 }
        }.filter { days.contains($0) && $0 > days.lowerBound + 1 }
        if Int.random(in: 0..<3, using: &generator) == 0,
            let turn = turns.randomElement(using: &generator),
            let day = CivilDate(daysSinceEpoch: turn)
        {
            return day
        }
        return CivilDate(daysSinceEpoch: Int.random(in: days, using: &generator)) ?? .earliest
    }

    private mutating func anyRegions() -> [RegionCode] {
        let choices = [[], ["ZZ-1"], ["ZZ-1", "ZZ-2"]]
        return (choices.randomElement(using: &generator) ?? []).map { RegionCode($0) }
    }

    private mutating func anySpan() -> Span {
        let first = anyDay()
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return Span(notBefore: nil, notAfter: first) ?? Span(on: first)
        case 1:
            let length = Int.random(in: 1...120, using: &generator)
            return Span(notBefore: first, notAfter: first.adding(days: length))
                ?? Span(on: first)
        default: return Span(on: first)
        }
    }

    private mutating func anyBand() throws -> BandCode {
        let bands = try policy.bands(on: anyDay()).value.bands
        return bands[Int.random(in: 0..<bands.count, using: &generator)].code
    }

    private mutating func value(of fact: FactDefinition) -> JSONValue? {
        guard Int.random(in: 0..<4, using: &generator) > 0 else { return nil }
        switch fact.kind {
        case .boolean: return .bool(Bool.random(using: &generator))
        case .integer, .decimal: return .integer(Int64.random(in: 0...300, using: &generator))
        case .choice(let words): return words.randomElement(using: &generator).map { .string($0) }
        case .date: return .string(anyDay().description)
        case .word: return .string("w\(Int.random(in: 0..<3, using: &generator))")
        }
    }
}
