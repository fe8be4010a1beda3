// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// Whether the authorities of a pack are a tree whose territories fit.
struct AuthorityCheck {
    private let law: DelegationLaw
    private let reading: PackReading
    private let places: [AuthorityCode: PackReading.Place]

    init(_ loading: PackLoading, places: [AuthorityCode: PackReading.Place]) {
        law = loading.delegation
        reading = loading.reading
        self.places = places
    }

    func run() {
        for (index, authority) in law.authorities.enumerated() {
            checkParent(of: authority)
            for other in law.authorities[..<index] { check(authority, beside: other) }
        }
    }

    private func fault(_ authority: LawAuthority, _ message: String, cure: String) {
        guard let place = places[authority.code] else { return }
        reading.fault(place, message, cure: cure)
    }

    private func checkParent(of authority: LawAuthority) {
        guard let code = authority.parent else { return }
        guard let parent = law.authority(code) else {
            return fault(
                authority, "No authority “\(code)” stands here.",
                cure: "Mend the code, or add the authority.")
        }
        if law.chain(from: authority.code).last?.parent != nil,
            law.chain(from: code).contains(where: { $0.code == authority.code })
        {
            return fault(
                authority, "The authority “\(authority.code)” stands above itself.",
                cure: "Leave out `parent:` of the one at the top.")
        }
        if !parent.region.contains(authority.region) {
            fault(
                authority,
                "The region \(authority.region) lies outside of \(parent.region), the territory "
                    + "of “\(code)”.", cure: "Name a part of \(parent.region), or mend `parent:`.")
        }
    }

    /// Two that do not stand one above the other may not both answer for one place.
    private func check(_ authority: LawAuthority, beside other: LawAuthority) {
        let isAbove = law.chain(from: authority.code).contains { $0.code == other.code }
        let isBelow = law.chain(from: other.code).contains { $0.code == authority.code }
        guard !isAbove, !isBelow,
            authority.region.contains(other.region) || other.region.contains(authority.region)
        else { return }
        fault(
            authority,
            "“\(authority.code)” and “\(other.code)” answer for one region, and neither stands "
                + "above the other.", cure: "Part their regions, or name one as `parent:`.")
    }
}

/// Whether a delegated parameter leads to a value of the law, and to whom it is left.
struct GrantCheck {
    private let law: DelegationLaw
    private let reading: PackReading
    private let parameter: DelegatedParameter
    private let path: PackReading.Place
    private let values: [Validity: PackReading.Place]

    init(
        _ loading: PackLoading, _ parameter: DelegatedParameter, path: PackReading.Place,
        values: [Validity: PackReading.Place]
    ) {
        law = loading.delegation
        reading = loading.reading
        self.parameter = parameter
        self.path = path
        self.values = values
    }

    func run() {
        checkPath()
        for value in parameter.grants.values {
            for grant in value.value { check(grant, at: values[value.validity] ?? path) }
        }
        let same = law.parameters.first { $0.path == parameter.path }
        if let same, same.code != parameter.code {
            reading.fault(
                path, "The parameter “\(same.code)” stands at the same place.",
                cure: "Delegate each value once.")
        }
    }

    private func checkPath() {
        guard let found = ParameterPath(parameter.path, among: reading.documents) else {
            return reading.fault(
                path, "“\(parameter.path)” leads nowhere: no file of the pack is meant.",
                cure: "Write the file without its ending, then the members, as in "
                    + "`indicators/CODE/points/fixed`.")
        }
        guard found.isOfLaw else {
            return reading.fault(
                path, "“\(parameter.path)” is no value of the law.",
                cure: "Name a value, not its code, its days or its source.")
        }
        let nodes = DatedNodes(reading.documents[found.file])
        for granted in parameter.grants.values {
            let touched = nodes.values.filter { $0.validity.overlaps(granted.validity) }
            if touched.isEmpty || touched.contains(where: { found.scalar(in: $0.node) == nil }) {
                return reading.fault(
                    path, "“\(parameter.path)” leads nowhere in \(found.file) while it is left.",
                    cure: "Name the members down to one number, word or truth; an element of a "
                        + "list by its code, or by its number from 0.")
            }
            for value in touched {
                guard let scalar = found.scalar(in: value.node) else { continue }
                check(scalar, granted.value)
            }
        }
    }

    /// What may be set must be of the kind of what stands there.
    private func check(_ scalar: Node, _ grants: [Grant]) {
        let isNumber =
            scalar.scalar?.style == .plain
            && scalar.scalar.flatMap { ExactDecimal($0.string) } != nil
        for grant in grants {
            let fits =
                switch grant.allowed {
                case .numbers: isNumber
                case .oneOf(let values): values.allSatisfy { ($0.exactNumber != nil) == isNumber }
                }
            guard !fits else { continue }
            reading.fault(
                path,
                "“\(parameter.path)” holds \(isNumber ? "a number" : "no number"), and "
                    + "\(grant.allowed.words) may be set.",
                cure: isNumber ? "Give bounds." : "List the words with `oneOf:`.")
        }
    }

    private func check(_ grant: Grant, at place: PackReading.Place) {
        let levels = Set(law.authorities.map(\.level))
        for level in [grant.level, grant.approvedBy].compactMap(\.self)
        where !levels.contains(level) {
            reading.fault(
                place, "No authority stands on the level “\(level)”.",
                cure: "Use one of: \(levels.sorted().joined(separator: ", ")).")
        }
    }
}
