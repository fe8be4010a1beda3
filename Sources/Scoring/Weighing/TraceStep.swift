// SPDX-License-Identifier: Apache-2.0

public import Domain

/// One step of a calculation: what went in, what came out, and where it is written.
///
/// - Source: none; each step names its own.
public struct TraceStep: Hashable, Sendable {
    /// What was done, as `ordinal`.
    public let step: String
    /// What the part of the law is called; nil where it has no name.
    public let title: LocalText?
    /// What went in.
    public let input: [JSONValue.Member]
    /// What came out.
    public let output: JSONValue
    /// Where it is written.
    public let source: String

    /// Notes a step.
    package init(
        step: String, title: LocalText? = nil, input: [JSONValue.Member], output: JSONValue,
        source: String
    ) {
        self.step = step
        self.title = title
        self.input = input
        self.output = output
        self.source = source
    }
}
