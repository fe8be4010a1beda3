// SPDX-License-Identifier: Apache-2.0

public import Domain

/// One immutable version of a regime: a body of law as dated data.
///
/// Whoever asks names the day; where nothing is in force on it, the accessors throw.
///
///     let scale = try policy.bands(on: day)
///     let band = try scale.value.band(for: Points(82))
///
/// It is one object, however many hold it: a body of law is large.
public final class Policy: Sendable {
    /// Code, version and SHA-256 of the pack.
    public let reference: PolicyReference
    /// What the regime is called.
    public let title: LocalText
    /// What it governs, in a sentence or two.
    public let details: LocalText
    /// Whether an installation that says nothing else uses this regime.
    public let isDefault: Bool
    /// The ISO 4217 code of its money.
    public let currency: String
    /// The time by which its days are counted.
    public let time: RegimeTime
    /// By which version of its rules an event is judged.
    public let whichLaw: WhichLaw
    /// The facts its rules may ask for, by subject and name.
    public let facts: [FactDefinition]
    /// The paid services that stand beside a band.
    public let services: [ServiceCode: Service]
    /// Its indicators.
    public let indicators: [IndicatorCode: Indicator]
    /// Its overrides.
    public let overrides: [OverrideCode: BandOverride]
    /// Its routes.
    public let routes: [RouteCode: Route]
    /// Its tables of points for nominees.
    public let nomineePoints: [NomineePointsCode: NomineePointsTable]
    /// Its tables.
    public let tables: [TableCode: Table]
    /// Its clocks.
    public let clocks: [ClockCode: Clock]
    /// Its calendars of working days.
    public let calendars: [CalendarCode: WorkingCalendar]
    /// Its duties, its ways of repair, display and sharing, and its units of amounts.
    public let procedure: ProcedureLaw
    /// How the foreign register that feeds it is worded; nil where there is none.
    public let register: RegisterVocabulary?
    /// Who may set which of its parameters, and who set what.
    public let delegation: DelegationLaw
    /// The region whose law this is; nil for the law as it stands where no authority set anything.
    public let region: RegionCode?
    /// The golden cases that the pack carries, by file.
    public let cases: [GoldenCase]
    /// Every day on which one of its values begins or ends, in order; but for tables of points and
    /// exemptions, on which no rating rests.
    public let changeDays: [CivilDate]

    let roleList: Dated<[Role]>
    let bandScale: Dated<BandScale>
    let startTable: Dated<StartTable>?
    let noticeRule: Dated<NoticeRule>?
    /// The law of each region for which an authority set something, narrower regions first.
    let variants: [Policy]
    /// The routes whose law is not the same in every region.
    private let routesThatDiffer: Set<RouteCode>
    private let factSubjects: [String: [FactDefinition.Subject]]
    /// In order of their codes.
    package let assessmentsInOrder: [WeighingRule]
    /// The assessments that some day take events of an indicator, in order of their codes.
    private let assessmentsByIndicator: [IndicatorCode: [WeighingRule]]
    /// In order of their codes, so that every walk over them goes the same way.
    let overridesInOrder: [BandOverride]
    /// The scores beside the main one, in order of their codes.
    public let scoresInOrder: [ScoreParameter]

    /// What makes a rating change by the mere passing of time, besides expiry.
    public let turns: PolicyTurns
    /// What makes other facts of a party follow, besides changes of the law.
    package let turnsOfFacts: PolicyTurns

    /// The overrides that an event may bring about, by its indicator, those of each in order of
    /// their codes.
    public let overridesByIndicator: [IndicatorCode: [BandOverride]]
    /// The overrides that no event brings about, in order of their codes.
    public let overridesByFact: [BandOverride]
    /// The facts that name occasions of which only the worst fault counts, by the group of the
    /// indicators.
    public let occasionFacts: [GroupCode: Set<String>]
    /// The facts of a party that may follow from others, in the order of the law.
    let factsThatFollow: [FactDefinition]
    /// Whether a fact of a party may follow from its events.
    package let factsFollowFromEvents: Bool
    /// Those that are known where events are weighed.
    let factsThatFollowWhileWeighing: [FactDefinition]
    /// The facts of a nominee that may follow from others, in the order of the law.
    let nomineeFactsThatFollow: [FactDefinition]
    /// The facts of an event that follow from its days, in the order of the law.
    public let factsOfDays: [FactDefinition]

