// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Hummingbird
import Service

extension APIContext {
    /// The party that the path names, by id or as `scheme:value`.
    ///
    /// - Throws: the problem 400 when it is neither.
    func partyInPath() throws(Problem) -> PartyAddress {
        do { return try PartyAddress(parsing: pathPart("p")) } catch {
            throw .partyMalformed(error)
        }
    }

    /// The id of a record that the path names.
    ///
    /// - Throws: `Refusal`: what is no id names nothing.
    func idInPath<Subject>(
        _ name: String, of record: String, zh: String
    ) throws(Refusal) -> TypedID<Subject> {
        guard let id = TypedID<Subject>(pathPart(name)) else {
            throw .unknown(record, zh: zh)
        }
        return id
    }

    /// The id of a proceeding and the move that stands behind a colon.
    ///
    /// - Throws: `Refusal`: what is no id or no move names nothing.
    func moveInPath(
        _ name: String, of kind: ProceedingKind
    ) throws(Refusal) -> (ProceedingID, MoveCode) {
        let parts = pathPart(name).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let id = ProceedingID(String(parts[0])),
            let move = MoveCode(checking: String(parts[1]))
        else { throw .unknown(kind.rawValue, zh: "程序") }
        return (id, move)
    }

    /// The number of the entry that the path names.
    ///
    /// - Throws: `Refusal`: what is no number names nothing.
    func entryInPath() throws(Refusal) -> EntryNumber {
        guard let value = Int64(pathPart("n")), let number = EntryNumber(value) else {
            throw .unknown("entry", zh: "条目")
        }
        return number
    }

    /// The entry of the recorded answer that the path names.
    ///
    /// - Throws: `Refusal`: what is no number names nothing.
    func decisionInPath() throws(Refusal) -> EntryNumber {
        guard let value = Int64(pathPart("d")), let number = EntryNumber(value) else {
            throw .unknown("decision", zh: "决定")
        }
        return number
    }

    /// The code of the authority that the path names.
    ///
    /// - Throws: `Refusal`: what is no code names nothing.
    func authorityInPath() throws(Refusal) -> AuthorityCode {
        guard let code = AuthorityCode(checking: pathPart("code")) else {
            throw .authorityUnknown
        }
        return code
    }

    /// The version of the law that the path names, `code@version`.
    var versionInPath: String { pathPart("v") }

    private func pathPart(_ name: String) -> String {
        let raw = parameters.get(name) ?? ""
        return raw.removingPercentEncoding ?? raw
    }
}
