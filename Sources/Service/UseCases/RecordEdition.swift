// SPDX-License-Identifier: Apache-2.0

import Domain

/// Records that an edition of a foreign register was read to its end.
struct RecordEdition: Command {
    let actor: Actor
    let edition: EditionImport

    var needs: CommandNeeds { CommandNeeds() }

    func decide(at desk: borrowing Desk) throws -> Filing {
        Filing(party: nil, bodies: [.editionImported(edition)])
    }
}
