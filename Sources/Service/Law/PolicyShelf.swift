// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// The law that this installation has enacted: every version of every regime, by code and hash.
public struct PolicyShelf: Sendable {
    /// One enacted version.
    public struct Enacted: Sendable {
        /// The law.
        public let policy: Policy
        /// The first day on which it is the version to use.
        public let from: CivilDate
        /// The entry that enacted it; none where no ledger did.
        public let entry: EntryNumber

        /// Makes an enacted version.
        public init(policy: Policy, from: CivilDate, entry: EntryNumber = .none) {
            self.policy = policy
            self.from = from
            self.entry = entry
        }
    }

    private let versions: [RegimeCode: [Enacted]]
    private let regimesByRoute: [RouteCode: RegimeCode]
    private let regimesByIndicator: [IndicatorCode: RegimeCode]
    private let regimesByDuty: [DutyCode: RegimeCode]

    /// Puts enacted versions on the shelf; of one regime, a later `from` follows an earlier one.
    public init(_ enacted: [Enacted]) {
        var versions: [RegimeCode: [Enacted]] = [:]
        var routes: [RouteCode: RegimeCode] = [:]
        var indicators: [IndicatorCode: RegimeCode] = [:]
        var duties: [DutyCode: RegimeCode] = [:]
        for version in enacted.sorted(by: { $0.from < $1.from }) {
            let code = version.policy.code
            versions[code, default: []].append(version)
            for route in version.policy.routes.keys { routes[route] = code }
            for indicator in version.policy.indicators.keys { indicators[indicator] = code }
            for duty in version.policy.procedure.duties.keys { duties[duty] = code }
        }
        self.versions = versions
        self.regimesByRoute = routes
        self.regimesByIndicator = indicators
        self.regimesByDuty = duties
    }

    /// This shelf with versions that were enacted since.
    func adding(_ enacted: [Enacted]) -> PolicyShelf {
        enacted.isEmpty ? self : PolicyShelf(versions.values.flatMap { $0 } + enacted)
    }

    /// The last entry that enacted one of its versions.
    var lastEntry: EntryNumber {
        versions.values.joined().map(\.entry).max() ?? .none
    }

    /// The regime that a duty belongs to.
    ///
    /// - Throws: `duty.unknown`.
    public func regime(of duty: DutyCode) throws(Refusal) -> RegimeCode {
        guard let code = regimesByDuty[duty] else { throw Self.unnamed("duty", zh: "义务") }
        return code
    }

    /// The codes of all regimes, in order.
    public var regimes: [RegimeCode] { versions.keys.sorted() }

    /// Every version of a regime, oldest first.
    public func versions(of code: RegimeCode) -> [Enacted] { versions[code] ?? [] }

    /// The version of a regime to use on a day: the latest that is in force by then. A day
    /// before the first version is answered by the first, whose dated values say for themselves
    /// what was in force.
    /// `pointer` is where the request names the regime.
    ///
    /// - Throws: `policy.unknown`.
    public func policy(
        _ code: RegimeCode, on day: CivilDate, at pointer: String? = nil
    ) throws(Refusal) -> Policy {
        guard let all = versions[code], let first = all.first else {
            throw Self.unknown(at: pointer)
        }
        return (all.last { $0.from <= day } ?? first).policy
    }

    /// The version that a reference names.
    ///
    /// - Throws: `policy.unknown`.
    public func policy(_ reference: PolicyReference) throws(Refusal) -> Policy {
        guard
            let found = versions[reference.code]?.first(where: { $0.policy.reference == reference })
        else { throw Self.unknown() }
        return found.policy
    }

    /// The version that `code` or `code@version` names; the one in force on `day` for the first.
    /// `pointer` is where the request names it; nil where it stands in no member.
    ///
    /// - Throws: `policy.unknown`.
    public func policy(
        named name: String, on day: CivilDate, at pointer: String? = "/policy"
    ) throws(Refusal) -> Policy {
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let code = RegimeCode(String(parts[0]))
        guard parts.count == 2 else { return try policy(code, on: day, at: pointer) }
        guard
            let found = versions[code]?.first(where: {
                $0.policy.reference.version == parts[1]
            })
        else { throw Self.unknown(at: pointer) }
        return found.policy
    }

    /// The regime that a route belongs to.
    ///
    /// - Throws: `route.unknown`.
    public func regime(of route: RouteCode) throws(Refusal) -> RegimeCode {
        guard let code = regimesByRoute[route] else { throw Self.unnamed("route", zh: "路径") }
        return code
    }

    /// The regime that an indicator belongs to.
    ///
    /// - Throws: `indicator.unknown`.
    public func regime(of indicator: IndicatorCode) throws(Refusal) -> RegimeCode {
        guard let code = regimesByIndicator[indicator] else {
            throw Self.unnamed("indicator", zh: "指标")
        }
        return code
    }

    /// The regime of an installation that says nothing else: that which calls itself the default,
    /// or the only one.
    ///
    /// - Throws: `policy.unknown` at `/regime` when there is neither.
    public func defaultRegime(on day: CivilDate) throws(Refusal) -> RegimeCode {
        for code in regimes {
            if try policy(code, on: day).isDefault { return code }
        }
        guard let only = regimes.first, regimes.count == 1 else {
            throw Self.unknown(at: "/regime")
        }
        return only
    }

    /// A code that no enacted regime knows: the question is at fault, nothing is missing.
    private static func unnamed(_ name: String, zh: String) -> Refusal {
        Refusal(
            .invalid, code: "\(name).unknown",
            message: LocalText(
                en: "No enacted regime knows this \(name); see GET /v1/policies.",
                zh: "已生效的制度中没有此\(zh)，见 GET /v1/policies。"),
            faults: [
                InputFault(
                    pointer: "/\(name)", code: "\(name).unknown",
                    detail: "No enacted regime knows this \(name).")
            ])
    }

    /// No regime or version is enacted that goes by the name at `pointer`.
    static func unknown(at pointer: String? = nil) -> Refusal {
        let detail = "No such regime or version has been enacted; see GET /v1/policies."
        return Refusal(
            .invalid, code: "policy.unknown",
            message: LocalText(en: detail, zh: "没有生效的此制度或版本，见 GET /v1/policies。"),
            faults: pointer.map {
                [InputFault(pointer: $0, code: "policy.unknown", detail: detail)]
            } ?? [])
    }
}
