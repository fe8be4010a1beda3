// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// One row of the register, read: who, and which licences.
struct RegisterRow {
    let name: String
    let town: String
    let county: String
    let licences: [Licence]
    let repair: RowReport.Repair?
    let isPacked: Bool
}

/// The five cells of a row, as written.
struct RegisterCells {
    let name: String
    let town: String
    let county: String
    let rating: String
    let route: String
}

extension RegisterWording {
    /// Reads one row, repairing what can be repaired with certainty.
    func read(_ cells: RegisterCells) -> Result<RegisterRow, RowReport.Refusal> {
        let name = CellText.tidy(cells.name)
        if CellText.tidy(cells.rating).isEmpty {
            let isFooter = isFooter([cells.name, cells.town, cells.county, cells.route])
            return .failure(isFooter ? .footer : name.isEmpty ? .nameMissing : .ratingMissing)
        }
        if name.isEmpty { return .failure(.nameMissing) }

        var repair: RowReport.Repair?
        func parts(_ text: String, of column: RegisterVocabulary.Column) -> [String] {
            CellText.parts(text, separator: separator).map { part in
                guard let mended = repaired(part, in: column) else { return part }
                repair = .knownText
                return mended
            }
        }
        var ratings = parts(cells.rating, of: .rating)
        var routes = parts(cells.route, of: .route)
        var county = CellText.tidy(cells.county)
        let isPacked = ratings.count > 1 || routes.count > 1
        if ratings.count > 1, !looksLikeRating(ratings[0]) {
            // The end of an overlong county; now and then the last of it got as far as the routes.
            county += ratings.removeFirst()
            if routes.count == ratings.count + 1 { county += routes.removeFirst() }
            repair = .countyBleed
        }
        guard ratings.count == routes.count else { return .failure(.ratingsAndRoutesDoNotPair) }
        var licences: [Licence] = []
        for (rating, routeName) in zip(ratings, routes) {
            guard let stated = stated(rating) else { return .failure(.ratingUnknown(rating)) }
            guard let route = route(routeName, tier: stated.tier) else {
                return .failure(.routeUnknown(routeName))
            }
            licences.append(Licence(route: route, band: stated.band, service: stated.service))
        }
        return .success(
            RegisterRow(
                name: name, town: CellText.tidy(cells.town), county: county, licences: licences,
                repair: repair, isPacked: isPacked))
    }
}

extension RowReport.Refusal: Error {}
