// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc

/// The program: it only names its commands.
struct Probity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probity",
        abstract: "A register of those who vouch for foreign workers, and of what became of it.",
        discussion: """
            Probity keeps a register of inviters, recommenders and sponsors, scores their credit \
            from what they did, and answers whether they may vouch, each answer with its reasons \
            and its legal source.

            To look around:        probity demo
            To run it:             probity serve
            To get a first token:  probity token issue --role administrator

            Everything lies in one data folder: --data, else PROBITY_DATA, else ~/.probity (for \
            root /var/lib/probity, because PostgreSQL refuses to run as root and no other account \
            may enter root's home). With PROBITY_DATABASE_URL your own PostgreSQL is used instead \
            of the private one in that folder; PROBITY_KEYRING then names the file of the \
            installation's secret keys. PROBITY_LOG_LEVEL (trace … critical) sets how much is \
            logged to standard error, PROBITY_LOG_FORMAT (text, json) in which form.

            Exit codes: 0 done; 1 answered no (not eligible, verification failed); 2 wrong usage \
            or input; 3 could not reach what it needs.
            """,
        subcommands: [
            Serve.self, Demo.self, Migrate.self, Import.self, Check.self, Rate.self, Calculate.self,
            Verify.self, Token.self, PolicyCommand.self, LedgerCommand.self, Bench.self,
        ])
}

/// Where the program begins: it runs the command and turns what it threw into an exit code.
@main
enum Program {
    static func main() async {
        // A reader that goes away (`| head`) is no reason to leave a database server behind.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Probity.parseAsRoot()
            // What cannot be used is told at once, whichever command would come to use it.
            _ = try Settings()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(ExitReport(error).tell())
        }
    }
}
