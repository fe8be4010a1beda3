// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension PackLoading {
    mutating func readCase(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        let lawNode = reader.required("law")
        let law = reader.code("law", as: RegimeCode.self)
        if let law, let regime, law != regime.code {
            reader.fault(
                lawNode, "The case is of the law “\(law)”.",
                cure: "Move it to that pack, or write `law: \(regime.code)`.")
        }
        let asOf = reader.date("asOf")
        let explanation = reader.text("explanation")
        let source = reader.text("source", cure: "Add `source:` with the law and its article.")
        guard var input = reader.mapping("input") else { return }
        let role = input.choice("role", of: Role.self)
        var events = CaseEvents(asOf: asOf)
        let dossier = law.flatMap { law in
            role.flatMap { input.dossier(regime: law, role: $0, events: &events) }
        }
        let notices = input.notices(events, currency: regime?.currency)
        let filings = input.filings()
        var nomination = input.nomination()
        let request = role.flatMap { role in
            asOf.flatMap { input.request(role: role, asOf: $0, of: &nomination) }
        }
        input.finish()
        let hasNominee = nomination?.nominee != nil
        nomination?.describe(dossier?.party)
        let expected = reader.mapping("expected").map { inner in
            var inner = inner
            var expected = inner.expectation(events, hasRequest: request != nil)
            inner.expectNomination(&expected, hasNominee: hasNominee)
            inner.finish()
            return expected
        }
        reader.finish()
        guard let asOf, let role, let dossier, let expected, let explanation, let source else {
            return
        }
        let name = file.path.dropFirst("cases/".count).dropLast(".yaml".count)
        cases.append(
            GoldenCase(
                name: String(name.map { $0 == "-" ? " " : $0 }), file: file.path, asOf: asOf,
                role: role, history: events.history, events: events.assessed, notices: notices,
                filings: filings, repairs: events.repairs, ways: events.ways,
                decisions: events.decisions,
                names: Dictionary(uniqueKeysWithValues: events.ids.map { ($1, $0) }),
                dossier: dossier, request: request, nomination: nomination, expected: expected,
                explanation: explanation, source: source))
    }
}

/// The names that a case gives its events.
struct CaseEvents {
    var ids: [String: EventID] = [:]
    /// What is told of their repair.
    var repairs: [EventID: RepairApplication] = [:]
    /// On which way each came, of those that are shared by law.
    var ways: [EventID: SharedVia] = [:]
    /// What officers decided of their measures.
    var decisions: [EventID: [MeasureDecision]] = [:]
    /// Earlier events, in order.
    var history: [EventRecord] = []
    /// The events of the notice, in order.
    var assessed: [EventRecord] = []
    /// The legal day asked about, on which the notice is determined.
    let asOf: CivilDate?
}

extension MappingReader {
    fileprivate mutating func dossier(
        regime: RegimeCode, role: Role, events: inout CaseEvents
    ) -> Dossier? {
        var kind = PartyKind.organisation
        var facts: [JSONValue.Member] = []
        // A case without a seat is of the law as it stands where no authority set anything.
        var region = RegionCode("ZZ")
        if var party = optionalMapping("party") {
            if let node = party.optional("kind") {
                kind = party.choice(of: node, "kind", as: PartyKind.self) ?? kind
            }
            facts = party.statedFacts(of: .party)
            region = party.optionalCode("region", as: RegionCode.self) ?? region
            party.finish()
        }
        let party = PartyRecord(
            id: PartyID(high: 1, low: 1), kind: kind, name: .open("A party"), town: nil,
            region: region, regime: regime, identifiers: [], facts: facts)
        var bodies: [EntryBody] = []
        for (index, reader) in optionalMappings("accreditations").enumerated() {
            let id = AccreditationID(high: 2, low: UInt64(index) + 1)
            bodies += reader.accreditation(id, role: role, regime: regime)
        }
        for (index, reader) in optionalMappings("history").enumerated() {
            let id = EventID(high: 3, low: UInt64(index) + 1)
            guard
                let event = reader.event(
                    id, role: role, regime: regime, events: &events, isEarlier: true)
            else { continue }
            events.history.append(event)
            bodies.append(.eventReported(event))
        }
        for (index, reader) in optionalMappings("events").enumerated() {
            let id = EventID(high: 4, low: UInt64(index) + 1)
            guard let event = reader.event(id, role: role, regime: regime, events: &events) else {
                continue
            }
            let isDated = reader.has("determinedOn")
            events.assessed.append(
                isDated ? event : events.asOf.map { event.determined(on: $0) } ?? event)
            bodies.append(.eventReported(event))
        }
        var dossier = Dossier(party: party)
        for body in bodies {
            do { try dossier.apply(body) } catch {
                fault(node, error.description, cure: "Put the changes in order.")
            }
        }
        return dossier
    }

