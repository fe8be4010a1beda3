// SPDX-License-Identifier: Apache-2.0

import Domain

/// How a reason that rests on the register's own record cites it, and not a law that does not
/// say it.
enum RegisterSource {
    static let noParty = "The register: no such party"
    static let noAccreditation = "The register: no accreditation for the route"

    static func party(_ party: PartyID) -> String { "The register: party \(party)" }

    static func accreditation(_ id: AccreditationID) -> String {
        "The register: accreditation \(id)"
    }

    static func sanction(_ id: SanctionID, under provision: String) -> String {
        "The register: sanction \(id), under \(provision)"
    }
}
