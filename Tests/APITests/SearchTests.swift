// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Names
import Service
import Testing

@Suite("The search of parties")
struct SearchTests {
    private static let names = [
        "Lingnan Exchange Ltd", "岭南国际交流中心", "Shell (BP) 100% Ltd", "subprime_x Ltd",
        "广州 ACME 贸易有限公司", "Zürich Éclair SA",
    ]

    private static func register(_ api: TestAPI, _ cast: Cast) async throws {
        for name in names {
            let isFirst = name == names[0]
            _ = try await api.post(
                "/v1/parties", as: cast.officer,
                Body.party(
                    name: name, identifier: isFirst ? "uscc:91350100M000100Y43" : nil,
                    region: isFirst ? "CN-44" : "CN-35"))
        }
        _ = try await api.post(
            "/v1/parties", as: cast.officer,
            Body.party(name: "Lingnan Zhang San", kind: "soleTrader", identifier: nil))
    }

    private static func found(_ reply: Reply) -> [String] {
        guard case .array(let rows)? = reply.json["parties"] else { return ["\(reply.status)"] }
        return rows.map { row in
            if case .string(let name)? = row["name"] { name } else { "null" }
        }
    }

    private static func query(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    @Test("words of a name are found in any script, and what is special in SQL is itself")
    func words() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast)
            let expected: [(text: String, found: [Int])] = [
                ("lingnan", [0]), ("LTD exch", [0]), ("ＬＩＮＧＮＡＮ", [0]), ("ngnan", [0]),
                ("岭", [1]), ("国际", [1]), ("际国", []), ("岭 中心", [1]), ("acme", [4]),
                ("acme 贸易", [4]), ("bp", [2]), ("x", [3]), ("100%", [2]), ("%", []),
                ("e_x", [3]), ("e%x", []), ("_", []), ("zürich", [5]), ("zurich", []),
                ("éc", [5]), ("ltd", [0, 2, 3]), ("lingnan absent", []), ("zhang", []),
                ("\\", []), ("(b", [2]), (".*", []), (" ", []),
                ("91350100M000100Y43", [0]), ("uscc:91350100m000100y43", [0]),
                ("uscc:91350100M000100Y44", []),
            ]
            for (text, indices) in expected {
                let reply = try await api.get(
                    "/v1/parties?q=\(Self.query(text))", as: cast.officer)
                #expect(
                    Self.found(reply) == indices.map { Self.names[$0] }, "\(text)")
            }
        }
    }

    @Test("each role finds what it may know of, and filters hold together")
    func filters() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast)
            let party = "uscc:91350100M000100Y43"
            _ = try await api.post(
                "/v1/parties/\(party)/accreditations", as: cast.officer, Body.inviter)
            let id = try await api.get("/v1/parties/\(party)", as: cast.officer).string("id")
            let band = try await api.get(
                "/v1/parties/\(party)/rating", as: cast.officer
            ).string("band")
            #expect(!band.isEmpty)
            let own = try await api.registry.issue(.employer, party: id)
            let one = ["Lingnan Exchange Ltd"]
            let asked: [(target: String, token: String, found: [String])] = [
                ("?region=CN-44&q=ling", cast.officer, one), ("?region=CN-4", cast.officer, []),
                ("?role=inviter", cast.officer, one), ("?role=sponsor", cast.officer, []),
                ("?route=cn-visa-f", cast.auditor, one), ("?route=other", cast.auditor, []),
                ("?band=\(band)", cast.officer, one), ("?band=\(band)x", cast.officer, []),
                ("?band=\(band)&role=sponsor", cast.officer, []),
                ("?band=\(band)", cast.foreignOfficer, []), ("", own, one),
                ("?q=岭", own, []), ("?regime=none", cast.administrator, []),
                ("?band=\(band)", cast.administrator, ["403"]), ("", cast.desk, ["403"]),
                ("?q=ling", cast.foreignOfficer, one),
            ]
            for (target, token, expected) in asked {
                let encoded = target.replacing("岭", with: Self.query("岭"))
                let reply = try await api.get("/v1/parties\(encoded)", as: token)
                #expect(Self.found(reply) == expected, "\(target)")
            }
            let all = Self.found(try await api.get("/v1/parties", as: cast.officer))
            #expect(all.count == 7 && all.last == "null")
        }
    }

    @Test("a band is worked out where no standing under the law of today tells of today")
    func staleBand() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast)
            let party = "uscc:91350100M000100Y43"
            _ = try await api.post(
                "/v1/parties/\(party)/accreditations", as: cast.officer, Body.inviter)
            let band = try await api.get(
                "/v1/parties/\(party)/rating", as: cast.officer
            ).string("band")
            let today = try api.registry.today(under: RegimeCode("cn-model"))
            let early = "from_days = '{2000-01-01}'"
            let one = ["Lingnan Exchange Ltd"]
            let changes: [(change: String, isToldByRow: Bool)] = [
                ("\(early), until_day = '\(today.adding(days: 1))'", true),
                ("\(early), until_day = '\(today)'", false),
                ("\(early), until_day = '\(today.adding(days: -1))'", false),
                ("from_days = '{\(today.adding(days: 1))}', until_day = NULL", false),
                ("from_days = '{\(today)}'", true),
                ("\(early), policy_sha256 = NULL", false),
                ("\(early), policy_sha256 = sha256('x')", false),
            ]
            for (change, isToldByRow) in changes {
                try await api.tamper("UPDATE probity.band_index SET bands = '{X}', \(change)")
                for (asked, isFound) in [(band, !isToldByRow), ("X", isToldByRow)] {
                    let reply = try await api.get("/v1/parties?band=\(asked)", as: cast.officer)
                    #expect(Self.found(reply) == (isFound ? one : []), "\(change) \(asked)")
                }
            }
        }
    }

    private static let nowhere = "0198c0de-0000-7000-8000-000000000001"

    @Test("what cannot be asked is refused with the parameter's name")
    func refusals() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let asked: [(query: String, status: Int, fault: String)] = [
                ("limit=0", 400, "/limit value.malformed"), ("limit=1", 200, ""),
                ("limit=500", 200, ""), ("limit=501", 400, "/limit value.malformed"),
                ("q=a%00b", 400, "/q value.controlCharacter"), ("q=", 400, "/q value.length"),
                ("q=" + String(repeating: "a", count: 300), 200, ""),
                ("q=" + String(repeating: "a", count: 301), 400, "/q value.length"),
                ("name=x", 400, "/name parameter.unknown"),
                ("after=x", 400, "/after value.malformed"),
                ("after=3.\(Self.nowhere).c3a9", 200, ""),
                ("after=3.\(Self.nowhere).C3A9", 400, "/after value.malformed"),
                ("after=3.\(Self.nowhere).c3", 400, "/after value.malformed"),
                ("after=3.\(Self.nowhere).00", 400, "/after value.malformed"),
                ("q=" + String(repeating: "a", count: 8_192), 414, ""),
            ]
            for (query, status, fault) in asked {
                let reply = try await api.get("/v1/parties?\(query)", as: cast.officer)
                #expect(reply.status == status, "\(query.prefix(20))")
                if !fault.isEmpty { #expect(reply.faults == [fault], "\(query.prefix(20))") }
            }
        }
    }

    @Test("the grams that a search asks for are among those that the index has")
    func grams() async throws {
        try await withAPI { api in
            let texts = Self.names + ["岭", "a", "ab", "a&b", "é1x", "𠮷野家", "x 华y z", "(uk) 3m"]
            for text in texts {
                let search = try #require(NameSearch(text))
                let grams = search.grams.map { "'\($0)'" }.joined(separator: ",")
                // A division by zero where a gram is missing.
                try await api.tamper(
                    """
                    SELECT 1 / (probity.name_grams('\(search.text)') @> ARRAY[\(grams)])::int
                    """)
            }
        }
    }
}
