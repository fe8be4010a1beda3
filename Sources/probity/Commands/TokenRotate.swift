// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Service

/// `probity token rotate`
struct TokenRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give a token another secret under the same id; it is written once.",
        discussion: """
            The secret before ends at once, or lives on for a while, so that whoever uses it can \
            change over:

              probity token rotate 0198c0de-0000-7000-8000-000000000001 --overlap 3600
            """)

    @Argument(
        help: ArgumentHelp("Its id, as `probity token list` shows it.", valueName: "id"),
        transform: Reading.token)
    var token: TokenID
    @Option(
        help: ArgumentHelp(
            "For how many seconds the secret before is still accepted.", valueName: "seconds"))
    var overlap: Int64 = 0
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...86_400).contains(overlap) else {
            throw ValidationError("--overlap takes a number of seconds from 0 to 86400.")
        }
    }

    func run() async throws {
        let (token, overlap) = (token, overlap)
        let issued = try await Session.run(data) { registry in
            try await TokenRevoke.known(token) {
                try await registry.rotateToken(token, overlapSeconds: overlap, by: .local)
            }
        }
        issued.write(as: output.format)
    }
}

extension IssuedToken {
    /// Writes the token with its secret, once.
    func write(as format: OutputOptions.Format) {
        switch format {
        case .table:
            Console.write(bearer)
            if let established {
                Console.note(
                    "The authority \(established) was not known; it is now a root of the tree, "
                        + "over \(view.territory?.text ?? "").")
            }
            Console.note(
                "This is the only time that it is shown. Send it as "
                    + "`Authorization: Bearer <token>`; `probity token revoke \(view.id)` "
                    + "ends it.")
        case .json:
            Console.write(
                .object(present: [
                    ("id", JSONValue(text: view.id)), ("token", .string(bearer)),
                    ("role", .string(view.role.rawValue)), ("label", .string(view.label)),
                    ("authorityEstablished", established.map { JSONValue(text: $0) }),
                    ("expiresAt", view.expiresAt.map { JSONValue(text: $0) }),
                ]))
        case .csv:
            Console.write(CommaSeparated.line(["id", "token", "role", "label", "expiresAt"]))
            Console.write(
                CommaSeparated.line([
                    "\(view.id)", bearer, view.role.rawValue, view.label,
                    view.expiresAt.map { "\($0)" } ?? "",
                ]))
        }
    }
}
