// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// The list of dated values under `values`, each read by `read`, which gets the days in force.
    /// Overlaps and gaps are faults.
    mutating func dated<Value>(
        _ parameter: String, _ read: (inout MappingReader, Validity) -> Value?
    ) -> Dated<Value> {
        var values: [DatedValue<Value>] = []
        var previous: Validity?
        for var reader in mappings("values") {
            guard let validity = reader.validity() else {
                // The rest is still read, so that its faults are found in the same pass.
                if let anyDay = Validity(from: .earliest) { _ = read(&reader, anyDay) }
                _ = reader.provenance()
                reader.finish()
                continue
            }
            if let previous { reader.check(validity, follows: previous) }
            previous = validity
            let provenance = reader.provenance()
            let value = read(&reader, validity)
            reader.finish()
            if let provenance, let value {
                values.append(
                    DatedValue(validity: validity, provenance: provenance, value: value))
            }
        }
        return Dated(parameter: parameter, values: values)
    }

    /// `source`, `verified`, and for a proposal `status` and `why`.
    mutating func provenance() -> Provenance? {
        let source = text("source", cure: "Add `source:` with the law and its article.")
        let isVerified = bool(
            "verified",
            cure: "Add `verified: true` once somebody has compared it with the source.")
        var status = Provenance.Status.law
        if let node = optional("status") {
            status = choice(of: node, "status", as: Provenance.Status.self) ?? .law
        }
        let why = optionalText("why")
        if status == .proposal, why == nil {
            fault(
                node, "A proposal must say why.",
                cure: "Add `why:` with the reason for this value.")
        }
        guard let source, let isVerified else { return nil }
        return Provenance(source: source, isVerified: isVerified, status: status, why: why)
    }

    private mutating func validity() -> Validity? {
        let from = date("from")
        let until = optionalDate("until")
        guard let from else { return nil }
        guard let validity = Validity(from: from, until: until) else {
            fault(
                optional("until"), "“until” must lie after “from”.",
                cure: "“until” is the first day on which the value is no longer in force.")
            return nil
        }
        return validity
    }

    private func check(_ validity: Validity, follows previous: Validity) {
        guard let until = previous.until else {
            fault(
                node, "The value before has no “until” and so overlaps this one.",
                cure: "Give the value before `until: \(validity.from)`.")
            return
        }
        if validity.from < until {
            fault(
                node, "Two values are in force from \(validity.from) on.",
                cure: "Begin this value on \(until), or end the one before earlier.")
        } else if validity.from > until {
            fault(
                node, "No value is in force from \(until) to the day before \(validity.from).",
                cure: "Begin this value on \(until), or end the one before on \(validity.from).")
        }
    }
}
