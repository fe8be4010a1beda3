// SPDX-License-Identifier: Apache-2.0

/// What somebody tells of a nomination that no register holds: the nominee, the documents handed
/// in, and the test of the labour market.
public struct ToldNomination: Hashable, Sendable {
    /// The nominee; nil when nothing was told of them.
    public let nominee: Nomination.Nominee?
    /// The documents; nil when that was not told.
    public let documents: [DocumentCode]?
    /// The test; nil when none was told.
    public let marketTest: Nomination.MarketTest?

    /// The most documents that can be told.
    private static let documentCount = 100

    /// Reads the members `nominee`, `documents` and `labourMarketTest`; faults go to `reader`.
    public init(reading reader: inout ObjectReader) {
        nominee = reader.element("nominee") { inner in
            let facts = inner.scalars("facts")
            let place = inner.optionalChoice("place", of: Nomination.Place.self)
            return Nomination.Nominee(facts: facts, place: place)
        }
        documents =
            reader.optional("documents") == nil
            ? nil
            : reader.codes("documents", as: DocumentCode.self, maximumCount: Self.documentCount)
        marketTest = reader.element("labourMarketTest") { Nomination.MarketTest(reading: &$0) }
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults`, which a text of our own does not bring about.
    public init(_ json: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(json)
        self.init(reading: &reader)
        try reader.finish()
    }

    /// Whether anything was told.
    public var isTold: Bool { nominee != nil || documents != nil || marketTest != nil }

    /// The members that were told, as they were.
    public var json: JSONValue {
        .object(present: [
            ("documents", documents.map { .array($0.map { JSONValue(text: $0) }) }),
            ("labourMarketTest", marketTest?.json),
            (
                "nominee",
                nominee.map { nominee in
                    .object(present: [
                        ("facts", .object(nominee.facts)),
                        ("place", nominee.place.map { .string($0.rawValue) }),
                    ])
                }
            ),
        ])
    }
}

extension Nomination.MarketTest {
    /// `{"posts","filled","until","advertisedOn","closedOn","openDays"}`; nil where a fault went
    /// to `reader`.
    init?(reading reader: inout ObjectReader) {
        let range: ClosedRange<Int64> = 0...1_000_000
        let posts = reader.integer("posts", in: range)
        let filled = reader.integer("filled", in: range, absent: 0)
        let advertisedOn = reader.optionalDate("advertisedOn")
        let closedOn = reader.optionalDate("closedOn")
        let tellsDay = reader.optional("advertisedOn") != nil
        let tellsDays = reader.optional("openDays") != nil
        let openDays =
            tellsDays ? reader.integer("openDays", in: 0...36_500, absent: 0) : nil
        // Who tells how long the posts were advertised leaves the end to the law.
        let isDated = tellsDay || tellsDays
        let until = isDated ? reader.optionalDate("until") : reader.date("until")
        if let advertisedOn, let closedOn, closedOn < advertisedOn {
            reader.fault("closedOn", "value.outOfOrder", "It lies before `advertisedOn`.")
        }
        guard let posts, let filled, isDated || until != nil else { return nil }
        self.init(
            posts: Int(posts), filled: Int(filled), until: until, advertisedOn: advertisedOn,
            closedOn: closedOn, openDays: openDays.map { Int($0) })
    }

    fileprivate var json: JSONValue {
        .object(present: [
            ("advertisedOn", advertisedOn.map { JSONValue(text: $0) }),
            ("closedOn", closedOn.map { JSONValue(text: $0) }),
            ("filled", .integer(Int64(filled))),
            ("openDays", openDays.map { .integer(Int64($0)) }),
            ("posts", .integer(Int64(posts))),
            ("until", until.map { JSONValue(text: $0) }),
        ])
    }
}
