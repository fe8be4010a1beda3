// SPDX-License-Identifier: Apache-2.0

public import Domain
public import HTTPTypes
import Hummingbird
import NIOCore

/// Why a request is not answered, as `application/problem+json`.
///
/// - Source: RFC 9457.
public struct Problem: Error, Hashable, Sendable {
    /// The HTTP status.
    public let status: HTTPResponse.Status
    /// The stable code.
    public let code: String
    /// What is wrong and what to do about it.
    public let detail: LocalText
    /// The members at fault; empty when no single one is.
    public let faults: [InputFault]
    /// Headers that the answer bears besides.
    public var headers: HTTPFields

    /// Makes a problem.
    public init(
        _ status: HTTPResponse.Status, code: String, detail: LocalText,
        faults: [InputFault] = [], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = faults
        self.headers = headers
    }

    /// The body: `type`, `title`, `status`, `detail`, `code`, `errors`, `requestId`.
    public func json(requestID: String, in language: Language) -> JSONValue {
        let errors = listedFaults.map { fault -> JSONValue in
            [
                "pointer": .string(fault.pointer), "code": .string(fault.code),
                "detail": .string(fault.detail),
            ]
        }
        return .object(present: [
            ("type", .string("urn:probity:problem:\(code)")),
            ("title", .string(StatusTitle.of(status).text(in: language))),
            ("status", .integer(Int64(status.code))),
            ("detail", .string(detail.text(in: language))),
            ("code", .string(code)),
            ("errors", faults.isEmpty ? nil : .array(errors)),
            ("requestId", .string(requestID)),
        ])
    }

    /// The faults that are told: who sends 100,000 of them is not sent as many back.
    private var listedFaults: [InputFault] {
        guard faults.count > Self.listedCount else { return faults }
        return faults.prefix(Self.listedCount) + [
            InputFault(
                pointer: "", code: "faults.more",
                detail: "\(faults.count - Self.listedCount) more faults are not listed.")
        ]
    }

    /// The most faults that an answer lists.
    private static let listedCount = 100

    /// The whole answer.
    func response(requestID: String, in language: Language) -> Response {
        var response = Response.json(
            json(requestID: requestID, in: language), status: status, in: language)
        response.headers[.contentType] = "application/problem+json"
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}

/// What a status is called in a problem's `title`.
enum StatusTitle {
    static func of(_ status: HTTPResponse.Status) -> LocalText {
        switch status.code {
        case 400: LocalText(en: "The request is malformed", zh: "请求有误")
        case 401: LocalText(en: "A valid token is needed", zh: "需要有效令牌")
        case 403: LocalText(en: "Not allowed", zh: "无权操作")
        case 404: LocalText(en: "Not found", zh: "未找到")
        case 405: LocalText(en: "Method not allowed", zh: "不支持此方法")
        case 406: LocalText(en: "Not acceptable", zh: "无法提供所需格式")
        case 408: LocalText(en: "The request took too long", zh: "请求超时")
        case 409: LocalText(en: "Conflict", zh: "冲突")
        case 412: LocalText(en: "It has changed meanwhile", zh: "内容已变更")
        case 413: LocalText(en: "The body is too large", zh: "请求体过大")
        case 414: LocalText(en: "The address is too long", zh: "地址过长")
        case 415: LocalText(en: "Unsupported media type", zh: "不支持的内容类型")
        case 422: LocalText(en: "A rule forbids it", zh: "规则不允许")
        case 428: LocalText(en: "An If-Match header is needed", zh: "需要 If-Match 标头")
        case 429: LocalText(en: "Too many requests", zh: "请求过于频繁")
        case 431: LocalText(en: "The headers are too large", zh: "请求标头过大")
        case 503: LocalText(en: "Unavailable for now", zh: "暂不可用")
        default: LocalText(en: "Something went wrong here", zh: "服务内部出错")
        }
    }
}
