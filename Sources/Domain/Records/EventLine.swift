// SPDX-License-Identifier: Apache-2.0

/// So many events of one group that no rule can tell apart.
public struct EventLine: Hashable, Sendable {
    /// Their days.
    public let days: EventDays
    /// How many persons, days or instances each states, as the indicator says.
    public let quantity: Int
    /// Whether the party disclosed them before the authority knew.
    public let isVoluntaryDisclosure: Bool
    /// Whether the party bears only a share of each.
    public let isShared: Bool
    /// Whether they may bring overrides about.
    public let bringsOverrides: Bool
    /// The facts and grades that each states, and its share, as canonical JSON; empty where there
    /// are none and the share is whole.
    public let particulars: [UInt8]
    /// How many events.
    public internal(set) var count: Int

    /// One event.
    public init(_ event: EventRecord) {
        days = event.days
        quantity = event.quantity
        isVoluntaryDisclosure = event.isVoluntaryDisclosure
        bringsOverrides = event.bringsOverrides
        count = 1
        isShared = event.share != EventRecord.wholeShare
        let hasParticulars = !event.facts.isEmpty || !event.grades.isEmpty || isShared
        particulars =
            hasParticulars
            ? JSONValue.object(present: [
                ("facts", event.facts.isEmpty ? nil : .object(event.facts)),
                ("grades", event.grades.isEmpty ? nil : .object(event.grades)),
                ("share", isShared ? JSONValue(event.share) : nil),
            ]).canonicalBytes : []
    }

    /// Reads the marks as ``marks`` adds them up.
    private init(
        days: EventDays, quantity: Int, marks: Int32, particulars: [UInt8], count: Int
    ) {
        self.days = days
        self.isVoluntaryDisclosure = marks & 1 != 0
        self.isShared = marks & 2 != 0
        self.bringsOverrides = marks & 4 == 0
        self.quantity = quantity
        self.particulars = particulars
        self.count = count
    }

    /// The facts that each states, sorted by name.
    public var facts: [JSONValue.Member] { members("facts") }

    /// The grades that each states, sorted by name.
    public var grades: [JSONValue.Member] { members("grades") }

    private func members(_ name: String) -> [JSONValue.Member] {
        guard !particulars.isEmpty, let value = try? JSONValue(parsing: particulars),
            case .object(let members)? = value[name]
        else { return [] }
        return members
    }

    /// How much of the points of each the party bears, in percent.
    public var share: ExactDecimal {
        guard isShared, let value = try? JSONValue(parsing: particulars) else {
            return EventRecord.wholeShare
        }
        switch value["share"] {
        case .integer(let number)?: return ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: return number
        default: return EventRecord.wholeShare
        }
    }

    /// The same line of a single event.
    public var single: EventLine {
        var line = self
        line.count = 1
        return line
    }

    /// Whether only the number differs.
    func isAlike(_ other: EventLine) -> Bool {
        days == other.days && quantity == other.quantity
            && marks == other.marks
            && particulars == other.particulars
    }

    /// The order of lines: by day, and then by all that tells them apart.
    func precedes(_ other: EventLine) -> Bool {
        let left = sortKey
        let right = other.sortKey
        if left != right { return left < right }
        return particulars.lexicographicallyPrecedes(other.particulars)
    }

    private var sortKey: (Int32, Int32, Int32, Int32, Int32) {
        (
            days.occurredOn.daysSinceEpoch, days.reportedOn.daysSinceEpoch,
            days.determinedOn?.daysSinceEpoch ?? .min, Int32(clamping: quantity),
            marks & ~2
        )
    }

    /// 1 of a disclosure, 2 of a share, and 4 where no override follows, added up.
    fileprivate var marks: Int32 {
        (isVoluntaryDisclosure ? 1 : 0) + (isShared ? 2 : 0) + (bringsOverrides ? 0 : 4)
    }
}

extension [EventLine] {
    /// Where a line stands, or would.
    func place(of line: EventLine) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle].precedes(line) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The lines as they are stored: of each, big-endian, four bytes for every day since
    /// 1970-01-01 (the least number for none), for the quantity, for the marks (1 of a disclosure,
    /// 2 of a share and 4 where no override follows, added up), for the number of events, and for
    /// the length of the particulars, which follow.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * EventLine.headByteCount)
        for line in self {
            let fields: [Int32] = [
                line.days.occurredOn.daysSinceEpoch, line.days.reportedOn.daysSinceEpoch,
                line.days.determinedOn?.daysSinceEpoch ?? .min, Int32(clamping: line.quantity),
                line.marks, Int32(clamping: line.count), Int32(clamping: line.particulars.count),
            ]
            for field in fields {
                let bits = UInt32(bitPattern: field)
                bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
            }
            bytes.append(contentsOf: line.particulars)
        }
        return bytes
    }

    /// Reads lines back from their bytes.
    ///
    /// - Throws: `RecordError` when the bytes are not what `bytes` writes.
    public init(bytes: [UInt8]) throws(RecordError) { try self.init(bytes: bytes[...]) }

    /// Reads lines back from their bytes among others.
    ///
    /// - Throws: `RecordError` when the bytes are not what `bytes` writes.
    public init(bytes: ArraySlice<UInt8>) throws(RecordError) {
        self = []
        reserveCapacity(bytes.count / EventLine.headByteCount)
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let line = try EventLine(bytes, at: &place)
            if let last, !last.precedes(line) { throw RecordError() }
            append(line)
        }
    }
}

extension EventLine {
    /// Seven fields of four bytes.
    fileprivate static let headByteCount = 28

    fileprivate init(_ bytes: ArraySlice<UInt8>, at place: inout Int) throws(RecordError) {
        guard bytes.endIndex - place >= Self.headByteCount else { throw RecordError() }
        func field() -> Int32 {
            let bits =
                UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16
                | UInt32(bytes[place + 2]) << 8 | UInt32(bytes[place + 3])
            place += 4
            return Int32(bitPattern: bits)
        }
        let occurredOn = CivilDate(daysSinceEpoch: Int(field()))
        let reportedOn = CivilDate(daysSinceEpoch: Int(field()))
        let determined = field()
        let determinedOn = CivilDate(daysSinceEpoch: Int(determined))
        let quantity = Int(field())
        let marks = field()
        let count = Int(field())
        let length = Int(field())
        guard let occurredOn, let reportedOn, determined == .min || determinedOn != nil,
            quantity >= 1, (0...7).contains(marks), count >= 1, length >= 0,
            length <= bytes.endIndex - place
        else { throw RecordError() }
        self.init(
            days: EventDays(
                occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn),
            quantity: quantity, marks: marks,
            particulars: Array(bytes[place..<place + length]), count: count)
        place += length
    }
}
