// SPDX-License-Identifier: Apache-2.0

/// One thing wrong with an input: where, which kind of fault, and what to do about it.
public struct InputFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// JSON Pointer (RFC 6901) of the member, `/occurredOn`; empty for the whole.
    public let pointer: String
    /// Stable code of the kind of fault, `member.missing`.
    public let code: String
    /// One sentence: what is wrong and how to mend it. It never repeats the value.
    public let detail: String

    /// Makes a fault.
    public init(pointer: String, code: String, detail: String) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }

    /// `/occurredOn: This member is required.`
    public var description: String { "\(pointer.isEmpty ? "/" : pointer): \(detail)" }
}
