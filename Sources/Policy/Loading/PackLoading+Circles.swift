// SPDX-License-Identifier: Apache-2.0

import Domain

/// What is not known where it would be asked for: the points of an event by facts that follow from
/// points, and what an event weighs by results of earlier periods.
extension PackLoading {
    /// What is said where points would rest on points.
    static let circlePoints = (
        message: "The points of an event cannot rest on a sum of points.",
        cure: "Count events in their place (`count`, or `sum` of a fact of theirs, in a fact of "
            + "the party that follows), or let an override or a measure ask for the sum."
    )

    /// A fact of the party by which events are weighed is known before they are.
    func checkKnownWhileWeighing(_ name: String, at place: PackReading.Place) {
        if facts.following(from: { $0.results != nil }).contains(name) {
            reading.fault(
                place,
                "“\(name)” follows from earlier results, which are not known where events are "
                    + "weighed.",
                cure: "Ask for it in a start score, a score, an override or on a route.")
        }
        if place.isOfIndicator { checkRestsOnNoPoints([name], at: place) }
    }

    /// A condition that decides whether an event counts at all does not rest on what it brings.
    func check(justification condition: Predicate, at place: PackReading.Place) {
        checkRestsOnNoPoints(condition.factNames, at: place)
    }

    /// A table by which an indicator gives points is not read by what follows from points.
    func check(circle code: TableCode, weighsAt place: PackReading.Place) {
        guard place.isOfIndicator else { return }
        let names = (tables[code]?.rule.values ?? []).flatMap { [$0.value.key] + $0.value.across }
        checkRestsOnNoPoints(Set(names), at: place)
    }

    private func checkRestsOnNoPoints(_ names: Set<String>, at place: PackReading.Place) {
        let circle = facts.filter { $0.subject == .party }.following(from: \.isOfPoints)
        for name in circle.intersection(names).sorted() {
            reading.fault(
                place,
                "\(Self.circlePoints.message.dropLast()), from which “\(name)” follows.",
                cure: Self.circlePoints.cure)
        }
    }
}

extension PackReading.Place {
    /// Whether it stands in the file of an indicator, which says what events bring.
    fileprivate var isOfIndicator: Bool { file.hasPrefix("indicators/") }
}

extension MappingReader {
    /// Whether it reads the file of an indicator.
    var isOfIndicator: Bool { file.hasPrefix("indicators/") }
}
