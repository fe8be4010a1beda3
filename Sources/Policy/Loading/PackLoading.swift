// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// The parts of a pack as far as they could be read; which file is what follows from its path.
struct PackLoading {
    let reading: PackReading
    var regime: RegimeHeader?
    var bands: Dated<BandScale>?
    var starts: Dated<StartTable>?
    var facts: [FactDefinition] = []
    var services: [ServiceCode: Service] = [:]
    var indicators: [IndicatorCode: Indicator] = [:]
    var overrides: [OverrideCode: BandOverride] = [:]
    var scores: [ScoreCode: ScoreParameter] = [:]
    var routes: [RouteCode: Route] = [:]
    var nomineePoints: [NomineePointsCode: NomineePointsTable] = [:]
    var tables: [TableCode: Table] = [:]
    var assessments: [AssessmentCode: WeighingRule] = [:]
    var clocks: [ClockCode: Clock] = [:]
    var calendars: [CalendarCode: WorkingCalendar] = [:]
    var notices: Dated<NoticeRule>?
    var procedure = ProcedureLaw()
    var register: RegisterVocabulary?
    var delegation = DelegationLaw()
    /// The value of each setting of an overlay as it was written.
    var overlayNodes: [String: Node] = [:]
    var cases: [GoldenCase] = []

    /// What `regime.yaml` says of the regime as a whole.
    struct RegimeHeader {
        let code: RegimeCode
        let version: String
        let title: LocalText
        let details: LocalText
        let isDefault: Bool
        let currency: String
        let time: RegimeTime
        let whichLaw: WhichLaw
        let roles: Dated<[Role]>
    }

    /// Reads the files of a pack; of those that stand in `documents`, that is read instead.
    init(_ pack: PolicyPack, documents: [String: Node] = [:]) {
        reading = PackReading(documents: documents)
        // Golden cases must name the regime, so that its file comes first.
        for file in pack.files where file.path == "regime.yaml" { read(file) }
        for file in pack.files where file.path != "regime.yaml" { read(file) }
        for needed in ["regime.yaml", "bands.yaml"]
        where !pack.files.contains(where: { $0.path == needed }) {
            reading.fault(
                .init(file: needed, node: nil), "The file is missing.",
                cure: "Every pack has one; take another pack's as a pattern.")
        }
        checkReferences()
    }

    private mutating func read(_ file: PolicyFile) {
        let parts = file.path.split(separator: "/").map(String.init)
        guard parts.count <= 2, let name = parts.last, name.hasSuffix(".yaml") else {
            unknown(file)
            return
        }
        if parts.count == 2 { readPart(file, in: parts[0]) } else { readWhole(file, name) }
    }

    /// A file of which a pack has one.
    private mutating func readWhole(_ file: PolicyFile, _ name: String) {
        switch name {
        case "regime.yaml": readRegime(file)
        case "bands.yaml": readBands(file)
        case "starts.yaml": readStarts(file)
        case "facts.yaml": readFacts(file)
        case "notices.yaml": readNotices(file)
        case "units.yaml": readUnits(file)
        case "register.yaml": readRegister(file)
        case "delegation.yaml": readDelegation(file)
        default: unknown(file)
        }
    }

    /// A file of which a folder has as many as the law needs.
    private mutating func readPart(_ file: PolicyFile, in folder: String) {
        switch folder {
        case "indicators":
            readParameter(file, folder, of: IndicatorCode.self, into: \.indicators) {
                $0.indicatorRule($1)
            }
        case "overrides":
            readParameter(file, folder, of: OverrideCode.self, into: \.overrides) {
                $0.overrideRule($1)
            }
        case "scores":
            readParameter(file, folder, of: ScoreCode.self, into: \.scores) { $0.scoreRule($1) }
        case "routes":
            readParameter(file, folder, of: RouteCode.self, into: \.routes) { $0.routeRule($1) }
        case "nomineePoints":
            readParameter(file, folder, of: NomineePointsCode.self, into: \.nomineePoints) {
                $0.nomineePointsRule($1)
            }
        case "services":
            readParameter(file, folder, of: ServiceCode.self, into: \.services) { _, _ in
                ServiceRule()
            }
        case "tables":
            readParameter(file, folder, of: TableCode.self, into: \.tables) { $0.lawTable($1) }
        case "assessments":
            readParameter(file, folder, of: AssessmentCode.self, into: \.assessments) {
                $0.assessmentRule($1)
            }
        case "calendars": readCalendar(file)
        case "cases": readCase(file)
        case "overlays": readOverlay(file)
        default: readProcedure(file, in: folder)
        }
    }

