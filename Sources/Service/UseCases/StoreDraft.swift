// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// Keeps a version of a regime that is not law, so that every daemon can try it and enact it.
struct StoreDraft: AskedCommand {
    private let policy: Policy
    private let pack: PolicyPack
    let asking: Asking

    /// Asks for a pack without faults to be kept.
    init(_ policy: Policy, pack: PolicyPack, asking: Asking) {
        self.policy = policy
        self.pack = pack
        self.asking = asking
    }

    var needs: CommandNeeds { CommandNeeds(versions: [policy.reference]) }

    /// Decides by the state under the head lock; the same draft again enters nothing.
    func decide(at desk: borrowing Desk) throws -> Filing {
        try Access.demand(asking.principal, .draftPolicy, .register)
        let reference = policy.reference
        let enacted = desk.shelf.versions(of: policy.code)
        if enacted.contains(where: { $0.policy.reference.version == reference.version }) {
            throw EnactmentRules.versionTaken(reference)
        }
        try DraftRules.demand(reference, beside: desk.drafts)
        guard desk.drafts[reference.name] == nil else {
            return Filing(party: nil, bodies: [])
        }
        return Filing(
            party: nil, bodies: [.policyDrafted(reference)],
            law: Filing.NewLaw(policy: policy, pack: StoredPack.encode(pack)))
    }
}

/// What a draft keeps others from.
enum DraftRules {
    /// Refuses a version that bears the name of a draft and says something else.
    static func demand(
        _ reference: PolicyReference, beside drafts: [String: PolicyReference]
    ) throws(Refusal) {
        guard let same = drafts[reference.name], same != reference else { return }
        throw Refusal(
            .conflict, code: "policy.draftTaken",
            message: LocalText(
                en: "A draft \(reference.name) with another text is kept, and a draft is never "
                    + "changed; give the pack a new version.",
                zh: "已存有文本不同的草案 \(reference.name)，草案不得变更；请另定版本号。"),
            faults: [
                InputFault(
                    pointer: "/files", code: "policy.draftTaken",
                    detail: "A draft of this name has another text, of SHA-256 \(same.sha256).")
            ])
    }
}
