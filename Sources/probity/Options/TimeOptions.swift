// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// The three times of a question.
struct TimeOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The legal day asked about. (default: today)", valueName: "day"),
        transform: Reading.day)
    var asOf: CivilDate?
    @Option(
        name: .customLong("known-at"),
        help: ArgumentHelp(
            "As of which entry number or instant of the ledger. (default: now)",
            valueName: "entry|instant"),
        transform: Reading.knownAt)
    var givenKnownAt: KnownAtRequest?
    @Option(
        help: ArgumentHelp(
            "Under which law: code or code@version. (default: what is in force on the day)",
            valueName: "policy"))
    var policy: String?

    /// As of which position.
    var knownAt: KnownAtRequest { givenKnownAt ?? .now }
}