    private func accreditation(
        _ id: AccreditationID, role: Role, regime: RegimeCode
    ) -> [EntryBody] {
        var reader = self
        let routeNode = reader.required("route")
        let route = reader.code("route", as: RouteCode.self)
        if let route { reading.refer(to: .route(route), at: place(routeNode)) }
        let from = reader.span("from")
        let expiresOn = reader.optionalDate("expiresOn")
        let regions = reader.optionalList("regions").compactMap {
            code(of: $0, as: RegionCode.self)
        }
        let band = reader.bandReference("band")
        let services = reader.optionalList("services").compactMap {
            code(of: $0, as: ServiceCode.self)
        }
        let changes = reader.optionalMappings("changes").compactMap { $0.change(of: id) }
        reader.finish()
        guard let route, let from else { return [] }
        let record = AccreditationRecord(
            id: id, role: role, route: route, regime: regime, regions: regions, from: from,
            expiresOn: expiresOn, band: band, services: services)
        return [.accreditationGranted(record)] + changes
    }

    private func change(of id: AccreditationID) -> EntryBody? {
        var reader = self
        let span = reader.span("on")
        let band = reader.bandReference("band")
        let isSuspended = reader.bool("suspended", absent: false)
        let isReinstated = reader.bool("reinstated", absent: false)
        let reason = reader.optional("ended").flatMap {
            reader.choice(of: $0, "end", as: AccreditationEndReason.self)
        }
        reader.finish()
        guard let span else { return nil }
        if let band { return .bandAssigned(id, BandAssignment(band: band, assigned: span)) }
        if isSuspended { return .accreditationSuspended(id, span) }
        if isReinstated { return .accreditationReinstated(id, span) }
        if let reason { return .accreditationEnded(id, .init(reason: reason, ended: span)) }
        fault(
            node, "A change must say what changed.",
            cure: "Use one of: band, suspended, reinstated, ended.")
        return nil
    }

    /// A day, or `notBefore` and `notAfter`.
    private mutating func span(_ name: String) -> Span? {
        guard let node = required(name) else { return nil }
        guard node.mapping != nil else { return date(of: node, name).map { Span(on: $0) } }
        guard var inner = mapping(name) else { return nil }
        let notBefore = inner.optionalDate("notBefore")
        let notAfter = inner.date("notAfter")
        inner.finish()
        guard let notAfter else { return nil }
        guard let span = Span(notBefore: notBefore, notAfter: notAfter) else {
            fault(node, "“notBefore” lies after “notAfter”.", cure: "Put the two in order.")
            return nil
        }
        return span
    }

    /// A band of the scale of a day, or of every scale.
    private mutating func bandReference(_ name: String, on day: CivilDate? = nil) -> BandCode? {
        let node = optional(name)
        guard let band = optionalCode(name, as: BandCode.self) else { return nil }
        let days =
            day.map { Validity(from: $0, until: $0.adding(days: 1)) }
            ?? Validity(from: .earliest)
        if let days { reading.refer(to: .band(band, days), at: place(node)) }
        return band
    }

    private func event(
        _ id: EventID, role: Role, regime: RegimeCode, events: inout CaseEvents,
        isEarlier: Bool = false
    ) -> EventRecord? {
        var reader = self
        let name = reader.text("id")
        let indicatorNode = reader.required("indicator")
        let indicator = reader.code("indicator", as: IndicatorCode.self)
        if let indicator {
            reading.refer(to: .indicator(indicator), at: place(indicatorNode))
        }
        // What is weighed is determined; a rating asks which events are.
        let state =
            isEarlier || !reader.has("state")
            ? EventState.confirmed : reader.choice("state", of: EventState.self)
        let occurredOn = reader.date("occurredOn")
        let reportedOn = reader.optionalDate("reportedOn") ?? occurredOn
        let determinedOn = reader.optionalDate("determinedOn")
        let quantity = reader.integer("quantity", in: 1...1_000_000, absent: 1)
        let isVoluntary = reader.bool("voluntaryDisclosure", absent: false)
        let grades = reader.grades()
        let facts = reader.statedFacts(of: .event)
        let share = reader.share()
        events.ways[id] = reader.sharedVia(indicator, role, on: occurredOn)
        events.decisions[id] = reader.decisions()
        events.repairs[id] = reader.optionalMapping("repair").map { $0.repairApplication() }
        reader.finish()
        guard let name, let indicator, let state, let occurredOn, let reportedOn, let quantity
        else { return nil }
        events.ids[name] = id
        return EventRecord(
            id: id, role: role, regime: regime, indicator: indicator, state: state,
            occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn,
            quantity: quantity, grades: grades, facts: facts, isVoluntaryDisclosure: isVoluntary,
            origin: nil, note: nil, evidence: [], reporter: TokenID(high: 4, low: 1),
            share: share)
    }

