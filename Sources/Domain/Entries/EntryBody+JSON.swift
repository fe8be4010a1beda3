// SPDX-License-Identifier: Apache-2.0

extension EntryBody {
    /// The body as it stands in the hashed bytes; `kind` stands beside it.
    public var json: JSONValue {
        switch self {
        case .partyRegistered(let party), .partyAmended(let party): party.json
        case .accreditationGranted(let accreditation): accreditation.json
        case .bandAssigned(let id, let change):
            ["accreditation": JSONValue(text: id), "change": change.json]
        case .servicesChanged(let id, let change):
            ["accreditation": JSONValue(text: id), "change": change.json]
        case .accreditationSuspended(let id, let span),
            .accreditationReinstated(let id, let span):
            ["accreditation": JSONValue(text: id), "effective": span.json]
        case .accreditationEnded(let id, let end):
            [
                "accreditation": JSONValue(text: id), "ended": end.ended.json,
                "reason": .string(end.reason.rawValue),
            ]
        case .eventReported(let event): event.json
        case .eventConfirmed(let id, let day):
            ["determinedOn": JSONValue(text: day), "event": JSONValue(text: id)]
        case .eventAnnulled(let id, let day, let reason):
            .object(present: [
                ("determinedOn", JSONValue(text: day)), ("event", JSONValue(text: id)),
                ("reason", reason?.json),
            ])
        case .relationRecorded(let relation): relation.json
        case .relationEnded(let id, let day):
            ["on": JSONValue(text: day), "relation": JSONValue(text: id)]
        case .undertakingChanged(_, let undertaking): undertaking.json
        case .sanctionImposed(let sanction): sanction.json
        case .sanctionLifted(let id, let day, let reason):
            .object(present: [
                ("on", JSONValue(text: day)), ("reason", reason?.json),
                ("sanction", JSONValue(text: id)),
            ])
        case .sanctionSetAside(let id, let day), .sanctionResumed(let id, let day):
            ["on": JSONValue(text: day), "sanction": JSONValue(text: id)]
        case .sanctionStayed(let id, let validity):
            ["during": validity.json, "sanction": JSONValue(text: id)]
        case .proceedingOpened(let record): record.json
        case .proceedingMoved(let id, let move):
            ["move": move.json, "proceeding": JSONValue(text: id)]
        case .dutyChanged(_, let duty): duty.json
        case .eligibilityDecided(let record): record.json
        case .policyDrafted(let policy): ["policy": policy.json]
        case .policyEnacted(let policy, let from):
            ["from": JSONValue(text: from), "policy": policy.json]
        case .editionImported(let edition):
            [
                "counts": .object(edition.counts),
                "editionDate": JSONValue(text: edition.editionDate),
                "regime": JSONValue(text: edition.regime),
                "sha256": JSONValue(text: edition.sha256),
            ]
        case .authorityChanged(_, let authority): authority.json
        case .personErased: [:]
        }
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault, or the unknown `kind`.
    public init(kind: String, _ value: JSONValue) throws(InputFaults) {
        switch kind {
        case "party.registered": self = .partyRegistered(try PartyRecord(value))
        case "accreditation.granted":
            self = .accreditationGranted(try AccreditationRecord(value))
        case "party.amended": self = .partyAmended(try PartyRecord(value))
        case "event.reported": self = .eventReported(try EventRecord(value))
        case "relation.recorded": self = .relationRecorded(try RelationRecord(value))
        case "undertaking.made", "undertaking.converted", "undertaking.transferred",
            "undertaking.closed":
            guard let change = UndertakingChange(rawValue: String(kind.dropFirst(12))) else {
                preconditionFailure("The names of the kinds are those of the changes.")
            }
            self = .undertakingChanged(change, try UndertakingRecord(value))
        case "sanction.imposed": self = .sanctionImposed(try SanctionRecord(value))
        case "proceeding.opened": self = .proceedingOpened(try ProceedingRecord(value))
        case "duty.raised", "duty.moved", "duty.extended", "duty.missed", "duty.discharged",
            "duty.waived", "duty.ended":
            guard let change = DutyChange(rawValue: String(kind.dropFirst(5))) else {
                preconditionFailure("The names of the kinds are those of the changes.")
            }
            self = .dutyChanged(change, try DutyRecord(value))
        case "authority.established", "authority.changed", "authority.closed":
            guard let change = AuthorityChange(rawValue: String(kind.dropFirst(10))) else {
                preconditionFailure("The names of the kinds are those of the changes.")
            }
            self = .authorityChanged(change, try AuthorityRecord(value))
        default:
            var reader = ObjectReader(value, at: "/body")
            let body = Self.read(kind: kind, from: &reader)
            try reader.finish()
            guard let body else {
                throw InputFaults([
                    InputFault(
                        pointer: "/kind", code: "entry.kindUnknown",
                        detail: "This version knows no such kind of entry.")
                ])
            }
            self = body
        }
    }

    private static func read(kind: String, from reader: inout ObjectReader) -> EntryBody? {
        switch kind {
        case "accreditation.bandAssigned":
            guard let id = accreditation(&reader),
                let change = reader.element("change", BandAssignment.init(reading:))
            else { return nil }
            return .bandAssigned(id, change)
        case "accreditation.servicesChanged":
            guard let id = accreditation(&reader),
                let change = reader.element("change", ServiceAssignment.init(reading:))
            else { return nil }
            return .servicesChanged(id, change)
        case "accreditation.suspended", "accreditation.reinstated":
            guard let id = accreditation(&reader),
                let span = Span.read("effective", from: &reader)
            else { return nil }
            return kind == "accreditation.suspended"
                ? .accreditationSuspended(id, span) : .accreditationReinstated(id, span)
        case "accreditation.ended":
            guard let id = accreditation(&reader), let end = AccreditationEnd(reading: &reader)
            else { return nil }
            return .accreditationEnded(id, end)
        case "event.confirmed", "event.annulled":
            return determination(kind: kind, from: &reader)
        case "relation.ended":
            let id = reader.text("relation", "A UUID is needed.") { RelationID($0) }
            guard let day = reader.date("on"), let id else { return nil }
            return .relationEnded(id, on: day)
        case "sanction.lifted", "sanction.setAside", "sanction.stayed", "sanction.resumed":
            return sanction(kind: kind, from: &reader)
        case "proceeding.moved":
            let id = reader.text("proceeding", "A UUID is needed.") { ProceedingID($0) }
            let move = reader.element("move", ProceedingMove.init(reading:))
            guard let id, let move else { return nil }
            return .proceedingMoved(id, move)
        case "eligibility.decided":
            return EligibilityRecord(reading: &reader).map { .eligibilityDecided($0) }
        case "policy.drafted":
            return PolicyReference("policy", from: &reader).map { .policyDrafted($0) }
        case "policy.enacted":
            let from = reader.date("from")
            guard let policy = PolicyReference("policy", from: &reader), let from else {
                return nil
            }
            return .policyEnacted(policy, from: from)
        case "edition.imported": return edition(from: &reader)
        case "person.erased": return .personErased
        default: return nil
        }
    }

    private static func sanction(
        kind: String, from reader: inout ObjectReader
    ) -> EntryBody? {
        let id = reader.text("sanction", "A UUID is needed.") { SanctionID($0) }
        if kind == "sanction.stayed" {
            let validity = reader.element("during", Validity.init(reading:))
            guard let id, let validity else { return nil }
            return .sanctionStayed(id, during: validity)
        }
        let reason = kind == "sanction.lifted" ? SealedText.read("reason", from: &reader) : nil
        guard let day = reader.date("on"), let id else { return nil }
        switch kind {
        case "sanction.lifted": return .sanctionLifted(id, on: day, reason: reason)
        case "sanction.setAside": return .sanctionSetAside(id, on: day)
        default: return .sanctionResumed(id, on: day)
        }
    }

    private static func determination(
        kind: String, from reader: inout ObjectReader
    ) -> EntryBody? {
        let event = reader.text("event", "A UUID is needed.") { EventID($0) }
        let day = reader.date("determinedOn")
        let reason = SealedText.read("reason", from: &reader)
        guard let event, let day else { return nil }
        return kind == "event.confirmed"
            ? .eventConfirmed(event, on: day) : .eventAnnulled(event, on: day, reason: reason)
    }

    private static func edition(from reader: inout ObjectReader) -> EntryBody? {
        let date = reader.date("editionDate")
        let regime = reader.code("regime", as: RegimeCode.self)
        let sha256 = reader.text("sha256", "64 hexadecimal digits are needed.") {
            Digest32(hexadecimal: $0)
        }
        guard case .object(let members)? = reader.required("counts"), let date, let regime,
            let sha256
        else { return nil }
        let counts: [(String, Int)] = members.compactMap { member in
            if case .integer(let count) = member.value { (member.name, Int(count)) } else { nil }
        }
        return .editionImported(
            EditionImport(regime: regime, editionDate: date, sha256: sha256, counts: counts))
    }

    private static func accreditation(_ reader: inout ObjectReader) -> AccreditationID? {
        reader.text("accreditation", "A UUID is needed.") { AccreditationID($0) }
    }
}