    /// Takes over what a pack without faults says.
    init(
        _ loading: PackLoading, _ regime: PackLoading.RegimeHeader, bands: Dated<BandScale>,
        reference: PolicyReference, region: RegionCode?, variants: [Policy]
    ) {
        self.reference = reference
        self.region = region
        self.variants = variants
        delegation = loading.delegation
        title = regime.title
        details = regime.details
        isDefault = regime.isDefault
        currency = regime.currency
        time = regime.time
        whichLaw = regime.whichLaw
        facts = loading.facts
        services = loading.services
        indicators = loading.indicators
        overrides = loading.overrides
        routes = loading.routes
        nomineePoints = loading.nomineePoints
        tables = loading.tables
        clocks = loading.clocks
        calendars = loading.calendars
        procedure = loading.procedure
        register = loading.register
        cases = Self.cases(loading, among: variants)
        changeDays = Set(regime.roles.changeDays + bands.changeDays + loading.changeDays).sorted()
        roleList = regime.roles
        bandScale = bands
        startTable = loading.starts
        noticeRule = loading.notices
        factSubjects = Dictionary(grouping: loading.facts, by: \.name)
            .mapValues { $0.map(\.subject) }
        let assessments = loading.assessments.values.sorted { $0.code < $1.code }
        assessmentsInOrder = assessments
        assessmentsByIndicator = loading.indicators.mapValues { indicator in
            assessments.filter { $0.takes(indicator.code) }
        }
        overridesInOrder = loading.overrides.values.sorted { $0.code < $1.code }
        scoresInOrder = loading.scores.values.sorted { $0.code < $1.code }
        routesThatDiffer = Self.routesThatDiffer(loading, bands, among: variants)
        factsThatFollow = facts.filter { $0.subject == .party && $0.derivation != nil }
        factsFollowFromEvents = factsThatFollow.flatMap(\.conditions).contains(
            where: \.asksForEvents)
        let ofResults = factsThatFollow.following { $0.results != nil }
        factsThatFollowWhileWeighing = factsThatFollow.filter { !ofResults.contains($0.name) }
        turns = PolicyTurns(
            bands: bandScale, starts: startTable, overrides: overridesInOrder,
            scores: scoresInOrder, factsThatFollow: factsThatFollow)
        turnsOfFacts = PolicyTurns(factsThatFollow: factsThatFollow)
        nomineeFactsThatFollow = facts.filter { $0.subject == .nominee && $0.derivation != nil }
        factsOfDays = facts.filter { $0.elapsed != nil }
        occasionFacts = Self.occasionFacts(loading.starts)
        overridesByIndicator = Self.overridesByIndicator(overridesInOrder)
        overridesByFact = overridesInOrder.filter {
            $0.rule.values.contains { !$0.value.cause.isOfEvent }
        }
    }

    private static func cases(
        _ loading: PackLoading, among variants: [Policy]
    ) -> [GoldenCase] {
        loading.cases.map { goldenCase in
            // As everywhere, the share is that of the law at the party's seat.
            let seat = goldenCase.dossier.party.region
            let local = variants.first { $0.region?.contains(seat) ?? false }
            return goldenCase.sharing(under: local?.procedure ?? loading.procedure)
        }.sorted { $0.file < $1.file }
    }

    private static func overridesByIndicator(
        _ overrides: [BandOverride]
    ) -> [IndicatorCode: [BandOverride]] {
        var byIndicator: [IndicatorCode: [BandOverride]] = [:]
        for override in overrides {
            for code in Set(override.rule.values.flatMap(\.value.cause.indicators)) {
                byIndicator[code, default: []].append(override)
            }
        }
        return byIndicator
    }

