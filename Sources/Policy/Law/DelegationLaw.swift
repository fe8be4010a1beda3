// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Who may set which parameters of a regime, how far, and who set what.
///
/// - Source: `delegation.yaml` and the files of the pack's `overlays` folder.
public struct DelegationLaw: Hashable, Sendable {
    /// The authorities, in the order of the law.
    public var authorities: [LawAuthority] = []
    /// The parameters that are left to authorities, in the order of the law.
    public var parameters: [DelegatedParameter] = []
    /// What authorities set, in order of the codes.
    public var overlays: [Overlay] = []

    /// The authority of a code.
    public func authority(_ code: AuthorityCode) -> LawAuthority? {
        authorities.first { $0.code == code }
    }

    /// The delegated parameter of a code.
    public func parameter(_ code: DelegationCode) -> DelegatedParameter? {
        parameters.first { $0.code == code }
    }

    /// The authority and those above it, nearest first; each stands in it once.
    func chain(from code: AuthorityCode) -> [LawAuthority] {
        var chain: [LawAuthority] = []
        var next: AuthorityCode? = code
        while let code = next, let authority = authority(code),
            !chain.contains(where: { $0.code == code })
        {
            chain.append(authority)
            next = authority.parent
        }
        return chain
    }

    /// Every setting with the authority that made it and the region for which it is made.
    var settings: [(overlay: Overlay, setting: OverlaySetting)] {
        overlays.flatMap { overlay in overlay.settings.map { (overlay, $0) } }
    }
}

/// An authority (主管机关) that the law knows: a ministry, a province, a city.
public struct LawAuthority: Hashable, Sendable {
    /// Its code.
    public let code: AuthorityCode
    /// What it is called.
    public let title: LocalText
    /// The level on which it stands, a word of the law such as `province`.
    public let level: String
    /// The authority above it; nil at the top.
    public let parent: AuthorityCode?
    /// Its territory.
    public let region: RegionCode
}

/// A parameter of the law that is left to authorities, and how far.
public struct DelegatedParameter: Hashable, Sendable {
    /// Its code.
    public let code: DelegationCode
    /// What it is called.
    public let title: LocalText
    /// Where it stands: the file, and the members that lead to it within each dated value.
    public let path: String
    /// Who may set it, how far, over time.
    public let grants: Dated<[Grant]>
}

/// The leave of one level of authorities to set a parameter.
public struct Grant: Hashable, Sendable {
    /// The level.
    public let level: String
    /// The values that may be set.
    public let allowed: AllowedValues
    /// The level above that must have approved; nil where none must.
    public let approvedBy: String?
    /// Whether an authority of the level may leave the parameter to those below it.
    public let isFurther: Bool
}

/// The values that a parameter may be given.
public enum AllowedValues: Hashable, Sendable {
    /// A number within bounds.
    case numbers(Bounds<ExactDecimal>)
    /// One of several words, or of both truths.
    case oneOf([JSONValue])

    /// Whether a value is one of them.
    func contains(_ value: JSONValue) -> Bool {
        switch self {
        case .numbers(let bounds): value.exactNumber.map(bounds.contains) ?? false
        case .oneOf(let values): values.contains(value)
        }
    }

    /// Whether each value of `other` is one of these.
    func contains(_ other: AllowedValues) -> Bool {
        switch (self, other) {
        case (.numbers(let own), .numbers(let inner)):
            Self.isNoWider(inner.lower, than: own.lower) { $0 > $1 }
                && Self.isNoWider(inner.upper, than: own.upper) { $0 < $1 }
        case (_, .oneOf(let values)): values.allSatisfy { contains($0) }
        case (.oneOf, .numbers): false
        }
    }

    private static func isNoWider(
        _ inner: Bounds<ExactDecimal>.Edge?, than outer: Bounds<ExactDecimal>.Edge?,
        _ isInside: (ExactDecimal, ExactDecimal) -> Bool
    ) -> Bool {
        guard let outer else { return true }
        guard let inner else { return false }
        if inner.value == outer.value { return outer.isInclusive || !inner.isInclusive }
        return isInside(inner.value, outer.value)
    }

    /// `10–20`, `≥ 10`, or `A or B`.
    public var words: String {
        switch self {
        case .oneOf(let values):
            values.map { ConditionText.text(of: $0) }.joined(separator: " or ")
        case .numbers(let bounds):
            if let lower = bounds.lower, let upper = bounds.upper, lower.value < upper.value,
                lower.isInclusive, upper.isInclusive
            {
                upper.value.mantissa < 0 || lower.value.mantissa < 0
                    ? "\(lower.value) to \(upper.value)" : "\(lower.value)–\(upper.value)"
            } else {
                ConditionText.text(of: bounds)
            }
        }
    }
}

extension JSONValue {
    /// The number that it is; nil for anything else.
    var exactNumber: ExactDecimal? {
        switch self {
        case .integer(let number): ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number): number
        default: nil
        }
    }
}
