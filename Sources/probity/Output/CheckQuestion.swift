// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Policy
import Service

/// One line of a file of eligibility questions.
struct CheckQuestion: Sendable {
    /// The line in the file, counted from 1.
    let line: Int
    /// What the asker calls the question.
    let key: String?
    /// The question, or what is wrong with it.
    let question: Result<EligibilityQuestion, any Error>

    init(_ source: (line: Int, bytes: [UInt8])) {
        line = source.line
        do {
            var reader = ObjectReader(try JSONValue(parsing: source.bytes))
            key = reader.optionalString("key")
            let party = reader.text("party", "An id or scheme:value is needed.") {
                try? PartyAddress(parsing: $0)
            }
            let role = reader.choice("role", of: Role.self)
            let route = reader.code("route", as: RouteCode.self)
            let region = reader.optionalCode("region", as: RegionCode.self)
            let act = reader.optionalText("act", "new, renewal or extension is needed.") {
                Act(rawValue: $0)
            }
            let asOf = reader.optionalDate("asOf")
            let knownAt = Self.knownAt(from: &reader)
            let policy = reader.optionalString("policy")
            question = Result {
                try reader.finish()
                guard let party, let role, let route else { throw InputFaults([]) }
                return EligibilityQuestion(
                    party: party, role: role, route: route, region: region, act: act ?? .new,
                    asOf: asOf, knownAt: knownAt, policy: policy)
            }
        } catch {
            key = nil
            question = .failure(error)
        }
    }

    /// An entry as a number, or an entry or instant as text.
    private static func knownAt(from reader: inout ObjectReader) -> KnownAtRequest {
        let request: KnownAtRequest?
        switch reader.optional("knownAt") {
        case nil: request = .now
        case .integer(let value)?: request = KnownAtRequest(String(value))
        case .string(let text)?: request = KnownAtRequest(text)
        default: request = nil
        }
        if request == nil {
            reader.fault("knownAt", "value.malformed", "An entry number or instant is needed.")
        }
        return request ?? .now
    }

    /// The lines of a file, or of standard input for `-`, that are not empty.
    ///
    /// - Throws: `Failure` when it cannot be read.
    static func lines(of path: String) throws -> [(line: Int, bytes: [UInt8])] {
        let bytes: Data
        if path == "-" {
            bytes = (try? FileHandle.standardInput.readToEnd()) ?? Data()
        } else {
            try EditionImporter.demandReadable(path)
            guard let contents = FileManager.default.contents(atPath: path) else {
                throw Failure.input("\(path) cannot be read.")
            }
            bytes = contents
        }
        return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .map { (line: $0.offset + 1, bytes: [UInt8]($0.element)) }
            .filter { !$0.bytes.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
    }

    /// An answer with the key and the line that it belongs to.
    func labelled(_ answer: JSONValue) -> JSONValue {
        guard case .object(let members) = answer else { return answer }
        return .object(label + members)
    }

    /// The same for a question that has no answer: the code and the words of the HTTP interface.
    func labelled(_ error: any Error, in language: Language) -> JSONValue {
        let refusal = Self.refusal(of: error)
        let faults = refusal.faults.map { fault -> JSONValue in
            [
                "pointer": .string(fault.pointer), "code": .string(fault.code),
                "detail": .string(fault.detail),
            ]
        }
        let members = [
            JSONValue.Member("code", .string(refusal.code)),
            JSONValue.Member("detail", .string(refusal.message.text(in: language))),
            JSONValue.Member("errors", .array(faults)),
        ]
        return .object(label + members.dropLast(faults.isEmpty ? 1 : 0))
    }

    private var label: [JSONValue.Member] {
        [JSONValue.Member("line", .integer(Int64(line)))]
            + (key.map { [JSONValue.Member("key", .string($0))] } ?? [])
    }

    /// What is wrong, in words.
    static func words(for error: any Error, in language: Language) -> String {
        let refusal = refusal(of: error)
        guard !refusal.faults.isEmpty else { return refusal.message.text(in: language) }
        return refusal.faults.map(\.description).joined(separator: " ")
    }

    private static func refusal(of error: any Error) -> Refusal {
        switch error {
        case let refusal as Refusal: return refusal
        case let faults as InputFaults: return .invalid(faults.faults)
        default:
            // Malformed JSON, and law without a value for the day.
            let text = "\(error)"
            return Refusal(
                .invalid, code: error is JSONError ? "json.malformed" : "policy.notInForce",
                message: LocalText(en: text, zh: text))
        }
    }
}
