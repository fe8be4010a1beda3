// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into lines, however the stream is chopped, and holds no more than one
/// line of bounded length at a time.
struct NDJSONLines {
    /// One line, without its end.
    enum Line: Hashable {
        case text([UInt8])
        /// The line was longer than allowed; its bytes are gone.
        case tooLong
    }

    private let maximumBytes: Int
    private var rest: [UInt8] = []
    private var isTooLong = false

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// The lines that end within `bytes`.
    mutating func append(_ bytes: some Collection<UInt8>) -> [Line] {
        var lines: [Line] = []
        var part = bytes[...]
        while let end = part.firstIndex(of: 0x0A) {
            hold(part[..<end])
            lines.append(take())
            part = part[part.index(after: end)...]
        }
        hold(part)
        return lines
    }

    /// The last line, when the stream does not end with a line's end.
    mutating func finish() -> Line? {
        rest.isEmpty && !isTooLong ? nil : take()
    }

    private mutating func hold(_ bytes: some Collection<UInt8>) {
        guard !isTooLong, rest.count + bytes.count <= maximumBytes else {
            isTooLong = true
            rest.removeAll(keepingCapacity: true)
            return
        }
        rest.append(contentsOf: bytes)
    }

    private mutating func take() -> Line {
        defer {
            rest.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        return isTooLong ? .tooLong : .text(rest)
    }
}
