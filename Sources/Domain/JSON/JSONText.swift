// SPDX-License-Identifier: Apache-2.0

/// JSON written piece by piece, straight into bytes, where an answer is wanted too often to be put
/// together as values first.
///
///     var text = JSONText()
///     text.write("{\"outcome\":")
///     text.write(string: outcome)
///     text.write("}")
public struct JSONText: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Begins an empty text, with room for an answer of the usual length.
    public init() {
        bytes.reserveCapacity(1_024)
    }

    /// Writes a piece of JSON as it stands.
    public mutating func write(_ piece: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: piece.utf8Start, count: piece.utf8CodeUnitCount))
    }

    /// Writes a string.
    public mutating func write(string: String) {
        JSONValue.write(string: string, to: &bytes)
    }

    /// Writes a string, or `null` for nil.
    public mutating func write(string: String?) {
        if let string { write(string: string) } else { write("null") }
    }

    /// Writes a whole number.
    public mutating func write(number: Int64) {
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Writes points as a number, or `null` for nil.
    public mutating func write(points: Points?) {
        if let points { JSONValue(points).write(to: &bytes, sorted: false) } else { write("null") }
    }

    /// Writes a value.
    public mutating func write(json: JSONValue) { json.write(to: &bytes, sorted: false) }

    /// Writes an array of strings.
    public mutating func write(strings: [String]) {
        write("[")
        for (index, string) in strings.enumerated() {
            if index > 0 { write(",") }
            write(string: string)
        }
        write("]")
    }
}
