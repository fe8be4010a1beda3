// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain
import Names
public import Policy

/// Reads an edition of a register from bytes as they come, plain or packed by gzip, in either
/// shape. It holds the merged listings and one row at a time.
///
///     let reader = RegisterEditionReader(date: date, vocabulary: vocabulary)
///     for chunk in chunks { try reader.read(chunk) }
///     let edition = try reader.finish()
public final class RegisterEditionReader {
    private struct Places {
        let name: Int
        let town: Int
        let county: Int
        let rating: Int
        let route: Int
        let count: Int
    }

    private let date: CivilDate
    private let columns: RegisterVocabulary.Columns
    private let wording: RegisterWording
    private let persons: NaturalPersonName
    private let unpacking = GzipReader()
    private var records = CSVReader()
    private var places: Places?
    private var hash = SHA256()
    private var lastLine = 0
    private var shape = RegisterEdition.Shape.rowPerLicence
    private var listings: [SponsorListing] = []
    private var indices: [SponsorKey: Int] = [:]
    private var unread: Set<SponsorKey> = []
    private var rows: [RowReport] = []
    private var printedOver = PrintedOver()

    /// Starts an edition of the day `date`.
    public init(date: CivilDate, vocabulary: RegisterVocabulary) {
        self.date = date
        self.columns = vocabulary.columns
        self.wording = RegisterWording(vocabulary)
        self.persons = NaturalPersonName(vocabulary.personMarks)
    }

    /// Takes the next bytes of the file.
    /// - Throws: ``IntakeError`` when the file as a whole cannot be taken; stop reading then.
    public func read(_ chunk: ArraySlice<UInt8>) throws(IntakeError) {
        try unpacking.read(chunk) { bytes throws(IntakeError) in
            try readPlain(bytes)
        }
    }

    /// Ends the file and gives what it said.
    /// - Throws: ``IntakeError/editionTruncated(line:evidence:)`` when the file was cut off.
    ///   The register's publisher ends every line, the last one too, so a last line without an
    ///   end is a file that broke off, even where the cut happens to fall between two rows.
    public func finish() throws(IntakeError) -> RegisterEdition {
        try unpacking.finish { bytes throws(IntakeError) in
            try readPlain(bytes)
        }
        do throws(IntakeError) {
            try records.finish { _ in }
        } catch .quoteNotClosed(let line) {
            throw .editionTruncated(line: line, evidence: .quoteIsOpen)
        }
        if !records.lastLineHasEnd {
            throw .editionTruncated(line: lastLine + 1, evidence: .lastLineHasNoEnd)
        }
        guard places != nil else { throw .emptyFile }
        let cutNames = shape == .packed ? reportPrintedOver() : []
        guard let sha256 = Digest32(Array(hash.finalize())) else {
            preconditionFailure("A SHA-256 has 32 bytes.")
        }
        return RegisterEdition(
            date: date, sha256: sha256, shape: shape, listings: listings, places: indices,
            unread: unread,
            cutNames: cutNames, rows: rows)
    }

    private func readPlain(_ bytes: ArraySlice<UInt8>) throws(IntakeError) {
        hash.update(data: bytes)
        try records.read(bytes) { record throws(IntakeError) in
            lastLine = record.line
            if let places {
                rows.append(RowReport(line: record.line, outcome: take(record.fields, places)))
            } else {
                places = try findColumns(in: record.fields)
            }
        }
    }

    /// Reports the rows whose name was printed over the town and returns what is left of the
    /// names. Only the whole edition shows which towns are odd, so this comes last.
    private func reportPrintedOver() -> Set<String> {
        let suspects = printedOver.suspects
        for suspect in suspects {
            switch rows[suspect.row].outcome {
            case .accepted, .repaired, .duplicate:
                rows[suspect.row] = RowReport(
                    line: rows[suspect.row].line, outcome: .doubtful(.columnsRunTogether))
            case .doubtful, .refused: break
            }
        }
        return Set(suspects.map(\.name.text))
    }

    private func findColumns(in header: [String]) throws(IntakeError) -> Places {
        let titles = header.map(CellText.tidy)
        let wanted = [columns.name, columns.town, columns.county, columns.rating, columns.route]
        let missing = wanted.filter { !titles.contains($0) }
        guard missing.isEmpty else { throw .columnsMissing(missing) }
        func place(_ title: String) -> Int { titles.firstIndex(of: title) ?? 0 }
        return Places(
            name: place(columns.name), town: place(columns.town), county: place(columns.county),
            rating: place(columns.rating), route: place(columns.route), count: titles.count)
    }

    private func take(_ fields: [String], _ places: Places) -> RowReport.Outcome {
        guard fields.count == places.count else { return .refused(.wrongCellCount(fields.count)) }
        let cells = RegisterCells(
            name: fields[places.name], town: fields[places.town], county: fields[places.county],
            rating: fields[places.rating], route: fields[places.route])
        switch wording.read(cells) {
        case .failure(let refusal):
            if refusal != .footer, refusal != .nameMissing {
                unread.insert(SponsorKey(name: cells.name, town: cells.town))
            }
            return .refused(refusal)
        case .success(let row):
            if row.isPacked { shape = .packed }
            let key = SponsorKey(name: row.name, town: row.town)
            printedOver.note(row: rows.count, name: row.name, town: row.town, key: key)
            return judge(row, merged: merge(row, under: key))
        }
    }

    private enum Merged {
        case new
        case nothingNew
        case disagree(RouteCode)
    }

    private func judge(_ row: RegisterRow, merged: Merged) -> RowReport.Outcome {
        if case .disagree(let route) = merged { return .doubtful(.ratingsDisagree(route)) }
        if row.town.isEmpty { return .doubtful(.townMissing) }
        if let repair = row.repair { return .repaired(repair) }
        if case .nothingNew = merged { return .duplicate }
        return .accepted
    }

    private func merge(_ row: RegisterRow, under key: SponsorKey) -> Merged {
        guard let index = indices[key] else {
            let listing = SponsorListing(
                key: key, name: row.name, town: row.town, county: row.county, licences: [],
                isNaturalPerson: persons.recognises(row.name))
            indices[key] = listings.count
            listings.append(listing)
            let merged = add(row.licences, to: listings.count - 1)
            if case .nothingNew = merged { return .new }
            return merged
        }
        if listings[index].county.isEmpty { listings[index].county = row.county }
        return add(row.licences, to: index)
    }

    private func add(_ licences: [Licence], to index: Int) -> Merged {
        var merged = Merged.nothingNew
        for licence in licences {
            let known = listings[index].licences
            guard let place = known.firstIndex(where: { $0.route == licence.route }) else {
                let position = known.firstIndex { $0.route > licence.route } ?? known.count
                listings[index].licences.insert(licence, at: position)
                if case .nothingNew = merged { merged = .new }
                continue
            }
            guard known[place] != licence else { continue }
            listings[index].licences[place] = wording.stricter(known[place], licence)
            merged = .disagree(licence.route)
        }
        return merged
    }
}