    private static func occasionFacts(
        _ starts: Dated<StartTable>?
    ) -> [GroupCode: Set<String>] {
        var facts: [GroupCode: Set<String>] = [:]
        for group in starts?.values.flatMap(\.value.groups) ?? [] {
            if let occasion = group.occasion { facts[group.code, default: []].insert(occasion) }
        }
        return facts
    }

    private static func routesThatDiffer(
        _ loading: PackLoading, _ bands: Dated<BandScale>, among variants: [Policy]
    ) -> Set<RouteCode> {
        Set(
            loading.routes.values.filter { route in
                variants.contains {
                    $0.routes[route.code]?.rule != route.rule || $0.bandScale != bands
                        || $0.startTable != loading.starts
                }
            }.map(\.code))
    }

    /// Whether a route, or the bands it asks for, are not the same in every region.
    public func differsByRegion(on route: RouteCode) -> Bool { routesThatDiffer.contains(route) }

    /// The regime's code.
    public var code: RegimeCode { reference.code }

    /// The legal day at `instant`.
    public func day(at instant: Instant) -> CivilDate { time.day(at: instant) }

    /// The roles in which a party may vouch.
    ///
    /// - Throws: `PolicyError.notInForce`.
    public func roles(on day: CivilDate) throws(PolicyError) -> DatedValue<[Role]> {
        try roleList.value(on: day)
    }

    /// The bands.
    ///
    /// - Throws: `PolicyError.notInForce`.
    public func bands(on day: CivilDate) throws(PolicyError) -> DatedValue<BandScale> {
        try bandScale.value(on: day)
    }

    /// The start scores.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no score.
    public func starts(on day: CivilDate) throws(PolicyError) -> DatedValue<StartTable> {
        guard let startTable else { throw .unknown("starts") }
        return try startTable.value(on: day)
    }

    /// The rule of an indicator.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such indicator.
    public func indicator(
        _ code: IndicatorCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<IndicatorRule> {
        guard let indicator = indicators[code] else { throw .unknown("indicators/\(code)") }
        return try indicator.rule.value(on: day)
    }

    /// The assessments that some day take events of an indicator, in order of their codes.
    package func assessments(of indicator: IndicatorCode) -> [WeighingRule] {
        assessmentsByIndicator[indicator] ?? assessmentsInOrder.filter { $0.takes(indicator) }
    }

    /// The rule of a route.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such route.
    public func route(
        _ code: RouteCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<RouteRule> {
        guard let route = routes[code] else { throw .unknown("routes/\(code)") }
        return try route.rule.value(on: day)
    }

    /// Whether the law defines a fact.
    public func defines(_ name: String, of subject: FactDefinition.Subject) -> Bool {
        factSubjects[name]?.contains(subject) ?? false
    }

    /// The definition of a fact; nil when no rule asks for it.
    public func fact(
        _ name: String, of subject: FactDefinition.Subject
    ) -> FactDefinition? {
        facts.first { $0.name == name && $0.subject == subject }
    }
}

extension WeighingRule {
    /// Whether it takes events of an indicator, on some day.
    fileprivate func takes(_ indicator: IndicatorCode) -> Bool {
        rule.values.contains { $0.value.takes(indicator) }
    }
}

extension OverrideRule.Cause {
    /// The indicators of which an event may bring it about.
    fileprivate var indicators: [IndicatorCode] {
        if case .event(let indicators, _, _) = self { indicators } else { [] }
    }

    /// Whether an event brings it about.
    fileprivate var isOfEvent: Bool {
        if case .event = self { true } else { false }
    }
}

extension Policy: Equatable {
    /// Whether both are the same version, byte for byte, as it stands in the same region.
    public static func == (left: Policy, right: Policy) -> Bool {
        left.reference == right.reference && left.region == right.region
    }
}
