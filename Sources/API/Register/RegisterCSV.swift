// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// The public register as CSV: a heading, then a line for each row, in UTF-8.
///
/// A cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line's end gets
/// an apostrophe before it: a spreadsheet would run it as a formula, and whoever registers a
/// company chooses its name. NDJSON gives every text as it is.
///
/// - Source: RFC 4180; OWASP, CSV Injection.
enum RegisterCSV {
    private static let columns: [(name: String, cell: @Sendable (RegisterEntry) -> String)] = [
        ("accreditation", { $0.record.accreditation.id.description }),
        ("party", { $0.record.party.description }),
        ("name", { $0.record.name ?? "" }),
        ("town", { $0.record.town ?? "" }),
        ("partyRegion", { $0.record.region.text }),
        ("kind", { $0.record.kind.rawValue }),
        ("identifiers", { join($0.record.identifiers) }),
        ("regime", { $0.record.accreditation.regime.text }),
        ("role", { $0.record.accreditation.role.rawValue }),
        ("route", { $0.record.accreditation.route.text }),
        ("regions", { join($0.record.accreditation.regions) }),
        ("status", { $0.status.rawValue }),
        ("fromNotBefore", { $0.record.accreditation.from.notBefore?.description ?? "" }),
        ("from", { $0.record.accreditation.from.notAfter.description }),
        ("expiresOn", { $0.record.accreditation.expiresOn?.description ?? "" }),
        ("band", { $0.band?.text ?? "" }),
        ("services", { join($0.services) }),
        ("sanctions", { entry in entry.sanctions.map(sanction).joined(separator: "; ") }),
        ("asOf", { $0.asOf.description }),
    ]

    /// The first line.
    static let header = Array((columns.map(\.name).joined(separator: ",") + "\r\n").utf8)

    /// Appends the line of a row.
    static func append(_ entry: RegisterEntry, to bytes: inout [UInt8]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(cell: column.cell(entry), to: &bytes)
        }
        bytes += [0x0D, 0x0A]
    }

    private static let risky: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\t", "\r", "\n",
    ]

    private static func append(cell: String, to bytes: inout [UInt8]) {
        let isRisky = cell.unicodeScalars.first.map(risky.contains) ?? false
        let needsQuotes = cell.utf8.contains {
            $0 == 0x2C || $0 == 0x22 || $0 == 0x0D || $0 == 0x0A
        }
        if needsQuotes { bytes.append(0x22) }
        if isRisky { bytes.append(0x27) }
        for byte in cell.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(0x22) }
    }

    private static func join(_ values: [some CustomStringConvertible]) -> String {
        values.map(\.description).joined(separator: " ")
    }

    /// `bar 2026-05-01/2027-05-01 Art. 12`, as ISO 8601 writes an interval; `..` for no end.
    private static func sanction(_ sanction: StandingSanction) -> String {
        let end = sanction.end?.description ?? ".."
        return "\(sanction.kind.rawValue) \(sanction.from)/\(end) \(sanction.provision)"
    }
}
