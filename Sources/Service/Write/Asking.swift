// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Who asks for something to be entered, by which request, and on the sight of what.
public struct Asking: Sendable {
    /// Who asks.
    public let principal: Principal
    /// The request it came from, so that a repeated one is answered once; nil for none.
    public let request: RequestKey?
    /// The last entry of the party that the asker has seen; nil for whatever it may be.
    public let expectedEntry: EntryNumber?

    /// Notes who asks.
    public init(
        _ principal: Principal, request: RequestKey? = nil, expectedEntry: EntryNumber? = nil
    ) {
        self.principal = principal
        self.request = request
        self.expectedEntry = expectedEntry
    }
}

/// A command that keeps who asked for it in one place.
public protocol AskedCommand: Command {
    /// Who asks.
    var asking: Asking { get }
}

extension AskedCommand {
    /// Who asks.
    public var actor: Actor { asking.principal.actor }
    /// The request it came from.
    public var request: RequestKey? { asking.request }
    /// The last entry of the party that the asker has seen.
    public var expectedEntry: EntryNumber? { asking.expectedEntry }
}
