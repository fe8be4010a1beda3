// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension PackLoading {
    /// The tree of authorities and what is left to them.
    mutating func readDelegation(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        var places: [AuthorityCode: PackReading.Place] = [:]
        for var inner in reader.mappings("authorities") {
            let node = inner.required("code")
            let code = inner.code("code", as: AuthorityCode.self)
            let title = inner.localText("title")
            let level = inner.text("level")
            let parent = inner.optionalCode("parent", as: AuthorityCode.self)
            let region = inner.code("region", as: RegionCode.self)
            inner.finish()
            guard let code, let title, let level, let region else { continue }
            if delegation.authority(code) != nil {
                inner.fault(
                    node, "The authority “\(code)” stands here twice.",
                    cure: "Give each authority its own code.")
                continue
            }
            let parentNode = inner.optional("parent")
            places[code] = inner.place(parentNode ?? node)
            delegation.authorities.append(
                LawAuthority(
                    code: code, title: title, level: level, parent: parent, region: region))
        }
        for inner in reader.optionalMappings("parameters") {
            readDelegatedParameter(inner)
        }
        _ = reader.provenance()
        reader.finish()
        reading.later { loading in
            AuthorityCheck(loading, places: places).run()
        }
    }

    private mutating func readDelegatedParameter(_ start: MappingReader) {
        var reader = start
        let node = reader.required("code")
        let code = reader.code("code", as: DelegationCode.self)
        let title = reader.localText("title")
        let pathNode = reader.required("path")
        let path = reader.text("path")
        var places: [Validity: PackReading.Place] = [:]
        let grants = reader.dated("delegation/\(code?.text ?? "?")") { reader, validity in
            places[validity] = reader.place(reader.node)
            return reader.grants("to")
        }
        reader.finish()
        guard let code, let title, let path else { return }
        if delegation.parameter(code) != nil {
            reader.fault(
                node, "The parameter “\(code)” stands here twice.",
                cure: "Give each parameter its own code.")
            return
        }
        let parameter = DelegatedParameter(code: code, title: title, path: path, grants: grants)
        delegation.parameters.append(parameter)
        let place = reader.place(pathNode)
        reading.later { loading in
            GrantCheck(loading, parameter, path: place, values: places).run()
        }
    }

    /// What one authority sets.
    mutating func readOverlay(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        let codeNode = reader.required("code")
        let code = reader.code("code", as: OverlayCode.self)
        let title = reader.localText("title")
        let authorityNode = reader.required("authority")
        let authority = reader.code("authority", as: AuthorityCode.self)
        let regionNode = reader.optional("region")
        let region = reader.optionalCode("region", as: RegionCode.self)
        let settings = reader.mappings("settings").compactMap { $0.overlaySetting() }
        reader.finish()
        guard let code, let title, let authority else { return }
        if file.path != "overlays/\(code).yaml" {
            reader.fault(
                codeNode, "The file does not bear the name of its code.",
                cure: "Call it overlays/\(code).yaml.")
        }
        guard let known = delegation.authority(authority) else {
            reader.fault(
                authorityNode, "No authority “\(authority)” stands in delegation.yaml.",
                cure: "Mend the code, or add the authority there.")
            return
        }
        if let region, !known.region.contains(region) {
            reader.fault(
                regionNode,
                "The region \(region) lies outside of \(known.region), the territory of "
                    + "“\(authority)”.", cure: "Name a part of \(known.region).")
            return
        }
        let overlay = Overlay(
            code: code, title: title, authority: authority, region: region ?? known.region,
            settings: settings.map(\.setting))
        delegation.overlays.append(overlay)
        for (setting, node) in settings {
            overlayNodes[setting.place(in: overlay)] = node.value
            let check = SettingCheck.Places(
                setting: reader.place(node.setting), value: reader.place(node.value))
            reading.later { SettingCheck($0, setting, in: overlay, at: check).run() }
        }
    }
}

extension OverlaySetting {
    /// What tells it apart from all others of a pack without faults.
    func place(in overlay: Overlay) -> String {
        "\(overlay.code)/\(parameter)/\(validity.from)"
    }
}

extension MappingReader {
    /// The levels to which a parameter is left, and how far.
    fileprivate mutating func grants(_ name: String) -> [Grant]? {
        let grants = mappings(name).compactMap { $0.grant() }
        return grants.isEmpty ? nil : grants
    }

    private func grant() -> Grant? {
        var reader = self
        let level = reader.text("level")
        let bounds: Bounds<ExactDecimal>? = reader.bounds { node in
            let number = decimal(of: node)
            if number == nil {
                fault(node, "A bound is a number.", cure: "Write it in digits, without quotes.")
            }
            return number
        }
        let values = reader.optionalList("oneOf").compactMap(factValue)
        let approvedBy = reader.optionalText("approvedBy")
        let isFurther = reader.bool("further", absent: false)
        reader.finish()
        guard (bounds == nil) != values.isEmpty else {
            fault(
                node, "What may be set is not said, or said twice.",
                cure: "Write bounds (`atLeast:`, `atMost:`) or a list of `oneOf:`.")
            return nil
        }
        guard let level else { return nil }
        return Grant(
            level: level, allowed: bounds.map { .numbers($0) } ?? .oneOf(values),
            approvedBy: approvedBy, isFurther: isFurther)
    }

    fileprivate func overlaySetting() -> (
        setting: OverlaySetting, node: (setting: Node, value: Node)
    )? {
        var reader = self
        let parameter = reader.code("parameter", as: DelegationCode.self)
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        let provenance = reader.provenance()
        let valueNode = reader.required("value")
        let value = valueNode.flatMap(factValue)
        let approval = reader.optionalMapping("approval").flatMap { $0.approval() }
        let grants = reader.has("to") ? reader.grants("to") ?? [] : []
        reader.finish()
        guard let from else { return nil }
        guard let validity = Validity(from: from, until: until) else {
            fault(
                reader.optional("until"), "“until” must lie after “from”.",
                cure: "“until” is the first day on which the value is no longer in force.")
            return nil
        }
        guard let parameter, let provenance, let valueNode, let value else { return nil }
        let setting = OverlaySetting(
            parameter: parameter, validity: validity, provenance: provenance, value: value,
            approval: approval, grants: grants)
        return (setting, (node, valueNode))
    }

    private func approval() -> OverlaySetting.Approval? {
        var reader = self
        let authority = reader.code("by", as: AuthorityCode.self)
        let day = reader.date("on")
        let reference = reader.text("reference")
        reader.finish()
        guard let authority, let day, let reference else { return nil }
        return .init(authority: authority, day: day, reference: reference)
    }
}
