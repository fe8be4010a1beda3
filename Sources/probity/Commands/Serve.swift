// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Logging
import Service

/// `probity serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon.",
        discussion: """
            Without PROBITY_DATABASE_URL it starts a private PostgreSQL in the data folder, and \
            stops it at the end. It brings the schema up to date, enacts the law it carries, and \
            serves until SIGTERM or Ctrl-C, when it finishes what it has begun.

            With PROBITY_DATABASE_URL it waits until that database is there. Any number of \
            daemons may serve one database; they need the same keyring (PROBITY_KEYRING).

            PROBITY_RATE_LIMITS \
            (reads=10000/s,writes=2000/s,anonymous=50/s,failures=60/min,batches=4, or off) says \
            how much one caller may ask of this daemon; PROBITY_ADMISSION \
            (requests=128,batches=16,streams=8,connections=4096) how much it answers at a time; \
            PROBITY_DRAIN_SECONDS (0) how long it still serves when it is told to stop and has \
            said that it is not ready any more.
            """)

    @OptionGroup var listen: ListenOptions
    @OptionGroup var data: DataOptions

    func run() async throws {
        try listen.checkIsFree()
        let daemon = try await Daemon.open(data, .own, standardLevel: .info)
        let (listen, folder) = (listen, daemon.installation.dataFolder)
        try await daemon.serve(on: listen) { port in
            let place = folder.map { "in \($0)" } ?? "in your own database"
            Console.write("Probity serves at \(listen.address(port: port)), its register \(place).")
            Console.write(
                "A first token: probity token issue --role administrator. Ctrl-C stops it.")
        }
    }
}
