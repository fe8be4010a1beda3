// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Why a request is not carried out. A refusal leaves no trace in the ledger.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The family of a refusal, from which each door takes its status.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The request itself is at fault.
        case invalid
        /// What it names does not exist, or is none of the caller's business.
        case notFound
        /// It does not fit what is there.
        case conflict
        /// It was made on the sight of a state that is no longer the present one.
        case stale
        /// The caller may not do this.
        case forbidden
        /// The request is well formed, and a rule forbids it.
        case rule
        /// Probity cannot answer now; the same request may be sent again.
        case unavailable
    }

    /// The family.
    public let kind: Kind
    /// The stable code, `event.sameOfficer`.
    public let code: String
    /// What is wrong and what to do, in each language.
    public let message: LocalText
    /// The members at fault; empty when no single one is.
    public let faults: [InputFault]

    /// Makes a refusal.
    public init(
        _ kind: Kind, code: String, message: LocalText, faults: [InputFault] = []
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.faults = faults
    }

    /// The code and the English message.
    public var description: String { "\(code): \(message.en)" }
}

extension Refusal {
    /// The input has faults.
    public static func invalid(_ faults: [InputFault]) -> Refusal {
        Refusal(
            .invalid, code: "request.invalid",
            message: LocalText(
                en: "The request has members that cannot be used; see errors.",
                zh: "请求中有无法使用的字段，见 errors。"),
            faults: faults)
    }

    /// No party stands under the address.
    public static let partyUnknown = Refusal(
        .notFound, code: "party.unknown",
        message: LocalText(
            en: "No party stands under this identifier; check it, or register the party.",
            zh: "此标识下没有主体；请核对，或先登记该主体。"))

    /// No such record.
    public static func unknown(_ record: String, zh: String) -> Refusal {
        Refusal(
            .notFound, code: "\(record).unknown",
            message: LocalText(en: "There is no such \(record).", zh: "没有此\(zh)。"))
    }

    /// The party changed since the caller looked at it.
    public static let stale = Refusal(
        .stale, code: "party.changed",
        message: LocalText(
            en: "The party has changed since it was looked at; look again, and send the request "
                + "with its present ETag.",
            zh: "自查阅以来该主体已有变更；请重新查阅，并以当前 ETag 重新发送。"))

    /// The database cannot be reached or did not answer in time.
    public static let unavailable = Refusal(
        .unavailable, code: "service.unavailable",
        message: LocalText(
            en: "The register cannot be reached now; send the same request again, with the "
                + "same Idempotency-Key.",
            zh: "登记库暂时无法访问；请以相同的 Idempotency-Key 重新发送请求。"))

    /// More is asked than can be queued.
    public static let overloaded = Refusal(
        .unavailable, code: "service.overloaded",
        message: LocalText(
            en: "Too many requests are waiting; send the same request again shortly.",
            zh: "等待处理的请求过多；请稍后重新发送。"))
}
