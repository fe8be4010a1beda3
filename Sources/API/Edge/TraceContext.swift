// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird

/// The trace that a request belongs to, and our span within it.
///
/// - Source: W3C Trace Context, <https://www.w3.org/TR/trace-context/>.
struct TraceContext: Sendable {
    /// 32 digits: the trace of the sender, or one of our own.
    let traceID: String
    /// 16 digits: this request, seen from here.
    let spanID: String
    /// Whether the sender says that it records the trace.
    private let isSampled: Bool
    /// What the sender's systems passed along; nil where it is none, or not valid.
    let state: String?

    /// Goes on with the trace that `request` names, or begins one.
    init(of request: Request, newTraceID: () -> String) {
        var generator = SystemRandomNumberGenerator()
        // The lowest bit keeps it from being all zeros, which is no span.
        spanID = Hexadecimal.text(generator.next() | 1)
        let parents = request.headers[values: .traceParent]
        guard parents.count == 1, let parent = Self.read(parents[0]) else {
            traceID = newTraceID()
            isSampled = false
            state = nil
            return
        }
        traceID = parent.traceID
        isSampled = parent.isSampled
        let list = request.headers[values: .traceState].joined(separator: ",")
        state = Self.isState(list) ? list : nil
    }

    /// What the answer bears: our span as the parent of what comes after.
    var header: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    /// A new trace id: 128 random bits.
    static let random: @Sendable () -> String = {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text(generator.next() | 1) + Hexadecimal.text(generator.next())
    }

    /// The trace of a `traceparent`; nil when it is malformed. A version that we do not know is
    /// read as far as we do.
    private static func read(_ text: String) -> (traceID: String, isSampled: Bool)? {
        guard text.utf8.count <= 200 else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, isDigits(parts[0], 2), parts[0] != "ff",
            parts[0] != "00" || parts.count == 4, isDigits(parts[1], 32), isNotZero(parts[1]),
            isDigits(parts[2], 16), isNotZero(parts[2]), isDigits(parts[3], 2),
            let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        return (String(parts[1]), flags & 1 == 1)
    }

    private static func isDigits(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func isNotZero(_ text: Substring) -> Bool { text.contains { $0 != "0" } }

    /// Whether a list of `key=value` is a `tracestate` that may be passed along.
    private static func isState(_ list: String) -> Bool {
        guard !list.isEmpty, list.utf8.count <= 512 else { return false }
        let members = list.split(separator: ",").map { member in
            member.drop { $0 == " " || $0 == "\t" }
        }.filter { !$0.isEmpty }
        guard (1...32).contains(members.count) else { return false }
        var keys: Set<Substring> = []
        return members.allSatisfy { member in
            let parts = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 && isKey(parts[0]) && keys.insert(parts[0]).inserted
                && isValue(parts[1])
        }
    }

    private static func isKey(_ key: Substring) -> Bool {
        guard (1...256).contains(key.utf8.count), let first = key.utf8.first,
            isLetterOrDigit(first)
        else { return false }
        return key.utf8.allSatisfy { isLetterOrDigit($0) || "_-*/@".utf8.contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func isValue(_ value: Substring) -> Bool {
        (1...256).contains(value.utf8.count) && value.utf8.last != 0x20
            && value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x2C && $0 != 0x3D }
    }
}
