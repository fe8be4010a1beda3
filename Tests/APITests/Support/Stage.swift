// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

/// A row of the table of access: a route, what each asker is answered, and a request that is
/// in order.
struct Row: Sendable {
    /// Method and path, as `apiRoutes` has them.
    let route: String
    /// One word for each asker.
    let words: [String]
    /// What follows the path.
    let query: String
    /// The body; letters in braces stand for records of the world that is asked about.
    let body: String?
    let headers: [String: String]
    /// What kind of party it is about.
    let kind: String
    /// What an officer must have done to the accreditation before.
    let first: String?

    /// What whoever may enact a version is answered where its files have faults.
    static let tried = "faults"
    static let lines = ["Content-Type": "application/x-ndjson"]

    init(
        _ route: String, _ words: String, query: String = "", body: String? = nil,
        headers: [String: String] = [:], kind: String = "organisation", first: String? = nil
    ) {
        self.route = route
        self.words = words.split(separator: " ").map(String.init)
        self.query = query
        self.body = body
        self.headers = headers
        self.kind = kind
        self.first = first
    }

    var method: String { String(route.prefix { $0 != " " }) }
    var path: String { String(route.drop { $0 != " " }.dropFirst()) }
}

/// A party in Guangdong and one record of each kind that concerns it, by what stands for them in
/// routes and bodies: p, a, e, u, r, s, o; t is a token that acts for it. Besides, q is another
/// party, n an entry, code an authority.
struct World: Sendable {
    var records: [String: String]

    /// Ids that nothing has.
    static let nowhere = World(
        records: Dictionary(
            uniqueKeysWithValues: ["p", "a", "e", "u", "r", "s", "t", "q", "o"].map {
                ($0, "0198c0de-0000-7000-8000-000000000001")
            } + [("n", "999999999"), ("d", "999999999"), ("code", "nobody"), ("v", "nothing@1")]))

    func fill(_ text: String) -> String {
        records.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

/// A token for every asker, and worlds to ask about.
struct Stage: Sendable {
    let api: TestAPI
    /// The world of the employer who asks about its own.
    let own: World
    /// The token of every asker but nobody.
    let tokens: [String: String]
    private let office: Office

    /// Leave within the province, which its own officers may give.
    static let inviter = """
        {"role":"inviter","route":"cn-visa-f","from":"2026-01-01","regions":["CN-44"]}
        """
    static let sponsor = """
        {"role":"sponsor","route":"cn-work-b","from":"2026-01-01","regions":["CN-44"]}
        """
    static let undertaking = """
        {"route":"cn-visa-f","region":"CN-44","from":"2026-02-01","vouchers":[{"party":"{p}","role":"inviter"}],\
        "nominee":{"nationality":"IND","document":"Z1234567","birthDate":"1990-05-17"}}
        """
    static let sanction = """
        {"party":"{p}","kind":"bar","from":"{today}","provision":"Model law Art. 9",\
        "published":false}
        """

    static let penaltyCase = """
        {"party":"{p}","role":"inviter","proceeding":"cn.penalty","events":["{e}"],\
        "texts":{"grounds":"A letter that names no host."}}
        """

    /// A document that was deferred today.
    static let duty = """
        {"party":"{p}","role":"inviter","duty":"cn.supplement","on":"{today}","reference":"{new}"}
        """

    init(_ api: TestAPI) async throws {
        self.api = api
        let registry = api.registry
        office = try await Office(api)
        own = try await office.world(of: "organisation")
        let others = [
            try await office.party("organisation"), try await office.party("organisation"),
        ]
        let party = own.records["p"] ?? ""
        tokens = [
            // Officers of the province, of the country above it, and of another province.
            "local": try await office.token("regulator", of: "cn-gd"),
            "parent": try await office.token("regulator", of: "cn"),
            "outside": try await office.token("regulator", of: "cn-bj"),
            "decider": try await office.token("decider", of: "cn-gd"),
            "elsewhere": try await office.token("decider", of: "cn-bj"),
            // Employers, and agents for several of them.
            "own": try await registry.issue(.employer, party: party),
            "other": try await registry.issue(.employer, party: others[0]),
            "agent": try await registry.issueAgent(for: [others[0], party]),
            "rival": try await registry.issueAgent(for: others),
            "desk": try await registry.issue(.visaDesk),
            "auditor": try await registry.issue(.auditor),
            "admin": try await registry.issue(.administrator),
            "bad": "0198c0de-0000-7000-8000-000000000001." + String(repeating: "0", count: 64),
        ]
    }

    /// Asks what a row asks.
    func ask(_ row: Row, as asker: String, about world: World) async throws -> Reply {
        guard let method = HTTPRequest.Method(rawValue: row.method) else {
            preconditionFailure("\(row.method) is no method.")
        }
        return try await api.send(
            method, world.fill(row.path + row.query), as: tokens[asker],
            row.body.map { office.fill($0, world) }, headers: row.headers)
    }

    /// Something fresh to ask about; an employer's own, for whoever acts for that one only.
    func world(for asker: String, kind: String) async throws -> World {
        guard ["own", "agent"].contains(asker) else {
            return try await office.world(of: kind)
        }
        var world = own
        world.records["u"] = try await office.made(
            "/v1/undertakings", Self.undertaking, "undertaking.id", in: own)
        world.records["o"] = try await office.made("/v1/duties", Self.duty, "duty.id", in: own)
        return world
    }

    /// Does something to the accreditation.
    func prepare(_ verb: String, in world: World) async throws {
        let reply = try await api.post(
            world.fill("/v1/accreditations/{a}:\(verb)"), as: office.clerk, #"{"on":"2026-05-01"}"#)
        #expect(reply.status == 200, "\(reply.text)")
    }
}

extension Reply {
    /// The answer, or of a batch that of its first line, as a word of the table of access.
    var word: String {
        let line = headers[.contentType] == "application/x-ndjson" ? lines.first : nil
        let status: Int =
            if case .integer(let number)? = line?["status"] { Int(number) } else { self.status }
        let code: String =
            if case .string(let text)? = (line ?? json)["code"] { text } else { "" }
        return switch (status, code) {
        case (200..<300, _): "ok"
        case (401, "token.missing"): "tok"
        case (401, "token.invalid"): "bad"
        case (403, "access.role"): "role"
        case (403, "access.territory"): "land"
        case (422, "policy.faults"): "faults"
        case (422, "proceeding.codeUnknown"): "form"
        case (404, "proceeding.moveUnknown"): "move"
        case (404, _) where code.hasSuffix(".unknown"): "hid"
        default: "\(status) \(code)"
        }
    }

    /// What an answer tells of whether something exists: all but the id of the request.
    var hint: [String] {
        let value = headers[.contentType] == "application/x-ndjson" ? lines.first ?? json : json
        return ["status", "code", "title", "detail", "errors"].map { name in
            String(decoding: (value[name] ?? .null).bytes, as: UTF8.self)
        } + ["\(status)"]
    }
}
