// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// The last words of the tour: where it serves, and how to ask.
struct Farewell: Sendable {
    /// A visa desk's token, good for a day.
    let token: String
    /// A question that is answered yes.
    let question: EligibilityQuestion

    /// Writes them.
    func write(address: String, data: String) {
        let query =
            "party=\(question.party)&role=\(question.role.rawValue)&route=\(question.route)"
        Console.write()
        Console.write("Probity serves at \(address). Ask it as a visa desk (a token for one day):")
        Console.write()
        Console.write("  curl -H 'Authorization: Bearer \(token)' \\")
        Console.write("    '\(address)/v1/eligibility?\(query)'")
        Console.write()
        Console.write("A token for another role: probity token issue --role auditor\(data)")
        Console.write("Check the whole ledger: probity verify\(data)")
        Console.write("Ctrl-C stops it.")
    }
}
