// SPDX-License-Identifier: Apache-2.0

extension SanctionSize {
    /// The members that tell the size: `amount`, `atLeast` and `atMost`, a unit of time, or
    /// `permanent`; none where there is no size.
    public var members: [JSONValue.Member] {
        switch self {
        case .none: []
        case .amount(let money): [.init("amount", money.json)]
        case .amounts(let least, let most):
            [.init("atLeast", least.json), .init("atMost", most.json)]
        case .time(let count, let unit): [.init(unit.rawValue, .integer(Int64(count)))]
        case .times(let least, let most, let unit):
            [.init("atLeastTime", .integer(Int64(least)))]
                + (most.map { [.init("atMostTime", .integer(Int64($0)))] } ?? [])
                + [.init("unit", .string(unit.rawValue))]
        case .permanent: [.init("permanent", true)]
        }
    }

    /// Reads what `members` writes; nil when a member is at fault.
    init?(reading reader: inout ObjectReader) {
        if reader.bool("permanent", absent: false) {
            self = .permanent
        } else if reader.optional("amount") != nil {
            guard let money = reader.money("amount") else { return nil }
            self = .amount(money)
        } else if reader.optional("atLeast") != nil {
            guard let least = reader.money("atLeast"), let most = reader.money("atMost") else {
                return nil
            }
            self = .amounts(least, most)
        } else if reader.optional("atLeastTime") != nil {
            let most = reader.optional("atMostTime")
            guard let least = reader.integer("atLeastTime", in: 0...1_000_000),
                let unit = reader.choice("unit", of: SanctionTimeUnit.self)
            else { return nil }
            let limit = most.flatMap { value -> Int? in
                if case .integer(let count) = value { Int(count) } else { nil }
            }
            self = .times(Int(least), limit, unit)
        } else if let unit = SanctionTimeUnit.allCases.first(where: {
            reader.optional($0.rawValue) != nil
        }) {
            guard let count = reader.integer(unit.rawValue, in: 0...1_000_000) else { return nil }
            self = .time(Int(count), unit)
        } else {
            self = .none
        }
    }
}

extension Money {
    /// `{"amount":"7000.00","currency":"CAD"}`, as the contract writes it.
    public var json: JSONValue { ["amount": .string(amount), "currency": .string(currency)] }
}

extension ObjectReader {
    /// An amount as `{"amount":"7000.00","currency":"CAD"}`, not negative.
    public mutating func money(_ name: String) -> Money? {
        guard required(name) != nil else { return nil }
        return element(name) { inner in
            let minorUnits = inner.text(
                "amount", "An amount of 0 or more with at most two decimals is needed."
            ) { Self.isAmount($0) ? ExactDecimal($0)?.scaled(toPlaces: 2) : nil }
            let currency = inner.text("currency", "A currency of ISO 4217 is needed.") { text in
                Money(minorUnits: 0, currency: text).map(\.currency)
            }
            guard let minorUnits, let currency else { return nil }
            return Money(minorUnits: minorUnits, currency: currency)
        }
    }

    /// Whether a text is one to ten digits, and perhaps a point and one or two more.
    private static func isAmount(_ text: String) -> Bool {
        let point = UInt8(0x2E)
        let digits = UInt8(0x30)...UInt8(0x39)
        let parts = text.utf8.split(separator: point, omittingEmptySubsequences: false)
        return parts.count <= 2 && (1...10).contains(parts[0].count)
            && parts.dropFirst().allSatisfy { (1...2).contains($0.count) }
            && parts.joined().allSatisfy(digits.contains)
    }
}
