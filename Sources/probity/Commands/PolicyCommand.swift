// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `probity policy`
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Check, show and try bodies of law, which are folders of YAML.",
        subcommands: [
            PolicyCheck.self, PolicyDiff.self, PolicySchema.self, PolicyShow.self,
            PolicySimulate.self,
        ])
}
