// SPDX-License-Identifier: Apache-2.0

import Domain

/// Whether an authority may set what it sets.
struct SettingCheck {
    /// Where the setting and its value stand.
    struct Places {
        let setting: PackReading.Place
        let value: PackReading.Place
    }

    private let law: DelegationLaw
    private let reading: PackReading
    private let setting: OverlaySetting
    private let overlay: Overlay
    private let places: Places

    init(
        _ loading: PackLoading, _ setting: OverlaySetting, in overlay: Overlay, at places: Places
    ) {
        law = loading.delegation
        reading = loading.reading
        self.setting = setting
        self.overlay = overlay
        self.places = places
    }

    func run() {
        guard let authority = law.authority(overlay.authority) else { return }
        guard let parameter = law.parameter(setting.parameter) else {
            let known = law.parameters.map(\.code.text).sorted().joined(separator: ", ")
            return reading.fault(
                places.setting, "“\(setting.parameter)” is left to nobody.",
                cure: known.isEmpty
                    ? "Delegate it in delegation.yaml." : "Use one of: \(known).")
        }
        checkOverlap()
        checkTarget(parameter)
        guard covers(parameter) else { return }
        var before: Grant?
        for day in grantDays(of: parameter) {
            guard let grant = law.grant(of: parameter, to: authority, on: day) else {
                return reading.fault(
                    places.setting,
                    "“\(parameter.code)” is not left to the level “\(authority.level)” on \(day).",
                    cure: "Leave it to that level in delegation.yaml, or in an overlay above.")
            }
            if grant == before { continue }
            before = grant
            if !grant.allowed.contains(setting.value) {
                reading.fault(
                    places.value,
                    "\(ConditionText.text(of: setting.value)) lies outside of "
                        + "\(grant.allowed.words), what “\(authority.code)” may set on \(day).",
                    cure: "Set a value within, or widen what is left to it.")
            }
            checkApproval(authority, grant)
            checkFurther(grant)
        }
    }

    /// The days on which what is left to the authority may begin to be otherwise.
    private func grantDays(of parameter: DelegatedParameter) -> [CivilDate] {
        let days =
            parameter.grants.values.map(\.validity.from)
            + law.settings.filter { $0.setting.parameter == parameter.code }.flatMap {
                [$0.setting.validity.from, $0.setting.validity.until].compactMap(\.self)
            }
        return Set(days + [setting.validity.from]).filter(setting.validity.contains).sorted()
    }

    private func covers(_ parameter: DelegatedParameter) -> Bool {
        guard let first = parameter.grants.values.first?.validity.from,
            let last = parameter.grants.values.last?.validity
        else { return false }
        if setting.validity.from < first {
            reading.fault(
                places.setting, "“\(parameter.code)” is left to nobody before \(first).",
                cure: "Begin on \(first) or later.")
            return false
        }
        if let end = last.until, setting.validity.until.map({ $0 > end }) ?? true {
            reading.fault(
                places.setting, "“\(parameter.code)” is left to nobody from \(end) on.",
                cure: "Write `until: \(end)` or an earlier day.")
            return false
        }
        return true
    }

    private func checkTarget(_ parameter: DelegatedParameter) {
        guard let path = ParameterPath(parameter.path, among: reading.documents) else { return }
        let nodes = DatedNodes(reading.documents[path.file])
        guard !nodes.values.contains(where: { $0.validity.overlaps(setting.validity) }) else {
            return
        }
        reading.fault(
            places.setting, "“\(parameter.path)” has no value while this is in force.",
            cure: "Set it for days on which the law has a value.")
    }

    private func checkApproval(_ authority: LawAuthority, _ grant: Grant) {
        guard let level = grant.approvedBy else { return }
        guard let approval = setting.approval else {
            return reading.fault(
                places.setting, "The approval of the level “\(level)” is missing.",
                cure: "Add `approval: { by: AUTHORITY, on: DAY, reference: … }`.")
        }
        let above = law.chain(from: authority.code).dropFirst()
        if !above.contains(where: { $0.code == approval.authority && $0.level == level }) {
            let codes = above.filter { $0.level == level }.map(\.code.text)
            reading.fault(
                places.setting, "“\(approval.authority)” is not the one to approve.",
                cure: "The approval of \(codes.joined(separator: " or ")) is needed.")
        }
        if approval.day > setting.validity.from {
            reading.fault(
                places.setting, "It was approved on \(approval.day), after it begins.",
                cure: "Begin on \(approval.day) or later.")
        }
    }

    private func checkFurther(_ grant: Grant) {
        guard !setting.grants.isEmpty else { return }
        if !grant.isFurther {
            reading.fault(
                places.setting, "The parameter may not be left to anyone below.",
                cure: "Leave out `to:`, or write `further: true` where it was left.")
        }
        for inner in setting.grants where !grant.allowed.contains(inner.allowed) {
            reading.fault(
                places.setting,
                "\(inner.allowed.words) goes beyond \(grant.allowed.words), what the authority "
                    + "may set itself.", cure: "Leave to others no more than is left to you.")
        }
    }

    /// An authority says one thing at a time of one region; what begins later is at fault.
    private func checkOverlap() {
        let same = law.settings.filter {
            $0.overlay.authority == overlay.authority && $0.overlay.region == overlay.region
                && $0.setting.parameter == setting.parameter
        }
        guard
            let other = same.first(where: {
                ($0.overlay, $0.setting) != (overlay, setting)
                    && $0.setting.validity.overlaps(setting.validity)
                    && ($0.setting.validity.from, $0.overlay.code)
                        <= (setting.validity.from, overlay.code)
            })
        else { return }
        reading.fault(
            places.setting,
            "“\(setting.parameter)” is set to \(ConditionText.text(of: other.setting.value)) from "
                + "\(other.setting.validity.from) on already.",
            cure: "End that with `until: \(setting.validity.from)`, or begin later.")
    }
}
