// SPDX-License-Identifier: Apache-2.0

import Domain

/// Parties that a decision comes to along relations and that were not read yet. Whoever reads
/// catches it, so that nobody is ever left out; no answer tells of it.
struct UnreadParties: Error {
    /// Those with whom something may be entered: of these the whole dossier is read.
    var dossiers: Set<PartyID> = []
    /// Those of whom nothing but relations and sanctions matters.
    var ties: Set<PartyID> = []
    /// Events that something is to be done about, of parties that are read.
    var events: [EventID: PartyID] = [:]

    var isEmpty: Bool { dossiers.isEmpty && ties.isEmpty && events.isEmpty }

    mutating func formUnion(_ other: UnreadParties) {
        dossiers.formUnion(other.dossiers)
        ties.formUnion(other.ties)
        events.merge(other.events) { $1 }
    }
}

extension Desk {
    /// The most parties that one event, or the search for bars against one voucher, may come to
    /// along relations. All other commands wait while they are read, and an event is entered with
    /// each; beyond it a command is refused rather than decided by some of them.
    static let relatedCount = 1_000

    /// Refuses what comes to too many parties.
    static func demandFew(_ count: Int) throws(Refusal) {
        guard count > relatedCount else { return }
        throw Refusal(
            .rule, code: "relations.tooMany",
            message: LocalText(
                en: "By the law this comes to more than \(relatedCount) parties along relations, "
                    + "which is more than one request may; nothing was entered. End relations that "
                    + "no longer hold.",
                zh: "依法须沿关联关系涉及 \(relatedCount) 个以上主体，超出单次请求的上限；未作任何登记。"
                    + "请终止已不存在的关联关系。"))
    }
}
