// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Logging
import Service

/// `probity demo`
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import the shipped real register, print a guided tour, then serve.",
        discussion: """
            Uses the data folder like any other command, so that a second run goes on where the \
            first one stopped.
            """)

    @Flag(help: "Stop after the tour.")
    var exit = false
    @Option(
        help: ArgumentHelp(
            "The folder of the editions. (default: deploy/data here or above the program)",
            valueName: "folder"))
    var editions: String?
    @Option(
        name: .customLong("language"),
        help: "The language of reasons and titles. (values: en, zh; default: as LANG says)",
        transform: Reading.language)
    var givenLanguage: Language?
    @OptionGroup var listen: ListenOptions
    @OptionGroup var data: DataOptions

    func run() async throws {
        // The tour enters a story of its own, which would stand in a real register for ever.
        guard DataOptions.databaseURL == nil else {
            throw Failure.input(
                "demo writes into a register of its own; unset PROBITY_DATABASE_URL.")
        }
        let files = try EditionFolder.files(in: editions)
        if !exit { try listen.checkIsFree() }
        let language = givenLanguage ?? OutputOptions.preferredLanguage
        let daemon = try await Daemon.open(
            data, exit ? .anyOrNew : .own, standardLevel: .notice)
        let tour = Tour(
            registry: daemon.registry, files: files, folder: daemon.installation.dataFolder,
            language: language)
        let (command, dataOption) = (self, data.commandLine)
        do {
            let farewell = try await Interruption.cancelling {
                let sponsors = try await tour.run()
                return command.exit ? nil : try await tour.farewell(sponsors)
            }
            guard let farewell else { return await daemon.close() }
            try await daemon.serve(on: listen) { port in
                farewell.write(address: command.listen.address(port: port), data: dataOption)
            }
        } catch {
            await daemon.close()
            throw error
        }
    }
}
