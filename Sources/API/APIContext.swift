// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Hummingbird
import NIOCore
public import Service

/// What travels with a request: who asks, in which language, and under which id.
public struct APIContext: RequestContext {
    /// What Hummingbird keeps of a request: logger, route, path parameters.
    public var coreContext: CoreRequestContextStorage
    /// The id under which the request is logged and its problems are reported.
    public internal(set) var requestID: String
    /// The language in which messages are wanted.
    public internal(set) var language: Language
    /// Who asks; nil for a request without a token.
    public internal(set) var principal: Principal?
    /// The other end of the connection; nil without one.
    let remoteAddress: SocketAddress?
    /// How fast the lines of a batch may be taken; nil until it is known who asks.
    var pace: Pace?

    /// Begins a context without a principal, in English; the middlewares fill it.
    public init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.requestID = ""
        self.language = .en
        self.principal = nil
        self.remoteAddress = source.channel.remoteAddress
    }

    /// Who asks.
    ///
    /// - Throws: the problem 401 for a request without a token.
    func demandPrincipal() throws(Problem) -> Principal {
        guard let principal else { throw .tokenMissing }
        return principal
    }
}
