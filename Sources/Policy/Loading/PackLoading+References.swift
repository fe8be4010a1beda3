// SPDX-License-Identifier: Apache-2.0

import Domain

extension PackLoading {
    /// Checks what the parts say of each other, once all of them are known.
    func checkReferences() {
        for reference in reading.references { check(reference) }
        for check in reading.deferred { check(self) }
        for (code, place) in reading.neutralCodes where overrides[code] != nil {
            reading.fault(
                place, "The code “\(code)” is used by a file of “overrides”.",
                cure: "Give the neutral band a code of its own.")
        }
        checkAssessments()
        checkProcedure()
        checkScores()
        checkNamedScores()
        checkRegister()
    }

    private func check(_ reference: PackReading.Reference) {
        let place = reference.place
        switch reference.subject {
        case .band(let band, let validity): check(band, during: validity, at: place)
        case .role(let role):
            guard let regime, !regime.roles.values.contains(where: { $0.value.contains(role) })
            else { return }
            reading.fault(
                place, "The regime has no role “\(role.rawValue)”.",
                cure: "Name a role of regime.yaml, or add it there.")
        case .indicator(let code):
            known(indicators[code] != nil, "indicator", code.text, "indicators", at: place)
        case .override(let code):
            // A neutral band, a score that caps and a measure that lowers the band stand among the
            // overrides of a rating.
            let isCap =
                reading.neutralCodes.contains { $0.code == code }
                || scores[ScoreCode(code.text)] != nil || lowersBand(code.text)
            known(
                overrides[code] != nil || isCap, "override", code.text, "overrides", at: place)
        case .route(let code):
            known(routes[code] != nil, "route", code.text, "routes", at: place)
        case .service(let code):
            known(services[code] != nil, "service", code.text, "services", at: place)
        case .fact(let name, let scope, let values, let isNumber):
            check(fact: name, of: scope, values: values, isNumber: isNumber, at: place)
        case .word(let name): check(word: name, at: place)
        case .table(let code, let result): check(code, gives: result, at: place)
        case .clock(let code):
            known(clocks[code] != nil, "clock", code.text, "clocks", at: place)
        case .calendar(let code):
            known(calendars[code] != nil, "calendar", code.text, "calendars", at: place)
        }
    }

    private func lowersBand(_ measure: String) -> Bool {
        assessments.values.contains { assessment in
            assessment.rule.values.contains { value in
                value.value.measures.contains { $0.code.text == measure && $0.band != nil }
            }
        }
    }

    private func known(
        _ isKnown: Bool, _ kind: String, _ code: String, _ folder: String,
        at place: PackReading.Place
    ) {
        guard !isKnown else { return }
        reading.fault(
            place, "No \(kind) “\(code)” stands in this pack.",
            cure: "Mend the code, or add \(folder)/\(code).yaml.")
    }

    private func check(
        _ band: BandCode, during validity: Validity, at place: PackReading.Place
    ) {
        guard let bands, !bands.values.isEmpty else { return }
        let scales = bands.values.filter { $0.validity.overlaps(validity) }
        guard scales.isEmpty || scales.contains(where: { $0.value.rank(of: band) == nil })
        else { return }
        let codes = (scales.isEmpty ? bands.values : scales)
            .flatMap { $0.value.bands.map(\.code.text) }
        reading.fault(
            place, "The band “\(band)” is unknown while this value is in force.",
            cure: "Use one of: \(Set(codes).sorted().joined(separator: ", ")).")
    }

    private func check(
        fact name: String, of scope: FactScope, values: [JSONValue],
        isNumber: Bool, at place: PackReading.Place
    ) {
        guard let fact = scope.fact(name, among: facts) else {
            reading.fault(
                place, "No fact “\(name)” of the \(scope.words) is defined.",
                cure: "Mend the name, or define it in facts.yaml.")
            return
        }
        if scope.isWeighing, fact.subject == .party { checkKnownWhileWeighing(name, at: place) }
        if isNumber, fact.kind != .integer, fact.kind != .decimal {
            reading.fault(
                place, "The fact “\(name)” is no number and has no bounds.",
                cure: "Compare it with equals or in.")
        }
        for value in values where !fact.accepts(value) {
            reading.fault(
                place, "The fact “\(name)” is never \(value.kindName) like that.",
                cure: "Compare it with a value of its kind, as facts.yaml defines it.")
        }
    }

    /// What tells occasions apart may be any word.
    private func check(word name: String, at place: PackReading.Place) {
        guard let fact = FactScope.weighing.fact(name, among: facts) else {
            reading.fault(
                place, "No fact “\(name)” is defined.",
                cure: "Mend the name, or define it in facts.yaml with `kind: word`.")
            return
        }
        if fact.kind != .word {
            reading.fault(
                place, "The fact “\(name)” does not tell occasions apart.",
                cure: "Name a fact of the kind `word`.")
        }
    }

    private func check(
        _ code: TableCode, gives result: LawTable.Result?, at place: PackReading.Place
    ) {
        known(tables[code] != nil, "table", code.text, "tables", at: place)
        guard let result, let table = tables[code] else { return }
        if table.rule.values.contains(where: { $0.value.result != result }) {
            reading.fault(
                place, "The table “\(code)” does not give \(result.rawValue).",
                cure: "Name a table with `gives: \(result.rawValue)`.")
        }
    }

    /// An event is weighed by one assessment, or by none.
    private func checkAssessments() {
        let values = assessments.values.sorted { $0.code < $1.code }
            .flatMap { assessment in assessment.rule.values.map { (assessment.code, $0) } }
        for (index, (code, value)) in values.enumerated() {
            for (other, later) in values[(index + 1)...]
            where other != code && value.validity.overlaps(later.validity) {
                let both = Set(value.value.indicators).intersection(later.value.indicators)
                guard
                    let shared = both.min()?.text
                        ?? (value.value.indicators.isEmpty || later.value.indicators.isEmpty
                            ? "any" : nil)
                else { continue }
                reading.fault(
                    reading.beginning(of: "assessments/\(other)"),
                    "“\(shared)” is weighed by “\(code)” at the same time.",
                    cure: "Let one assessment take each indicator.")
            }
        }
    }

    /// A regime with scores needs start scores, and start scores need bands that follow from them.
    private func checkScores() {
        let isScored = bands?.values.contains { $0.value.basis == .score } ?? false
        if isScored, starts == nil {
            reading.fault(
                .init(file: "starts.yaml", node: nil), "The file is missing.",
                cure: "Bands that follow from a score need start scores.")
        }
        if bands != nil, !isScored, starts != nil {
            reading.fault(
                .init(file: "starts.yaml", node: nil), "No band follows from a score.",
                cure: "Leave the file out, or set `basis: score` in bands.yaml.")
        }
    }

    private func checkRegister() {
        guard let register else { return }
        let place = PackReading.Place(file: "register.yaml", node: nil)
        for route in register.routes {
            known(routes[route.code] != nil, "route", route.code.text, "routes", at: place)
        }
        for rating in register.ratings {
            if let anyDay = bands?.values.last?.validity {
                check(rating.band, during: anyDay, at: place)
            }
            if let service = rating.service {
                known(services[service] != nil, "service", service.text, "services", at: place)
            }
        }
    }
}
