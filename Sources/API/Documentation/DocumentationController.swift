// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Policy

/// This interface, described: for programs and for people.
struct DocumentationController: Sendable {
    func add(to routes: inout RouteTable) {
        routes.get("/openapi.json") { request, _ in
            try request.demandNoQuery()
            return Self.answer(OpenAPIDocument.bytes, "application/json", to: request)
        }
        routes.get("/policy-schema.json") { request, _ in
            try request.demandNoQuery()
            return Self.answer(PackSchema.bytes, "application/schema+json", to: request)
        }
        routes.get("/docs/style.css") { request, _ in
            try request.demandNoQuery()
            return Self.answer(DocumentationPage.style, "text/css; charset=utf-8", to: request)
        }
        routes.get("/docs") { request, _ in
            try request.demandNoQuery()
            var response = Self.answer(
                DocumentationPage.bytes, "text/html; charset=utf-8", to: request)
            response.headers[.contentSecurityPolicy] = DocumentationPage.contentSecurityPolicy
            return response
        }
    }

    private static func answer(
        _ bytes: [UInt8], _ mediaType: String, to request: Request
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        ).tagged(EntityTag.of(bytes), for: request)
    }
}
