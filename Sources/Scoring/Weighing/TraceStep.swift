// SPDX-License-Identifier: Apache-2.0

public import Domain

/// One step of a calculation: what went in, what came out, and where it is written.
///
/// - Source: none; each step names its own.
public struct TraceStep: Hashable, Sendable {
    /// What was done, as `ordinal`.
    public let step: String
    /// What went in.
    public let input: [JSONValue.Member]
    /// What came out.
    public let output: JSONValue
    /// Where it is written.
    public let source: String

    /// Notes a step.
    package init(step: String, input: [JSONValue.Member], output: JSONValue, source: String) {
        self.step = step
        self.input = input
        self.output = output
        self.source = source
    }
}
