// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Proceedings and the sanctions that they impose")
struct ProceedingRecordTests {
    private static let id = ProceedingID(high: 5, low: 5)
    private static let sanctionID = SanctionID(high: 6, low: 6)
    private static let officer = Actor(
        token: TokenID(high: 4, low: 4), role: .regulator, authority: AuthorityCode("gd"))

    private static func day(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    private static func dossier() -> Dossier {
        Dossier(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("Lingnan"),
                town: nil, region: RegionCode("CN-44"), regime: RegimeCode("model"),
                identifiers: [], facts: []))
    }

    private static func sealed() throws -> SealedText {
        SealedText(
            text: TextID(high: 8, low: 8),
            commitment: try #require(Digest32(Array(repeating: 9, count: 32))))
    }

    private static func move(
        _ name: String, on day: String, to state: String, isFinal: Bool = false,
        due: String? = nil, lapses: [ProceedingLapse] = []
    ) throws -> ProceedingMove {
        ProceedingMove(
            name: MoveCode(name), day: try Self.day(day), actor: officer,
            state: StateCode(state), isFinal: isFinal, dueOn: try due.map(Self.day),
            lapses: lapses)
    }

    private static func lapse(
        _ day: String, to state: String, isFinal: Bool = false, due: String? = nil
    ) throws -> ProceedingLapse {
        ProceedingLapse(
            from: try Self.day(day), state: StateCode(state), isFinal: isFinal,
            dueOn: try due.map(Self.day))
    }

    private static func opened(_ moves: [ProceedingMove]) -> ProceedingRecord {
        ProceedingRecord(
            id: id, kind: .penaltyCase, regime: RegimeCode("model"),
            code: ProceedingCode("penalty"), role: .sponsor, authority: AuthorityCode("gd"),
            events: [EventID(high: 3, low: 4), EventID(high: 3, low: 3)], moves: moves)
    }

    private static func sanction(
        _ kind: SanctionKind, from: String, until: String? = nil, size: SanctionSize = .none,
        bearer: SanctionBearer = .party, band: BandCode? = nil
    ) throws -> SanctionRecord {
        SanctionRecord(
            id: sanctionID, kind: kind, regime: RegimeCode("model"), roles: [.sponsor],
            from: try day(from), until: try until.map(day), provision: "art. 80",
            isPublished: true, bearer: bearer, size: size, band: band,
            shownUntil: try until.map { try day($0).adding(days: 1) }, proceeding: id,
            events: [EventID(high: 3, low: 3)], note: nil, officer: TokenID(high: 4, low: 4))
    }

    @Test("each entry of a case is read back from its bytes as it was written")
    func entries() throws {
        let money = try #require(Money(minorUnits: 1_000_000, currency: "CNY"))
        let full = ProceedingMove(
            name: MoveCode("decide"), outcome: OutcomeCode("impose"),
            day: try Self.day("2026-07-01"), actor: Self.officer, state: StateCode("decided"),
            isFinal: true, dueOn: try Self.day("2026-08-30"),
            lapses: [try Self.lapse("2026-08-31", to: "closed", isFinal: true)],
            days: [
                ProceedingDay(
                    clock: ClockCode("notice"), step: "reply", day: try Self.day("2026-06-08"),
                    isProvisional: true)
            ],
            facts: [.init("manner", "post")],
            texts: [
                ProceedingText(field: "reasons", text: try Self.sealed(), isInternal: false),
                ProceedingText(field: "source", text: try Self.sealed(), isInternal: true),
            ],
            evidence: [try #require(Digest32(Array(repeating: 1, count: 32)))],
            measures: [
                .init(kind: .penalty, bearer: .party, size: .amount(money)),
                .init(kind: .penalty, bearer: .responsiblePerson, size: .amounts(money, money)),
                .init(kind: .bar, bearer: .party, size: .time(2, .years)),
                .init(kind: .suspension, bearer: .party, size: .times(1, 6, .months)),
                .init(kind: .order, bearer: .other, size: .times(1, nil, .days)),
                .init(kind: .revocation, bearer: .party, size: .permanent),
                .init(kind: .warning, bearer: .nominee, size: .none),
            ])
        var dossier = Self.dossier()
        let bodies: [EntryBody] = [
            .proceedingOpened(
                Self.opened([try Self.move("open", on: "2026-06-01", to: "opened")])),
            .proceedingMoved(Self.id, full),
            .sanctionImposed(
                try Self.sanction(
                    .downgrade, from: "2026-07-01", until: "2027-07-01", size: .time(1, .years),
                    band: BandCode("C"))),
            .sanctionStayed(
                Self.sanctionID,
                during: try #require(Validity(from: try Self.day("2026-07-10")))),
            .sanctionResumed(Self.sanctionID, on: try Self.day("2026-07-20")),
            .sanctionSetAside(Self.sanctionID, on: try Self.day("2026-08-01")),
        ]
        for body in bodies {
            let record = try dossier.apply(body)
            #expect(try HistoryRecord(kind: record.key.kind, bytes: record.bytes) == record)
            #expect(
                try EntryBody(kind: body.kind, JSONValue(parsing: body.json.canonicalBytes))
                    == body)
        }
        #expect(try Dossier(records: dossier.records) == dossier)
        let record = try #require(dossier.proceedings[Self.id])
        #expect(record.moves.map(\.name.text) == ["open", "decide"])
        #expect(record.events == [EventID(high: 3, low: 3), EventID(high: 3, low: 4)])
    }

    @Test("what cannot follow what came before is refused")
    func refused() throws {
        var dossier = Self.dossier()
        let open = try Self.move("open", on: "2026-06-01", to: "opened")
        #expect(throws: FoldError.unknownRecord) {
            try dossier.apply(.proceedingMoved(Self.id, open))
        }
        try dossier.apply(.proceedingOpened(Self.opened([open])))
        #expect(throws: FoldError.duplicate) {
            try dossier.apply(.proceedingOpened(Self.opened([open])))
        }
        let day = try Self.day("2026-06-02")
        #expect(throws: FoldError.unknownRecord) {
            try dossier.apply(.sanctionSetAside(Self.sanctionID, on: day))
        }
        try dossier.apply(.sanctionImposed(try Self.sanction(.bar, from: "2026-06-01")))
        #expect(throws: FoldError.outOfOrder) {
            try dossier.apply(.sanctionResumed(Self.sanctionID, on: day))
        }
        try dossier.apply(.sanctionSetAside(Self.sanctionID, on: day))
        #expect(throws: FoldError.outOfOrder) {
            try dossier.apply(.sanctionSetAside(Self.sanctionID, on: day))
        }
    }

    @Test("a state lapses the day after its last, unless a move was made by then")
    func lapses() throws {
        let served = try Self.move(
            "serve", on: "2026-06-02", to: "served", due: "2026-06-09",
            lapses: [
                try Self.lapse("2026-06-10", to: "unanswered", due: "2026-08-30"),
                try Self.lapse("2026-08-31", to: "closed", isFinal: true),
            ])
        let record = Self.opened([try Self.move("open", on: "2026-06-01", to: "opened"), served])
        func state(_ text: String) throws -> String? {
            record.turn(on: try Self.day(text))?.state.text
        }
        #expect(try state("2026-05-31") == nil)
        #expect(try state("2026-06-01") == "opened")
        #expect(try state("2026-06-02") == "served")
        #expect(try state("2026-06-09") == "served")
        #expect(try state("2026-06-10") == "unanswered")
        #expect(try state("2026-08-30") == "unanswered")
        #expect(try state("2026-08-31") == "closed")
        #expect(record.turn(on: try Self.day("2026-06-10"))?.dueOn?.description == "2026-08-30")
        #expect(!record.isClosed(on: try Self.day("2026-08-30")))
        #expect(record.isClosed(on: try Self.day("2026-08-31")))
        // A reply on the last day takes the place of what would have come of itself.
        let answered = Self.opened([
            try Self.move("open", on: "2026-06-01", to: "opened"), served,
            try Self.move("reply", on: "2026-06-09", to: "replied"),
        ])
        #expect(answered.turns.map(\.state.text) == ["opened", "served", "replied"])
        #expect(answered.turn(on: try Self.day("2026-12-31"))?.state.text == "replied")
        // Two moves of one day: the last one tells.
        let hasty = Self.opened([
            try Self.move("open", on: "2026-06-01", to: "opened"),
            try Self.move("serve", on: "2026-06-01", to: "served"),
        ])
        #expect(hasty.turns.map(\.state.text) == ["served"])
    }

    @Test("a sanction is in force by its dates, without the days on which it is stayed")
    func inForce() throws {
        var dossier = Self.dossier()
        try dossier.apply(
            .sanctionImposed(
                try Self.sanction(.bar, from: "2026-07-01", until: "2026-07-31")))
        try dossier.apply(
            .sanctionStayed(
                Self.sanctionID,
                during: try #require(Validity(from: try Self.day("2026-07-10")))))
        func days() throws -> [String] {
            let record = try #require(dossier.sanctions[Self.sanctionID])
            let found = try (1...31).map { number in
                try Self.day("2026-07-\(number < 10 ? "0" : "")\(number)")
            }.filter(record.isInForce)
            let told = found.map(\.description)
            let periods = try (1...31).map { number in
                try Self.day("2026-07-\(number < 10 ? "0" : "")\(number)")
            }.filter { day in record.periods.contains { $0.contains(day) } }
            #expect(periods.map(\.description) == told)
            return [told.first, told.last].compactMap(\.self) + ["\(told.count)"]
        }
        #expect(try days() == ["2026-07-01", "2026-07-09", "9"])
        try dossier.apply(.sanctionResumed(Self.sanctionID, on: try Self.day("2026-07-20")))
        #expect(try days() == ["2026-07-01", "2026-07-30", "20"])
        try dossier.apply(
            .sanctionLifted(Self.sanctionID, on: try Self.day("2026-07-25"), reason: nil))
        #expect(try days() == ["2026-07-01", "2026-07-24", "14"])
        try dossier.apply(.sanctionSetAside(Self.sanctionID, on: try Self.day("2026-08-01")))
        #expect(try days() == ["0"])
        #expect(try #require(dossier.sanctions[Self.sanctionID]).isPublic == false)
    }

    @Test("what is stayed and goes on the same day was never stayed")
    func neverStayed() throws {
        var dossier = Self.dossier()
        try dossier.apply(.sanctionImposed(try Self.sanction(.bar, from: "2026-07-01")))
        let day = try Self.day("2026-07-10")
        try dossier.apply(
            .sanctionStayed(Self.sanctionID, during: try #require(Validity(from: day))))
        try dossier.apply(.sanctionResumed(Self.sanctionID, on: day))
        let record = try #require(dossier.sanctions[Self.sanctionID])
        #expect(record.stays == [])
        #expect(record.isInForce(on: day))
    }

    @Test("a fine of the responsible person bears on the party in no role")
    func bearers() throws {
        let own = try Self.sanction(.penalty, from: "2026-07-01")
        let other = try Self.sanction(.penalty, from: "2026-07-01", bearer: .responsiblePerson)
        #expect(own.bears(on: .sponsor))
        #expect(!own.bears(on: .inviter))
        #expect(!other.bears(on: .sponsor))
    }

    @Test("a decision lowers the band for its time, in its role and under its regime")
    func lowered() throws {
        var dossier = Self.dossier()
        try dossier.apply(
            .sanctionImposed(
                try Self.sanction(
                    .downgrade, from: "2026-07-01", until: "2026-08-01", band: BandCode("C"))))
        let lowered = dossier.lowered(.sponsor, under: RegimeCode("model"))
        #expect(lowered.map(\.cap.band.text) == ["C"])
        #expect(lowered.map(\.validity.from.description) == ["2026-07-01"])
        #expect(lowered.map(\.validity.until?.description) == ["2026-08-01"])
        #expect(dossier.lowered(.inviter, under: RegimeCode("model")) == [])
        #expect(dossier.lowered(.sponsor, under: RegimeCode("other")) == [])
    }
}
