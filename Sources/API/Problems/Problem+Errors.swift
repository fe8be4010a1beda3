// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Hummingbird
import NIOCore
import NIOHTTP1
import Policy
import Service

extension Problem {
    /// The problem that an error is; nil for an error that nobody outside should hear about.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal)
        case let faults as InputFaults: self.init(Refusal.invalid(faults.faults))
        case let error as JSONError: self = .malformedJSON(error)
        case let error as PolicyError: self.init(Refusal(error))
        case ComplianceError.policy(let error): self.init(Refusal(error))
        case let error as HTTPParserError: self = .malformedRequest(error)
        case is SlowRequest: self = .requestTooSlow
        case is NIOTooManyBytesError: self = .bodyTooLarge(RequestLimits.bodyBytes)
        case let error as HTTPError where error.status == .notFound: self = .resourceUnknown
        default: return nil
        }
    }

    init(_ refusal: Refusal) {
        self.init(
            Self.status(of: refusal.kind), code: refusal.code, detail: refusal.message,
            faults: refusal.faults,
            headers: refusal.kind == .unavailable ? [.retryAfter: "1"] : [:])
    }

    private static func status(of kind: Refusal.Kind) -> HTTPResponse.Status {
        switch kind {
        case .invalid: .badRequest
        case .notFound: .notFound
        case .conflict: .conflict
        case .stale: .preconditionFailed
        case .forbidden: .forbidden
        case .rule: .unprocessableContent
        case .unavailable: .serviceUnavailable
        }
    }
}
