// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy

extension PolicyShelf {
    /// The versions of a regime that were enacted by an entry, oldest first. An entry before the
    /// first enactment knows the first version: no day is without law.
    func versions(of code: RegimeCode, knownAt entry: EntryNumber) -> [Enacted] {
        let all = versions(of: code)
        let known = all.filter { $0.entry <= entry }
        return known.isEmpty ? Array(all.prefix(1)) : known
    }

    /// The version to use on a day by what was enacted by an entry, so that an answer of then is
    /// given again in the same words; a version that is named outright is that version. `pointer`
    /// is where the request names it, if it does.
    ///
    /// - Throws: `policy.unknown`.
    func policy(
        _ code: RegimeCode, named name: String?, on day: CivilDate, knownAt entry: EntryNumber,
        at pointer: String = "/policy"
    ) throws(Refusal) -> Policy {
        if let name, name.contains("@") {
            return try policy(named: name, on: day, at: pointer)
        }
        let all = versions(of: code)
        let found =
            all.last { $0.entry <= entry && $0.from <= day } ?? all.first { $0.entry <= entry }
            ?? all.first
        guard let found else {
            return try policy(code, on: day, at: name == nil ? nil : pointer)
        }
        return found.policy
    }

    /// The versions that follow one after a day; none where the question names its version
    /// outright.
    func following(
        _ policy: Policy, named name: String?, after day: CivilDate, knownAt entry: EntryNumber
    ) -> [CounterfactualRule.Following] {
        if let name, name.contains("@") { return [] }
        return versions(of: policy.code, knownAt: entry).filter { $0.from > day }
            .map { ($0.policy, $0.from) }
    }
}
