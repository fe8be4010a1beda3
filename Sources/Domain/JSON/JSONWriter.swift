// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// The canonical bytes: no white space, members sorted by the UTF-8 of their names, only
    /// the escapes that JSON demands. Equal values have equal bytes.
    ///
    /// The manner of RFC 8785, for whole numbers and exact decimals.
    public var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(to: &bytes, sorted: true)
        return bytes
    }

    /// The bytes with members in the order in which they were written, for people to read.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        write(to: &bytes, sorted: false)
        return bytes
    }

    /// Appends the value to `bytes`.
    public func write(to bytes: inout [UInt8], sorted: Bool) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .decimal(let value): bytes.append(contentsOf: value.description.utf8)
        case .string(let value): Self.write(string: value, to: &bytes)
        case .array(let values):
            bytes.append(0x5B)
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                value.write(to: &bytes, sorted: sorted)
            }
            bytes.append(0x5D)
        case .object(let members):
            Self.write(members: sorted ? Self.inOrder(members) : members, to: &bytes, sorted)
        }
    }

    private static func write(members: [Member], to bytes: inout [UInt8], _ sorted: Bool) {
        bytes.append(0x7B)
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            write(string: member.name, to: &bytes)
            bytes.append(0x3A)
            member.value.write(to: &bytes, sorted: sorted)
        }
        bytes.append(0x7D)
    }

    private static func inOrder(_ members: [Member]) -> [Member] {
        let isSorted = zip(members, members.dropFirst()).allSatisfy {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        if isSorted { return members }
        return members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    static func write(string: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        var string = string
        // Most strings hold nothing that must be escaped: they are copied as they are.
        let isWritten = string.withUTF8 { text in
            guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else {
                return false
            }
            bytes.append(contentsOf: text)
            return true
        }
        if !isWritten { write(escaping: string, to: &bytes) }
        bytes.append(0x22)
    }

    private static func write(escaping string: String, to bytes: inout [UInt8]) {
        for byte in string.utf8 {
            switch byte {
            case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
            case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
            case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(Hexadecimal.digit(byte >> 4))
                bytes.append(Hexadecimal.digit(byte & 0x0F))
            default: bytes.append(byte)
            }
        }
    }
}
