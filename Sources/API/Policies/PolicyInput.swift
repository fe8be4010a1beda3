// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service

/// Reads the bodies of the requests about versions of the law.
enum PolicyInput {
    /// The most files of a pack.
    private static let fileCount = 1_000

    /// What `POST /v1/policies/{v}:simulate` asks.
    struct Trial {
        let files: [PolicyFile]
        let against: String?
        let asOf: CivilDate?
        let moverCount: Int
        let withAllMeasures: Bool
    }

    /// `{"files","against","asOf","movers","allMeasures"}`.
    static func readTrial(_ body: JSONValue) throws(InputFaults) -> Trial {
        var reader = ObjectReader(body)
        let files = readFiles(&reader)
        let against = reader.optionalString("against", maximumLength: 121)
        let asOf = reader.optionalDate("asOf")
        let movers = reader.integer(
            "movers", in: 0...Int64(PolicySimulation.moverCountMaximum), absent: 100)
        let withAllMeasures = reader.bool("allMeasures", absent: false)
        return try reader.result(
            movers.map {
                Trial(
                    files: files, against: against, asOf: asOf, moverCount: Int($0),
                    withAllMeasures: withAllMeasures)
            })
    }

    /// `{"files"}`.
    static func readDraft(_ body: JSONValue) throws(InputFaults) -> [PolicyFile] {
        var reader = ObjectReader(body)
        if reader.optional("files") == nil {
            reader.fault("files", "member.missing", "The files of the version are needed.")
        }
        let files = readFiles(&reader)
        return try reader.result(files)
    }

    /// `{"files","from"}`; without files the draft of the name is meant.
    static func readEnactment(
        _ body: JSONValue
    ) throws(InputFaults) -> (files: [PolicyFile], from: CivilDate) {
        var reader = ObjectReader(body)
        let files = readFiles(&reader)
        let from = reader.date("from")
        return try reader.result(from.map { (files, $0) })
    }

    /// The files of a pack, each `{"path","text"}`; none where the member is absent.
    static func readFiles(_ reader: inout ObjectReader) -> [PolicyFile] {
        var paths: Set<String> = []
        return reader.elements("files", maximumCount: fileCount) { inner in
            let path = inner.string("path", maximumLength: 200)
            guard let value = inner.required("text") else { return nil }
            guard case .string(let text) = value else {
                inner.fault("text", "type.string", "A string is needed, not \(value.kindName).")
                return nil
            }
            guard let path else { return nil }
            if !paths.insert(path).inserted {
                inner.fault("path", "value.repeated", "Another file has this path.")
            }
            return PolicyFile(path: path, text: text)
        }
    }
}
