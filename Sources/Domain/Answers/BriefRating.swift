// SPDX-License-Identifier: Apache-2.0

/// A rating without what explains it: what an answer to a compliance event tells. It is worked out
/// once for all that is entered of a party together, and remembered for whoever asks again.
public struct BriefRating: Hashable, Sendable {
    /// In which role.
    public let role: Role
    /// Score, band and overrides, from the legal day on which it was worked out.
    public let step: RatingStep
    /// The last entry of the party that is in it.
    public let entry: EntryNumber
    /// When that was recorded.
    public let recordedAt: Instant
    /// Under which law.
    public let policy: PolicyReference

    /// Makes a rating.
    public init(
        role: Role, step: RatingStep, entry: EntryNumber, recordedAt: Instant,
        policy: PolicyReference
    ) {
        self.role = role
        self.step = step
        self.entry = entry
        self.recordedAt = recordedAt
        self.policy = policy
    }

    /// The canonical bytes.
    public var bytes: [UInt8] {
        JSONValue.object([
            .init("at", JSONValue(text: recordedAt)), .init("entry", .integer(entry.value)),
            .init("policy", policy.json), .init("role", .string(role.rawValue)),
            .init("step", step.json),
        ]).canonicalBytes
    }

    /// Reads a rating back from its bytes.
    ///
    /// - Throws: `RecordError` when the bytes are not what `bytes` writes.
    public init(bytes: [UInt8]) throws(RecordError) {
        do {
            var reader = ObjectReader(try JSONValue(parsing: bytes))
            let at = reader.text("at", "An instant is needed.") { Instant($0) }
            let entry = reader.integer("entry", in: 0...Int64.max)
            let policy = PolicyReference("policy", from: &reader)
            let role = reader.choice("role", of: Role.self)
            let step = reader.element("step", RatingStep.init(reading:))
            try reader.finish()
            guard let at, let entry, let number = EntryNumber(entry), let policy, let role,
                let step
            else { throw RecordError() }
            self.init(role: role, step: step, entry: number, recordedAt: at, policy: policy)
        } catch {
            throw RecordError()
        }
    }
}
