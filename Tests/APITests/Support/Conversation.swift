// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPTypes
import Policy
import Testing

/// A conversation with the API as a text: each request, and the whole answer with status,
/// headers and body. It is compared with a file; `RECORD=1` writes the file anew.
final class Conversation {
    private let api: TestAPI
    private var text = ""
    private var normaliser = Normaliser()

    init(_ api: TestAPI) {
        self.api = api
    }

    /// Sends a request and notes both sides; `who` stands for the token.
    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ target: String, as who: (name: String, token: String)?,
        _ body: String? = nil, headers: [String: String] = [:], showsBody: Bool = true
    ) async throws -> Reply {
        let reply = try await api.send(method, target, as: who?.token, body, headers: headers)
        text += "> \(method.rawValue) \(normaliser.normalise(target))\n"
        if let who { text += "> Authorization: Bearer <\(who.name)>\n" }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            text += "> \(name): \(normaliser.normalise(value))\n"
        }
        if let body { text += "> \n> \(normaliser.normalise(body))\n" }
        text += "< \(reply.status)\n"
        let fields = reply.headers.map { ($0.name.canonicalName, $0.value) }
            .filter { !["content-length", "date", "traceparent"].contains($0.0) }
        for (name, value) in fields.sorted(by: { $0.0 < $1.0 }) {
            let shown = name == "etag" ? Normaliser.normalise(tag: value) : value
            text += "< \(name): \(normaliser.normalise(shown))\n"
        }
        text += "< \n"
        let shown = showsBody ? Self.pretty(reply) : "(\(reply.bytes.count > 0 ? "body" : "empty"))"
        for line in shown.split(separator: "\n", omittingEmptySubsequences: false) {
            text += "< \(normaliser.normalise(String(line)))\n"
        }
        text += "\n"
        return reply
    }

    /// Compares what was said with the file of this name.
    func expectSnapshot(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Snapshots")
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let stored = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard stored != text else { return }
        let old = stored.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let at = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let line = at ?? min(old.count, new.count)
        Issue.record(
            """
            \(name).txt differs from line \(line + 1); RECORD=1 writes it anew.
            stored: \(old.indices.contains(line) ? old[line] : "(end)")
            now:    \(new.indices.contains(line) ? new[line] : "(end)")
            """, sourceLocation: sourceLocation)
    }

    private static func pretty(_ reply: Reply) -> String {
        let type = reply.headers[.contentType] ?? ""
        guard type.hasPrefix("application/json") || type.hasPrefix("application/problem+json")
        else { return reply.text }
        return reply.json.pretty(indent: 0)
    }
}

extension JSONValue {
    /// The value over several lines, for a file that people compare.
    func pretty(indent: Int) -> String {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                inner + String(decoding: JSONValue.string(member.name).bytes, as: UTF8.self)
                    + ": " + member.value.pretty(indent: indent + 1)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        case .array(let values) where !values.isEmpty:
            let lines = values.map { inner + $0.pretty(indent: indent + 1) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }
}

/// Puts names in the place of what differs from run to run or from one version of the law to the
/// next: ids, instants, hashes, versions, and days that follow from the day of the test.
struct Normaliser {
    private var ids: [String: Int] = [:]

    mutating func normalise(_ text: String) -> String {
        var result = text.replacing(Self.instant, with: "{instant}")
        result = result.replacing(Self.hash) { "\($0.output.1){sha256}" }
        result = result.replacing(Self.base64) { _ in "{base64}" }
        result = result.replacing(Self.uuid) { match in "{id \(number(String(match.output)))}" }
        result = result.replacing(Self.law) { match in
            let (whole, name, value) = match.output
            return Self.versions.contains(String(value)) ? "\(name){version}\"" : String(whole)
        }
        return result.replacing(Self.day) { match in Self.name(day: String(match.output)) }
    }

    /// A tag that is a hash of the body, which tells instants.
    static func normalise(tag text: String) -> String {
        text.replacing(tag) { _ in "\"{tag}\"" }
    }

    private mutating func number(_ id: String) -> Int {
        if let known = ids[id] { return known }
        ids[id] = ids.count + 1
        return ids.count
    }

    /// Days before the tests were written stand as they are; what is given by the day of the run is
    /// named by its distance from it.
    private static func name(day text: String) -> String {
        guard let day = CivilDate(text), let written = CivilDate("2026-11-01"), day >= written
        else { return text }
        let today =
            CivilDate(
                daysSinceEpoch: Int(Date.now.timeIntervalSince1970 + 8 * 3_600) / 86_400) ?? day
        let spans = [
            (0, "today"), (3, "in three months"), (12, "in a year"), (24, "in two years"),
        ]
        for (months, name) in spans {
            if today.adding(months: months) == day { return "{\(name)}" }
            if today.adding(months: months) == day.adding(days: 1) {
                return "{the day before \(name)}"
            }
        }
        return text
    }

    private static let versions = Set(
        ((try? ShippedRegimes.load()) ?? []).map(\.reference.version))

    /// The version of a shipped pack, and the day that it names: from then on it is in force.
    private nonisolated(unsafe) static let law = /("(?:version|from)": ?")([^"]*)"/
    private nonisolated(unsafe) static let instant =
        /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/
    private nonisolated(unsafe) static let hash = /(sha256:|")[0-9a-f]{64}(?=")/
    private nonisolated(unsafe) static let tag = /"[0-9a-f]{32}"/
    private nonisolated(unsafe) static let base64 = /[A-Za-z0-9+\/]{43,}={0,2}/
    private nonisolated(unsafe) static let uuid =
        /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/
    private nonisolated(unsafe) static let day = /\b\d{4}-\d\d-\d\d\b/
}
