// SPDX-License-Identifier: Apache-2.0

/// Reads the members of one JSON object and collects every fault on the way, so that a caller
/// learns of all of them at once. `finish()` refuses members that nobody asked for.
///
///     var reader = ObjectReader(value)
///     let name = reader.string("name", maximumLength: 300)
///     let from = reader.date("from")
///     try reader.finish()
public struct ObjectReader {
    /// What was found wrong so far.
    public private(set) var faults: [InputFault] = []
    let place: JSONPlace
    private let members: [JSONValue.Member]
    /// Which of the members were asked for.
    private var isSeen: [Bool]

    /// Begins to read `value`, which stands at `pointer`.
    public init(_ value: JSONValue, at pointer: String = "") {
        self.init(value, in: .pointer(pointer))
    }

    /// Begins to read `value`, which stands in `place`.
    init(_ value: JSONValue, in place: JSONPlace) {
        self.place = place
        if case .object(let members) = value {
            self.members = members
            self.isSeen = Array(repeating: false, count: members.count)
        } else {
            self.members = []
            self.isSeen = []
            self.faults = [
                InputFault(
                    pointer: place.pointer, code: "type.object",
                    detail: "An object is needed here, not \(value.kindName).")
            ]
        }
    }

    /// The raw value of a member; nil when absent or null.
    public mutating func optional(_ name: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
        isSeen[index] = true
        if case .null = members[index].value { return nil }
        return members[index].value
    }

    /// The raw value of a member that must be there.
    public mutating func required(_ name: String) -> JSONValue? {
        guard let value = optional(name) else {
            fault(name, "member.missing", "This member is required.")
            return nil
        }
        return value
    }

    /// Notes a fault of the member `name`.
    public mutating func fault(_ name: String, _ code: String, _ detail: String) {
        faults.append(InputFault(pointer: pointer(to: name), code: code, detail: detail))
    }

    /// Notes faults found by another reader further down.
    public mutating func add(_ more: [InputFault]) {
        faults.append(contentsOf: more)
    }

    /// The pointer of the member `name`.
    public func pointer(to name: String) -> String { place.member(name).pointer }

    /// Refuses members nobody asked for, then throws if anything was wrong.
    ///
    /// - Throws: `InputFaults` with every fault, in the order found.
    public mutating func finish() throws(InputFaults) {
        for (member, isSeen) in zip(members, isSeen) where !isSeen {
            fault(
                String(member.name.prefix(80)), "member.unknown",
                "This member is not known here; leave it out or mend its name.")
        }
        guard faults.isEmpty else { throw InputFaults(faults) }
    }
}

/// Everything that is wrong with one input.
public struct InputFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one fault.
    public let faults: [InputFault]

    /// Makes the error.
    public init(_ faults: [InputFault]) {
        self.faults = faults
    }

    /// The faults, one after the other.
    public var description: String { faults.map(\.description).joined(separator: " ") }
}
