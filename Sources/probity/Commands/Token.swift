// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `probity token`
struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Issue, list, change and revoke the tokens by which callers of the service are known.",
        discussion: """
            A token is `id.secret`. The secret is shown once, when it is issued; only its SHA-256 \
            is stored. The first credential of an installation is issued on the machine itself:

              probity token issue --role administrator
            """,
        subcommands: [
            TokenIssue.self, TokenList.self, TokenRotate.self, TokenWithdraw.self,
            TokenRevoke.self,
        ])
}
