// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Policy

/// `probity policy schema`
struct PolicySchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the format of a pack.",
        discussion: """
            A pack is one object in it: each member is a file by its path, and its value what the \
            YAML holds. An editor that knows JSON Schema tells misspelt members as you type; what \
            one file says of another is told by `probity policy check`. Needs no database.
            """)

    func run() {
        Console.write(bytes: PackSchema.bytes + [0x0A])
    }
}
