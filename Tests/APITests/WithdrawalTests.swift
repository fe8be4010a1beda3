// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("An employer withdraws its own party from an agent")
struct WithdrawalTests {
    private struct Scene: Sendable {
        let a: String
        let b: String
        /// Bearers: an agent of both, another agent of both, one token for each party, and a
        /// second one for the first.
        let agent: String
        let otherAgent: String
        let employer: String
        let colleague: String
        let stranger: String

        init(_ api: TestAPI) async throws {
            let cast = try await Cast(api.registry)
            let first = try await api.post("/v1/parties", as: cast.officer, Body.party())
                .string("party.id")
            let second = try await api.post(
                "/v1/parties", as: cast.officer, Body.party(identifier: nil)
            ).string("party.id")
            func issue(_ parties: String...) async throws -> String {
                let named = parties.map { "\"\($0)\"" }.joined(separator: ",")
                let reply = try await api.post(
                    "/v1/tokens", as: cast.administrator,
                    #"{"role":"employer","label":"x","parties":[\#(named)]}"#)
                return reply.string("bearer")
            }
            (a, b) = (first, second)
            agent = try await issue(first, second)
            otherAgent = try await issue(first, second)
            employer = try await issue(first)
            colleague = try await issue(first)
            stranger = try await issue(second)
        }

        func withdraw(
            _ party: String, from token: String, as asker: String, _ api: TestAPI
        ) async throws -> Reply {
            try await api.post(
                "/v1/tokens/\(token.prefix(36)):withdraw", as: asker,
                #"{"party":"\#(party)"}"#)
        }
    }

    @Test("it does, sees nothing of the other parties, and the agent is out within a second")
    func withdrawn() async throws {
        try await withAPI { api in
            let scene = try await Scene(api)
            let other = try await Registry.open(
                try testConfiguration(api.connectionString, seed: 9))
            #expect(
                try await other.authenticator.principal(bearer: scene.agent)?.parties.count == 2)
            let asked = ContinuousClock.now
            let done = try await scene.withdraw(
                scene.a, from: scene.agent, as: scene.employer, api)
            #expect(done.status == 200)
            #expect(done.json.member("token.parties") == .array([]))
            #expect(!done.text.contains(scene.b))
            while try await other.authenticator.principal(bearer: scene.agent)?.parties.count
                != 1
            {
                try await Task.sleep(for: .milliseconds(20))
            }
            // A second, and what a machine that runs all tests at once takes to look again.
            #expect(ContinuousClock.now - asked < .seconds(3))
            await other.close()
            #expect(try await api.get("/v1/parties/\(scene.a)", as: scene.agent).status == 404)
            #expect(try await api.get("/v1/parties/\(scene.b)", as: scene.agent).status == 200)
            // Of a token that does not act for it any more it knows nothing.
            let again = try await scene.withdraw(
                scene.a, from: scene.agent, as: scene.employer, api)
            #expect(again.status == 404 && again.string("code") == "token.unknown")
        }
    }

    @Test("not another's party, not from a colleague, and not by an agent")
    func refused() async throws {
        try await withAPI { api in
            let scene = try await Scene(api)
            for (party, token, asker, status, code) in [
                (scene.b, scene.agent, scene.employer, 403, "access.role"),
                ("gb-crn:01234567", scene.agent, scene.employer, 403, "access.role"),
                (scene.a, scene.colleague, scene.employer, 403, "access.role"),
                (scene.b, scene.stranger, scene.employer, 404, "token.unknown"),
                (scene.a, scene.otherAgent, scene.agent, 403, "access.role"),
                (scene.a, scene.employer, scene.agent, 403, "access.role"),
            ] {
                let reply = try await scene.withdraw(party, from: token, as: asker, api)
                #expect(reply.status == status, "\(party) \(reply.text)")
                #expect(reply.string("code") == code, "\(reply.text)")
            }
            // An agent that is left with one party is no employer for all that.
            let laidDown = try await scene.withdraw(
                scene.b, from: scene.agent, as: scene.agent, api)
            #expect(laidDown.status == 200)
            let reply = try await scene.withdraw(
                scene.a, from: scene.otherAgent, as: scene.agent, api)
            #expect(reply.status == 403)
            // From an agent that acts for nobody else any more the employer withdraws still.
            let last = try await scene.withdraw(
                scene.a, from: scene.agent, as: scene.employer, api)
            #expect(last.status == 200)
        }
    }
}