    /// The share of an event that the party bears, in percent.
    private mutating func share() -> ExactDecimal {
        guard let node = optional("share") else { return EventRecord.wholeShare }
        guard let share = decimal(of: node), EventRecord.shares.contains(share) else {
            fault(
                node, "“share” must be a percentage.",
                cure: "Write a number from 0 to 100; without it the party bears all.")
            return EventRecord.wholeShare
        }
        return share
    }

    /// An officer's grades by criterion.
    private mutating func grades() -> [JSONValue.Member] {
        guard let mapping = optionalMapping("grades")?.node.mapping else { return [] }
        return mapping.compactMap { key, value in
            guard let name = key.string, let grade = decimal(of: value) else {
                fault(value, "A grade is a number.", cure: "Write it in digits, without quotes.")
                return nil
            }
            return JSONValue.Member(name, JSONValue(grade))
        }
    }

    fileprivate mutating func request(
        role: Role, asOf: CivilDate, of nomination: inout Nomination?
    ) -> EligibilityRequest? {
        guard var inner = optionalMapping("request") else { return nil }
        let route = inner.code("route", as: RouteCode.self)
        let act = inner.choice("act", of: Act.self)
        let region = inner.optionalCode("region", as: RegionCode.self)
        inner.readBesides(&nomination)
        inner.finish()
        guard let route, let act else { return nil }
        return EligibilityRequest(
            role: role, route: route, region: region, act: act, asOf: asOf)
    }

    fileprivate mutating func expectation(
        _ events: CaseEvents, hasRequest: Bool
    ) -> GoldenCase.Expectation {
        var expected = GoldenCase.Expectation()
        expected.score = optionalPoints("score")
        expected.band =
            saysNone("band")
            ? GoldenCase.Expected.nothing
            : bandReference("band", on: events.asOf).map { .value($0) }
        expected.basis = optional("basis").flatMap {
            choice(of: $0, "basis", as: RatingBasis.self)
        }
        expected.isUncertain = has("isUncertain") ? bool("isUncertain") : nil
        if has("contributions") {
            expected.contributions = optionalMappings("contributions")
                .compactMap { $0.contribution(events) }
        }
        if has("overrides") {
            expected.overrides = optionalList("overrides").compactMap { node in
                let code = code(of: node, as: OverrideCode.self)
                if let code { reading.refer(to: .override(code), at: place(node)) }
                return code
            }
        }
        expected.outcome = optional("outcome").flatMap {
            choice(of: $0, "outcome", as: Outcome.self)
        }
        if has("reasons") {
            expected.reasons = optionalList("reasons").compactMap {
                choice(of: $0, "reason", as: ReasonCode.self)
            }
        }
        expected.validUntil =
            saysNone("validUntil")
            ? GoldenCase.Expected.nothing : optionalDate("validUntil").map { .value($0) }
        expectTerms(&expected)
        expectWeighing(&expected, events)
        checkAsserts(hasRequest: hasRequest)
        return expected
    }

    /// Whether a member is the word `none`.
    mutating func saysNone(_ name: String) -> Bool {
        optional(name)?.scalar?.string == "none"
    }

    /// A case that compares nothing would hold under any law.
    private func checkAsserts(hasRequest: Bool) {
        if node.mapping?.isEmpty ?? true {
            fault(
                node, "The case expects nothing.",
                cure: "Write what must come of it, such as `score:`, `band:` or `outcome:`.")
        }
        for name in ["outcome", "reasons", "validUntil", "quota", "privileges"]
        where has(name) && !hasRequest {
            fault(
                node.mapping?[Node(name)], "“\(name)” is expected and nothing is asked.",
                cure: "Add `request:` to the input, or leave “\(name)” out.")
        }
    }

    private func contribution(_ events: CaseEvents) -> GoldenCase.ExpectedContribution? {
        var reader = self
        let eventNode = reader.required("event")
        let name = reader.text("event")
        let points = reader.points("points")
        let counted = reader.points("counted")
        let expiresOn = reader.optionalDate("expiresOn")
        reader.finish()
        guard let name, let points, let counted else { return nil }
        guard let event = events.ids[name] else {
            fault(
                eventNode, "The case has no event “\(name)”.",
                cure: "Name the `id:` of one of its events.")
            return nil
        }
        return .init(event: event, points: points, counted: counted, expiresOn: expiresOn)
    }
}