    /// A file of the folders that say what is to be done by when.
    private mutating func readProcedure(_ file: PolicyFile, in folder: String) {
        switch folder {
        case "clocks":
            readParameter(file, folder, of: ClockCode.self, into: \.clocks) { $0.clockRule($1) }
        case "duties":
            readParameter(file, folder, of: DutyCode.self, into: \.procedure.duties) {
                $0.dutyRule($1)
            }
        case "repairs":
            readParameter(file, folder, of: RepairCode.self, into: \.procedure.repairs) {
                $0.repairRule($1)
            }
        case "displays":
            readParameter(file, folder, of: DisplayCode.self, into: \.procedure.displays) {
                $0.displayRule($1)
            }
        case "sharing":
            readParameter(file, folder, of: SharingCode.self, into: \.procedure.sharings) {
                $0.sharingRule($1)
            }
        case "proceedings":
            readParameter(file, folder, of: ProceedingCode.self, into: \.procedure.proceedings) {
                $0.proceedingRule($1)
            }
        default: unknown(file)
        }
    }

    private func unknown(_ file: PolicyFile) {
        reading.fault(
            .init(file: file.path, node: nil), "A pack has no such file.",
            cure: "Move it to where it belongs: regime.yaml, bands.yaml, starts.yaml, facts.yaml, "
                + "notices.yaml, units.yaml, register.yaml, delegation.yaml, or a .yaml file in "
                + "indicators, overrides, scores, assessments, tables, clocks, calendars, duties, "
                + "repairs, displays, sharing, proceedings, routes, nomineePoints, services, "
                + "overlays or cases.")
    }

    /// Reads one coded part of the regime; the file bears the code as its name.
    private mutating func readParameter<C: Code, Value>(
        _ file: PolicyFile, _ folder: String, of type: C.Type,
        into parts: WritableKeyPath<PackLoading, [C: Parameter<C, Value>]>,
        _ read: (inout MappingReader, Validity) -> Value?
    ) {
        guard var reader = reading.document(file) else { return }
        let codeNode = reader.required("code")
        let code = reader.code("code", as: C.self)
        let title = reader.localText("title")
        let details = reader.localText("description")
        let rule = reader.dated("\(folder)/\(code?.text ?? "?")", read)
        reader.finish()
        guard let code else { return }
        reading.begin("\(folder)/\(code)", at: reader.place(codeNode))
        if self[keyPath: parts][code] != nil {
            reader.fault(
                codeNode, "The code “\(code)” is used by another file of “\(folder)”.",
                cure: "Give each its own code; codes never change their meaning.")
        }
        if file.path != "\(folder)/\(code).yaml" {
            reader.fault(
                codeNode, "The file does not bear the name of its code.",
                cure: "Call it \(folder)/\(code).yaml.")
        }
        guard let title, let details else { return }
        self[keyPath: parts][code] = Parameter(
            code: code, title: title, details: details, rule: rule)
    }

    /// The days on which the rules of weighing begin or end.
    var weighingChangeDays: [CivilDate] {
        tables.values.flatMap(\.rule.changeDays) + assessments.values.flatMap(\.rule.changeDays)
            + clocks.values.flatMap(\.rule.changeDays) + (notices?.changeDays ?? [])
            // On what nominees bring no rating rests.
            + facts.filter { $0.subject != .nominee }.flatMap {
                ($0.derivation?.changeDays ?? []) + ($0.elapsed?.changeDays ?? [])
            }
    }

    private mutating func readRegister(_ file: PolicyFile) {
        do {
            register = try RegisterVocabulary(yaml: file.text)
        } catch {
            for fault in error.faults {
                reading.fault(
                    line: fault.line, of: file.path, fault.message,
                    cure: "Mend this line of the vocabulary.")
            }
        }
    }
}
