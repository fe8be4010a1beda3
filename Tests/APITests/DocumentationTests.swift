// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Foundation
import Testing

@Suite("The interface describes itself")
struct DocumentationTests {
    private static func document(_ api: TestAPI) async throws -> JSONValue {
        let reply = try await api.get("/openapi.json")
        #expect(reply.status == 200)
        #expect(reply.header("Content-Type") == "application/json")
        return reply.json
    }

    private static func members(_ value: JSONValue?) -> [JSONValue.Member] {
        if case .object(let members)? = value { members } else { [] }
    }

    @Test("every route stands in the document, and nothing else does")
    func routes() async throws {
        try await withAPI { api in
            let document = try await Self.document(api)
            let described = Self.members(document["paths"]).flatMap { path in
                Self.members(path.value).map { "\($0.name.uppercased()) \(path.name)" }
            }
            let routes = apiRoutes(of: api.registry).map(\.description)
            #expect(Set(routes).subtracting(described) == [], "not described")
            #expect(Set(described).subtracting(routes) == [], "not there")
            #expect(described.count == Set(described).count)
        }
    }

    @Test("every reference leads somewhere, every name is used once, every operation is whole")
    func references() async throws {
        try await withAPI { api in
            let document = try await Self.document(api)
            var seen: Set<String> = []
            for reference in Self.references(in: document) {
                let target = reference.split(separator: "/").dropFirst()
                    .reduce(document as JSONValue?) { $0?[String($1)] }
                #expect(target != nil, "\(reference)")
            }
            for path in Self.members(document["paths"]) {
                for method in Self.members(path.value) {
                    guard case .string(let id)? = method.value["operationId"] else {
                        Issue.record("\(method.name) \(path.name) has no operationId")
                        continue
                    }
                    #expect(seen.insert(id).inserted, "\(id)")
                    for name in ["summary", "description", "responses", "tags", "parameters"] {
                        #expect(method.value[name] != nil, "\(id) has no \(name)")
                    }
                    let named = Set(path.name.matches(of: /\{(\w+)\}/).map { String($0.output.1) })
                    let described = Self.pathParameters(of: method.value, in: document)
                    #expect(named == described, "\(id)")
                }
            }
        }
    }

    @Test("it is known again by its tag, and the page names every operation")
    func page() async throws {
        try await withAPI { api in
            for path in ["/openapi.json", "/policy-schema.json", "/docs", "/docs/style.css"] {
                let first = try await api.get(path)
                let tag = try #require(first.header("ETag"))
                let again = try await api.get(path, headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again.bytes.isEmpty)
            }
            let page = try await api.get("/docs")
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
            let policy = page.header("Content-Security-Policy") ?? ""
            #expect(policy.contains("default-src 'none'; style-src 'self'"))
            for route in apiRoutes(of: api.registry) {
                #expect(page.text.contains("<code>\(route.path)</code>"), "\(route)")
            }
            #expect(!page.text.contains("<script"))
        }
    }

    private static func references(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { member -> [String] in
                if member.name == "$ref", case .string(let text) = member.value { return [text] }
                return references(in: member.value)
            }
        case .array(let elements): elements.flatMap(references)
        default: []
        }
    }

    private static func pathParameters(
        of operation: JSONValue, in document: JSONValue
    ) -> Set<String> {
        guard case .array(let parameters)? = operation["parameters"] else { return [] }
        let names = parameters.compactMap { parameter -> String? in
            var value: JSONValue? = parameter
            if case .string(let reference)? = parameter["$ref"] {
                value = reference.split(separator: "/").dropFirst()
                    .reduce(document as JSONValue?) { $0?[String($1)] }
            }
            guard value?["in"] == "path", case .string(let name)? = value?["name"] else {
                return nil
            }
            return name
        }
        return Set(names)
    }
}
