// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Service

/// The public register, for anyone: a page of JSON, or the whole as NDJSON or CSV.
///
/// What is given follows from the position of the ledger, the day, the form and what is asked,
/// and so does its tag: whoever has it is told so before any row is read, and every daemon sends
/// the same bytes.
struct RegisterController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/register") { try await show($0, $1) }
    }

    /// How many rows are read at a time for a stream.
    private static var portionCount: Int { 1_000 }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let format = try RegisterFormat.wanted(by: request)
        let asked = try request.readQuery { Self.read(&$0, isPage: format == .json) }
        let edition = try await registry.registerSnapshot(asked.question, knownAt: asked.knownAt)
        try request.demandKnown(edition.knownAt.entry, asked: asked.knownAt)
        let tag = Self.tag(of: edition, format, asked.page)
        var response: Response
        if EntityTag.isKnown(tag, to: request) {
            response = Response(status: .ok)
        } else if format == .json {
            response = try await page(asked.page, of: edition, request, context)
        } else {
            response = stream(edition, as: format)
        }
        response.headers[.vary] = format == .json ? "Accept, Accept-Language" : "Accept"
        response.note(knownAt: edition.knownAt.entry)
        return response.tagged(tag, for: request)
    }

    private typealias Asked = (
        question: RegisterQuestion, knownAt: KnownAtRequest, page: Page<AccreditationID>
    )

    private static func read(_ reader: inout ObjectReader, isPage: Bool) -> Asked? {
        let question = RegisterQuestion(
            regime: reader.optionalCode("regime", as: RegimeCode.self),
            role: reader.optionalChoice("role", of: Role.self),
            route: reader.optionalCode("route", as: RouteCode.self),
            region: reader.optionalCode("region", as: RegionCode.self),
            asOf: reader.optionalDate("asOf"))
        let knownAt = reader.knownAt("knownAt")
        if !isPage {
            for name in ["limit", "after"] where reader.optional(name) != nil {
                reader.fault(
                    name, "parameter.notForStreams",
                    "NDJSON and CSV hold the whole register; only JSON comes in pages.")
            }
            return knownAt.map { (question, $0, Page(limit: Self.portionCount, after: nil)) }
        }
        guard let page = reader.page(of: AccreditationSubject.self), let knownAt else {
            return nil
        }
        return (question, knownAt, page)
    }

    /// Changes with the form of the rows too: the number is that of the form.
    private static func tag(
        of edition: RegisterSnapshot, _ format: RegisterFormat, _ page: Page<AccreditationID>
    ) -> String {
        let question = edition.question
        let days = edition.days.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let parts: [String] = [
            "register/1", format.rawValue, edition.knownAt.entry.description,
            days.joined(separator: ","),
            edition.assigning.map(\.text).sorted().joined(separator: ","),
            question.regime?.text ?? "", question.role?.rawValue ?? "",
            question.route?.text ?? "", question.region?.text ?? "", String(page.limit),
            page.after?.description ?? "",
        ]
        return EntityTag.of(Array(parts.joined(separator: "\n").utf8))
    }

    private func page(
        _ page: Page<AccreditationID>, of edition: RegisterSnapshot, _ request: Request,
        _ context: APIContext
    ) async throws -> Response {
        let (rows, next) = try await registry.registerPortion(
            of: edition, after: page.after, limit: page.limit)
        let response = Response.json(
            ["rows": .array(rows.map(\.json)), "knownAt": edition.knownAt.json],
            in: context.language)
        let entry = edition.knownAt.entry.description
        // Regimes may be on different legal days, which no one parameter tells.
        let days = Set(edition.days.values)
        guard let day = days.first, days.count == 1 else {
            return response.linking(
                next: next?.description, of: request, pinning: ["knownAt": entry])
        }
        return response.linking(
            next: next?.description, of: request,
            pinning: ["knownAt": entry, "asOf": day.description])
    }

    /// Reads a portion whenever the one before has been sent, so that a slow reader costs neither
    /// memory nor a connection to the database.
    private func stream(_ edition: RegisterSnapshot, as format: RegisterFormat) -> Response {
        var response = Response(
            status: .ok,
            body: ResponseBody { writer in
                if format == .csv {
                    try await writer.write(ByteBuffer(bytes: RegisterCSV.header))
                }
                var last: AccreditationID?
                repeat {
                    let portion = try await registry.registerPortion(
                        of: edition, after: last, limit: Self.portionCount)
                    var bytes: [UInt8] = []
                    for row in portion.rows {
                        if format == .csv {
                            RegisterCSV.append(row, to: &bytes)
                        } else {
                            row.json.write(to: &bytes, sorted: false)
                            bytes.append(0x0A)
                        }
                    }
                    if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
                    last = portion.next
                } while last != nil
                try await writer.finish(nil)
            })
        response.headers[.contentType] =
            format == .csv ? "text/csv; charset=utf-8; header=present" : format.rawValue
        if format == .csv {
            response.headers[.contentDisposition] = #"attachment; filename="register.csv""#
        }
        return response
    }
}
