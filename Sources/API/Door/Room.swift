// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
import NIOHTTP1

/// What there is room for apart: so that batches and streams leave room for questions, and nothing
/// keeps out whoever watches over the daemon.
enum Room: Hashable, Sendable {
    /// `stream` is the whole register, which takes as long as its reader does.
    case request, batch, stream, probe

    /// The room for a request whose head has come.
    init(_ head: HTTPRequestHead) {
        self.init(
            method: head.method.rawValue, target: head.uri, accept: head.headers["accept"])
    }

    /// The room that a request was let into.
    init(_ request: Request) {
        self.init(
            method: request.method.rawValue, target: request.uri.string,
            accept: request.headers[values: .accept])
    }

    /// The room for a target; `accept` holds the values of the header of that name.
    init(method: String, target: String, accept: @autoclosure () -> [String]) {
        let path = Self.path(of: target)
        switch path {
        case "/healthz", "/readyz", "/metrics": self = .probe
        case "/v1/register" where method == "GET" && Self.isStream(accept()): self = .stream
        default: self = path.hasSuffix(":batch") ? .batch : .request
        }
    }

    private static func isStream(_ accept: [String]) -> Bool {
        ((try? RegisterFormat.wanted(accept)) ?? .json) != .json
    }

    /// The path of a target as the router reads it, so that no other spelling leads into another
    /// room: without host and query, and without parts that are empty.
    private static func path(of target: String) -> Substring {
        let slash = UInt8(ascii: "/")
        let whole = target.utf8.first == slash ? target : URI(target).path
        let path = whole.utf8.firstIndex(of: UInt8(ascii: "?")).map { whole[..<$0] } ?? whole[...]
        var last = UInt8(0)
        var hasEmptyPart = path.utf8.count > 1 && path.utf8.last == slash
        for byte in path.utf8 {
            if byte == slash, last == slash { hasEmptyPart = true }
            last = byte
        }
        guard hasEmptyPart else { return path }
        return Substring("/" + path.split(separator: "/").joined(separator: "/"))
    }
}
