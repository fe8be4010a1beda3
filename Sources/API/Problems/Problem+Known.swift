// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird

/// The problems that arise at the door, before any use case is asked.
extension Problem {
    static let tokenMissing = Problem(
        .unauthorized, code: "token.missing",
        detail: LocalText(
            en: "Send a service token as Authorization: Bearer id.secret.",
            zh: "请以 Authorization: Bearer id.secret 提交服务令牌。"),
        headers: [.wwwAuthenticate: #"Bearer realm="probity""#])

    static let tokenInvalid = Problem(
        .unauthorized, code: "token.invalid",
        detail: LocalText(
            en: "The token is unknown, expired or revoked; ask the administrator for another.",
            zh: "令牌无效、已过期或已吊销；请向管理员另行申请。"),
        headers: [.wwwAuthenticate: #"Bearer realm="probity", error="invalid_token""#])

    static let transportInsecure = Problem(
        .forbidden, code: "transport.insecure",
        detail: LocalText(
            en: "A token travels over HTTPS only: put a proxy that ends TLS before the daemon, "
                + "declare it, and let it send X-Forwarded-Proto: https.",
            zh: "令牌只能经 HTTPS 传送：请在服务前设置终止 TLS 的代理并予以声明，由其发送 "
                + "X-Forwarded-Proto: https。"))

    static let resourceUnknown = Problem(
        .notFound, code: "resource.unknown",
        detail: LocalText(en: "There is nothing under this path.", zh: "此路径下没有内容。"))

    static let ifMatchMissing = Problem(
        .preconditionRequired, code: "request.ifMatchMissing",
        detail: LocalText(
            en: "Send If-Match with the ETag under which you have seen what is amended, so that "
                + "nobody undoes unseen what another has changed.",
            zh: "请以 If-Match 提交所见内容的 ETag，以免无意中覆盖他人的变更。"))

    static let targetTooLong = Problem(
        .uriTooLong, code: "request.targetTooLong",
        detail: LocalText(
            en: "Path and query may hold 8,192 bytes together.",
            zh: "路径与查询合计不得超过 8192 字节。"))

    static func bodyTooLarge(_ maximumBytes: Int) -> Problem {
        let megabytes = maximumBytes / 1_048_576
        return Problem(
            .contentTooLarge, code: "request.bodyTooLarge",
            detail: LocalText(
                en: "The body may hold \(megabytes) MiB; send less at a time.",
                zh: "请求体不得超过 \(megabytes) MiB；请分次发送。"))
    }

    static func mediaType(_ wanted: String) -> Problem {
        Problem(
            .unsupportedMediaType, code: "request.mediaType",
            detail: LocalText(
                en: "Send the body with Content-Type: \(wanted), in UTF-8.",
                zh: "请以 Content-Type: \(wanted)（UTF-8）发送请求体。"),
            headers: [.accept: wanted])
    }

    static func methodNotAllowed(_ allow: String) -> Problem {
        Problem(
            .methodNotAllowed, code: "request.method",
            detail: LocalText(
                en: "This path takes \(allow).", zh: "此路径支持 \(allow)。"),
            headers: [.allow: allow])
    }

    static func headerMalformed(_ name: String, en: String, zh: String) -> Problem {
        Problem(
            .badRequest, code: "header.malformed",
            detail: LocalText(en: "\(name): \(en)", zh: "\(name)：\(zh)"))
    }

    static func malformedJSON(_ error: JSONError) -> Problem {
        Problem(
            .badRequest, code: "json.malformed",
            detail: LocalText(
                en: "The body is not JSON that is accepted here; see errors.",
                zh: "请求体不是可接受的 JSON，见 errors。"),
            faults: [
                InputFault(pointer: "", code: "json.malformed", detail: error.description)
            ])
    }

    static func partyMalformed(_ error: IdentifierError) -> Problem {
        Problem(
            .badRequest, code: "party.malformed",
            detail: LocalText(
                en: "The path must name a party by its id or as scheme:value; see errors.",
                zh: "路径须以主体 id 或 scheme:value 指明主体，见 errors。"),
            faults: [
                InputFault(pointer: "", code: "party.malformed", detail: error.description)
            ])
    }

    static let headBehind = Problem(
        .serviceUnavailable, code: "ledger.behind",
        detail: LocalText(
            en: "The ledger has not reached the entry that Probity-Known-At-Least demands; "
                + "ask again shortly.",
            zh: "账簿尚未到达 Probity-Known-At-Least 所要求的条目；请稍后再试。"),
        headers: [.retryAfter: "1"])

    static let unexpected = Problem(
        .internalServerError, code: "service.failed",
        detail: LocalText(
            en: "The request could not be answered; tell the operator the requestId.",
            zh: "请求未能处理；请将 requestId 告知运维人员。"))
}
