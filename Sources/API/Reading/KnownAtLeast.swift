// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

extension Request {
    /// The entry that `Probity-Known-At-Least` demands; nil without the header.
    ///
    /// - Throws: the problem 400 when the header is malformed.
    func demandedEntry() throws(Problem) -> EntryNumber? {
        guard let text = headers[.knownAtLeast] else { return nil }
        guard let value = Int64(text), let entry = EntryNumber(value) else {
            throw .headerMalformed(
                "Probity-Known-At-Least", en: "An entry number is needed.", zh: "须为条目编号。")
        }
        return entry
    }

    /// Refuses to give an answer older than the request demands.
    ///
    /// - Throws: the problem 503, after which the same request may be sent again; 400 when the
    ///   request itself asks for an earlier position.
    func demandKnown(
        _ answered: EntryNumber, asked: KnownAtRequest = .now
    ) throws(Problem) {
        guard let demanded = try demandedEntry(), answered < demanded else { return }
        guard asked == .now else {
            throw .headerMalformed(
                "Probity-Known-At-Least", en: "knownAt asks for an earlier position.",
                zh: "knownAt 所问位置更早。")
        }
        throw .headBehind
    }
}
