// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What became of one row of an edition.
public struct RowReport: Hashable, Sendable, CustomStringConvertible {
    /// What was mended, each with one possible reading.
    public enum Repair: String, Hashable, Sendable {
        /// A text the vocabulary knows as damaged.
        case knownText
        /// The end of the county had run into the ratings and was put back.
        case countyBleed
    }

    /// Why a row is doubtful; it is taken as it stands.
    public enum Doubt: Hashable, Sendable {
        /// Name and town seem to be printed over each other.
        case columnsRunTogether
        /// There is no town, so that the name alone tells the sponsor.
        case townMissing
        /// Another row states this licence differently; the stricter one stands.
        case ratingsDisagree(RouteCode)
    }

    /// Why a row was not taken.
    public enum Refusal: Hashable, Sendable {
        /// A footer of the page, no sponsor.
        case footer
        /// More or fewer cells than the header.
        case wrongCellCount(Int)
        /// There is no name.
        case nameMissing
        /// There is no rating.
        case ratingMissing
        /// The vocabulary does not know this rating.
        case ratingUnknown(String)
        /// The vocabulary does not know this route in this tier.
        case routeUnknown(String)
        /// Not as many ratings as routes.
        case ratingsAndRoutesDoNotPair
    }

    /// What became of a row.
    public enum Outcome: Hashable, Sendable {
        /// Taken as it stands.
        case accepted
        /// Taken after a repair that leaves no doubt.
        case repaired(Repair)
        /// Says nothing that an earlier row had not said.
        case duplicate
        /// Taken as it stands, though something is wrong with it.
        case doubtful(Doubt)
        /// Not taken; a sponsor so named is not held to have left the register.
        case refused(Refusal)
    }

    /// The row's line in the file, counted from 1; the header is line 1.
    public let line: Int
    /// What became of it.
    public let outcome: Outcome

    /// Makes a report.
    public init(line: Int, outcome: Outcome) {
        self.line = line
        self.outcome = outcome
    }

    /// A sentence for the report. Ratings and routes are quoted, names never.
    public var description: String {
        switch outcome {
        case .accepted: "line \(line): accepted"
        case .repaired(.knownText): "line \(line): repaired: a text known to be damaged"
        case .repaired(.countyBleed):
            "line \(line): repaired: the end of the county stood among the ratings"
        case .duplicate: "line \(line): merged: says nothing new"
        case .doubtful(.columnsRunTogether):
            "line \(line): doubtful: name and town seem printed over each other; kept as read"
        case .doubtful(.townMissing): "line \(line): doubtful: no town; kept by the name alone"
        case .doubtful(.ratingsDisagree(let route)):
            "line \(line): doubtful: \(route) is rated differently in another row; "
                + "the stricter rating stands"
        case .refused(let refusal): "line \(line): refused: \(refusal.words)"
        }
    }
}

extension RowReport.Refusal {
    var words: String {
        switch self {
        case .footer: "a footer of the page"
        case .wrongCellCount(let count): "\(count) cells"
        case .nameMissing: "no name"
        case .ratingMissing: "no rating"
        case .ratingUnknown(let text): "unknown rating “\(text)”"
        case .routeUnknown(let text): "unknown route “\(text)”"
        case .ratingsAndRoutesDoNotPair: "not as many ratings as routes"
        }
    }
}
