// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Compliance
import Domain
import EmbeddedPostgres
import Intake
import Ledger
import Policy
import Postgres
import Service
import Store

/// What a person is told when a command ends otherwise than well, and the exit code.
struct ExitReport {
    /// The exit codes of the contract.
    enum Code: Int32 {
        /// Done.
        case done = 0
        /// Answered no.
        case answeredNo = 1
        /// Wrong usage or input.
        case input = 2
        /// Could not reach what it needs.
        case unreachable = 3
        /// Stopped by a signal, as shells count it.
        case interrupted = 130
    }

    let code: Code
    /// What to write to standard error; nil when all is said already.
    let text: String?
    /// Help that was asked for goes to standard output.
    private let help: String?

    init(_ error: any Error) {
        var help: String?
        switch error {
        case let failure as Failure: (code, text) = (failure.code, failure.text)
        case let refusal as Refusal: (code, text) = Self.report(refusal)
        case is CancellationError: (code, text) = (.interrupted, "Stopped.")
        case let error as PostgresError:
            (code, text) = (
                .unreachable,
                "Error: the database did not do what was asked: \(error.reason)\n"
                    + "Look into its log, and see that PROBITY_DATABASE_URL is right if it is set."
            )
        case is any InputError: (code, text) = (.input, "Error: \(error)")
        case is any StateError: (code, text) = (.unreachable, "Error: \(error)")
        default:
            let exitCode = Probity.exitCode(for: error)
            let message = Probity.fullMessage(for: error)
            if exitCode == .success {
                (code, text, help) = (.done, nil, message)
            } else if exitCode == .validationFailure {
                (code, text) = (.input, message)
            } else {
                // Never 1 for a fault: that means that the answer is no.
                (code, text) = (.unreachable, message.isEmpty ? nil : message)
            }
        }
        self.help = help
    }

    /// Writes it, and gives the code to end with.
    func tell() -> Int32 {
        if let help { Console.write(help) }
        if let text { Console.note(text) }
        return code.rawValue
    }

    private static func report(_ refusal: Refusal) -> (Code, String) {
        var lines = ["Error: \(refusal.message.text(in: OutputOptions.preferredLanguage))"]
        // A code of its own says it all; only the general one needs its list.
        if refusal.code == Refusal.invalid([]).code { lines += refusal.faults.map { "  \($0)" } }
        if ["policy.unknown", "route.unknown", "indicator.unknown"].contains(refusal.code) {
            lines.append("`probity policy show` and `probity policy show <code>` list them.")
        }
        return (refusal.kind == .unavailable ? .unreachable : .input, lines.joined(separator: "\n"))
    }
}

extension PostgresError {
    /// What to show of it: why there is no connection, in libpq's words, is for the operator to
    /// know and quotes no row; of anything else the safe description.
    var reason: String {
        guard kind == .connect else { return description }
        return debugDescription.split { $0.isWhitespace }.joined(separator: " ")
    }
}

/// Errors that whoever typed the command, or wrote the file, can mend.
private protocol InputError: Error {}
/// Errors of the machine, the data folder or the database.
private protocol StateError: Error {}

extension InputFaults: InputError {}
extension JSONError: InputError {}
extension IdentifierError: InputError {}
extension IntakeError: InputError {}
extension LedgerError: InputError {}
extension PolicyError: InputError {}
extension PolicyFaults: InputError {}
extension ComplianceError: InputError {}
extension EmbeddedPostgresError: StateError {}
extension KeyringError: StateError {}
extension MigrationError: StateError {}
extension RegistryError: StateError {}
