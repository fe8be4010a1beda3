// SPDX-License-Identifier: Apache-2.0

public import Domain
import Names
public import Policy

/// One edition of a register: what it says of each sponsor, and what became of each row.
public struct RegisterEdition: Sendable {
    /// How the rows were laid out.
    public enum Shape: String, Hashable, Sendable {
        /// One row a sponsor, ratings and routes packed `a / b / c`: converted from PDF.
        case packed
        /// One row a licence and route.
        case rowPerLicence
    }

    /// The counts of an edition. Each row counts once among the five outcomes.
    public struct Totals: Hashable, Sendable {
        /// Rows beneath the header.
        public var rows = 0
        /// Taken as they stand.
        public var accepted = 0
        /// Taken after a repair.
        public var repaired = 0
        /// Said nothing new.
        public var duplicates = 0
        /// Taken, with a doubt.
        public var doubtful = 0
        /// Not taken.
        public var refused = 0
        /// Sponsors, by normal name and town.
        public var sponsors = 0
        /// Licences, one for each sponsor and route.
        public var licences = 0

        /// All zero.
        public init() {}
    }

    /// The day of the edition.
    public let date: CivilDate
    /// SHA-256 of its text, unpacked: two files with the same text are the same edition.
    public let sha256: Digest32
    /// How the rows were laid out.
    public let shape: Shape
    /// The sponsors, in the order in which they first appear.
    public let listings: [SponsorListing]
    /// Sponsors with a row that was refused: what the edition says of them is not fully known.
    public let unread: Set<SponsorKey>
    /// One report for each row, in order.
    public let rows: [RowReport]
    /// The counts.
    public let totals: Totals
    private let places: [SponsorKey: Int]
    /// What is left of names that seem printed over their town, in normal form.
    private let cutNames: Set<String>
    private let cutLengths: Set<Int>

    init(
        date: CivilDate, sha256: Digest32, shape: Shape, listings: [SponsorListing],
        places: [SponsorKey: Int],
        unread: Set<SponsorKey>, cutNames: Set<String>, rows: [RowReport]
    ) {
        self.date = date
        self.sha256 = sha256
        self.shape = shape
        self.listings = listings
        self.places = places
        self.unread = unread
        self.cutNames = cutNames
        self.cutLengths = Set(cutNames.map(\.count))
        self.rows = rows
        var totals = Totals()
        totals.rows = rows.count
        for row in rows {
            switch row.outcome {
            case .accepted: totals.accepted += 1
            case .repaired: totals.repaired += 1
            case .duplicate: totals.duplicates += 1
            case .doubtful: totals.doubtful += 1
            case .refused: totals.refused += 1
            }
        }
        totals.sponsors = listings.count
        totals.licences = listings.reduce(0) { $0 + $1.licences.count }
        self.totals = totals
    }

    /// What the edition says of a sponsor; nil when it does not list it.
    public subscript(key: SponsorKey) -> SponsorListing? {
        places[key].map { listings[$0] }
    }

    /// Whether the edition leaves it open what it says of a sponsor: a row of its own was refused,
    /// or its name begins like one that is cut off and printed over the town beside it. A sponsor
    /// of whom this holds and who is not listed has not, for all one knows, left the register.
    public func leavesOpen(_ key: SponsorKey) -> Bool {
        unread.contains(key)
            || cutLengths.contains { cutNames.contains(String(key.name.text.prefix($0))) }
    }

    /// The date that begins a file's name, `2021-09-30_-_Worker….csv`; nil when none does.
    public static func date(fromFileName name: String) -> CivilDate? {
        let lastComponent = name.split(separator: "/").last ?? ""
        return CivilDate(lastComponent.prefix(10))
    }

    /// Reads the file at `path`, packed by gzip or not.
    /// - Parameters:
    ///   - date: the day of the edition; nil to take it from the file's name.
    ///   - progress: called after each chunk with the bytes of the file read so far.
    /// - Throws: ``IntakeError`` when the file as a whole cannot be taken, above all when it was
    ///   cut off. Rows that cannot be read are reported, not thrown.
    public static func read(
        path: String, vocabulary: RegisterVocabulary, date: CivilDate? = nil,
        progress: (Int) -> Void = { _ in }
    ) throws(IntakeError) -> RegisterEdition {
        guard let date = date ?? Self.date(fromFileName: path) else { throw .noEditionDate }
        let reader = RegisterEditionReader(date: date, vocabulary: vocabulary)
        var bytesRead = 0
        try InputFile.read(path: path) { chunk throws(IntakeError) in
            try reader.read(chunk)
            bytesRead += chunk.count
            progress(bytesRead)
        }
        return try reader.finish()
    }
}
