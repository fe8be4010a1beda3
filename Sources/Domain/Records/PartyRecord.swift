// SPDX-License-Identifier: Apache-2.0

/// A party (主体) as the register holds it.
public struct PartyRecord: Hashable, Sendable {
    /// Its id.
    public let id: PartyID
    /// What kind of party it is.
    public let kind: PartyKind
    /// Its name; sealed for a natural person.
    public let name: RecordText
    /// The town of its seat; sealed for a natural person, nil when not known.
    public let town: RecordText?
    /// The region of its seat, which decides whose territory it lies in.
    public let region: RegionCode
    /// The regime that it is rated under where nothing else says.
    public let regime: RegimeCode
    /// Its identifiers, sorted.
    public let identifiers: [Identifier]
    /// The facts that rules ask for (`sizeClass`, `employees`, …): strings, whole numbers,
    /// decimals and booleans by name, sorted by name.
    public internal(set) var facts: [JSONValue.Member]

    /// Makes a record; identifiers and facts are put in order.
    public init(
        id: PartyID, kind: PartyKind, name: RecordText, town: RecordText?, region: RegionCode,
        regime: RegimeCode, identifiers: [Identifier], facts: [JSONValue.Member]
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.town = town
        self.region = region
        self.regime = regime
        self.identifiers = identifiers.sorted()
        self.facts = facts.sorted { $0.name < $1.name }
    }

    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            ("facts", facts.isEmpty ? nil : .object(facts)),
            ("id", JSONValue(text: id)),
            ("identifiers", .array(identifiers.map { JSONValue(text: $0) })),
            ("kind", .string(kind.rawValue)),
            ("name", name.json),
            ("regime", JSONValue(text: regime)),
            ("region", JSONValue(text: region)),
            ("town", town?.json),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { PartyID($0) }
        let kind = reader.choice("kind", of: PartyKind.self)
        let name = RecordText.read("name", from: &reader)
        let town = RecordText.read("town", from: &reader)
        let region = reader.code("region", as: RegionCode.self)
        let regime = reader.code("regime", as: RegimeCode.self)
        var identifiers: [Identifier] = []
        for element in reader.array("identifiers", maximumCount: .max) {
            guard case .string(let text) = element, let identifier = try? Identifier(parsing: text)
            else {
                reader.fault("identifiers", "value.malformed", "scheme:value is needed.")
                continue
            }
            identifiers.append(identifier)
        }
        var facts: [JSONValue.Member] = []
        if case .object(let members)? = reader.optional("facts") { facts = members }
        try reader.finish()
        guard let id, let kind, let name, let region, let regime else {
            throw InputFaults([.init(pointer: "/name", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, kind: kind, name: name, town: town, region: region, regime: regime,
            identifiers: identifiers, facts: facts)
    }
}
