// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("The law of proceedings")
struct ProceedingLawTests {
    private static func example() throws -> (policy: Policy, rule: ProceedingRule) {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        let rule = try policy.procedure.proceeding(
            ProceedingCode("example.case"), on: day("2026-06-01"))
        return (policy, rule.value)
    }

    @Test("what stands of the proceeding and its states is read")
    func states() throws {
        let rule = try Self.example().rule
        #expect(rule.kind == .penaltyCase && rule.roles == [.sponsor] && rule.isOnce)
        #expect(rule.limitation?.last.clock == ClockCode("example.limitation"))
        #expect(rule.limitation?.last.step == "lastDay")
        #expect(rule.limitation?.moves == [MoveCode("open")])
        #expect(
            rule.states.map(\.code.text) == [
                "opened", "halted", "noticed", "served", "unanswered", "replied", "inForce",
                "appealed", "closed",
            ])
        #expect(rule.states.filter(\.isFinal).map(\.code.text) == ["closed"])
        let served = try #require(rule.state(StateCode("served")))
        #expect(served.due?.clock == ClockCode("example.finding") && served.due?.step == "due")
        #expect(served.lapse?.state == StateCode("unanswered"))
        #expect(served.lapse?.after == served.due)
        #expect(rule.state(StateCode("halted"))?.stops == [ClockCode("example.finding")])
        #expect(rule.opening.name == MoveCode("open") && rule.opening.from == [])
    }

    @Test("what stands of a move is read")
    func moves() throws {
        let rule = try Self.example().rule
        let serve = try #require(rule.move(MoveCode("serve")))
        #expect(serve.makers == [.regulator] && serve.seat == .own && serve.apart == [])
        #expect(serve.fields.map(\.kind) == [.day("sentOn"), .fact("service")])
        #expect(serve.fields.map { $0.title?.en } == ["Day of sending", nil])
        #expect(serve.starts.map(\.clock.text) == ["example.finding"])
        #expect(serve.starts.map(\.day) == ["sentOn"])
        #expect(serve.suspendedUntil?.step == "due")
        #expect(serve.outcomes.map(\.effects) == [[.lift, .suspend]])
        #expect(serve.outcomes.map(\.code) == [nil])
        let extend = try #require(rule.move(MoveCode("extend")))
        #expect(extend.extends.map(\.day.step) == ["due"])
        #expect(extend.extends.map(\.until) == ["extendedTo"])
        let decide = try #require(rule.move(MoveCode("decide")))
        #expect(
            decide.apart == [.reporting, .move(MoveCode("open")), .move(MoveCode("notify"))])
        #expect(decide.notBefore?.day.step == "due")
        #expect(decide.notBefore?.unless == [MoveCode("reply")])
        #expect(decide.noWorseThan == MoveCode("notify") && decide.takesMeasures)
        #expect(decide.starts.map(\.day) == [nil])
        #expect(decide.outcomes.map { $0.code?.text } == ["impose", "dismiss"])
        #expect(decide.outcomes.map(\.state.text) == ["inForce", "closed"])
        #expect(
            decide.outcomes.map(\.effects) == [
                [.confirmEvents, .lift, .impose], [.annulEvents, .lift],
            ])
        let reply = try #require(rule.move(MoveCode("reply")))
        #expect(reply.notAfter?.step == "due" && reply.makers == [.employer])
        #expect(reply.fields.map(\.isNeeded) == [true, false])
        #expect(rule.opening.fields.map(\.isInternal) == [true])
        let review = try #require(rule.move(MoveCode("decide-appeal")))
        #expect(review.seat == .superior && review.apart == [.anyMove])
        #expect(rule.move(MoveCode("notify"))?.rights?.zh == "您可以在期限内答复。")
    }

    @Test("where no move is named, limitation cuts off the opening")
    func opening() throws {
        let pack = try DocumentedPack().pack.replacing(
            ", moves: [open] }", with: " }", in: "proceedings/example.case.yaml")
        let rule = try PolicyLoader.load(pack).procedure.proceeding(
            ProceedingCode("example.case"), on: day("2026-06-01")
        ).value
        #expect(rule.limitation?.moves == [MoveCode("open")])
    }

    @Test("a description tells states, moves and what comes of them")
    func described() throws {
        let policy = try Self.example().policy
        let description = PolicyDescription(policy, on: day("2026-06-01"))
        guard case .array(let all)? = description.json["proceedings"], let first = all.first,
            case .array(let states)? = first["states"], case .array(let moves)? = first["moves"]
        else {
            Issue.record("The proceedings are not described.")
            return
        }
        #expect(first["code"] == "example.case" && first["kind"] == "case")
        #expect(first["once"] == true && first["source"] == "Sponsorship Act 2025, ss 30 to 39")
        #expect(
            first["limitation"]
                == ["clock": "example.limitation", "step": "lastDay", "moves": ["open"]])
        let due: JSONValue = ["clock": "example.finding", "step": "due"]
        #expect(states[3]["lapses"] == ["after": due, "to": "unanswered"])
        #expect(states[1]["stops"] == ["example.finding"] && states[8]["final"] == true)
        let serve = moves[2]
        #expect(serve["starts"] == [["clock": "example.finding", "begins": "sentOn"]])
        #expect(serve["suspendedUntil"] == due && serve["does"] == ["lift", "suspend"])
        #expect(serve["to"] == "served" && serve["outcomes"] == nil)
        #expect(
            moves[3]["extends"]
                == [["clock": "example.finding", "step": "due", "until": "extendedTo"]])
        let decide = moves[7]
        #expect(decide["apart"] == ["reporting", ["move": "open"], ["move": "notify"]])
        #expect(
            decide["notBefore"]
                == ["clock": "example.finding", "step": "due", "unless": ["reply"]])
        #expect(decide["noWorseThan"] == "notify" && decide["to"] == nil)
        guard case .array(let outcomes)? = decide["outcomes"],
            case .array(let takes)? = decide["takes"]
        else {
            Issue.record("The decision is not described.")
            return
        }
        #expect(outcomes[1]["to"] == "closed" && outcomes[1]["does"] == ["annulEvents", "lift"])
        #expect(takes[1]["measures"] == true && takes[0]["internal"] == false)
        #expect(moves[9]["seat"] == "superior" && moves[9]["apart"] == ["any"])
    }

    @Test("and in words of both languages")
    func words() throws {
        let policy = try Self.example().policy
        let description = PolicyDescription(policy, on: day("2026-06-01"))
        let english = description.text(in: .en)
        for line in [
            "example.case  Penalty case  sponsor\n    opened  Under investigation\n",
            "served  Notice served, reply awaited  (due example.finding, due; unanswered after "
                + "example.finding, due)",
            "halted  Suspended, awaiting a court  (example.finding stands still)",
            "open  Open  → opened  (regulator; not once example.limitation, lastDay is over)",
            "decide  Decide  unanswered, replied → A penalty is imposed: inForce [confirmEvents, "
                + "lift, impose] / Not established: closed [annulEvents, lift]  (decider; but not "
                + "who did: report, open, notify; after example.finding, due, unless reply; no "
                + "worse than notify)",
            "decide-appeal  Decide on review  appealed → Upheld: closed / Set aside: closed "
                + "[setAside]  (decider; of the authority above; but not who did: any move)",
            "reply  Reply  served → replied  (employer; no later than example.finding, due)",
        ] {
            #expect(english.contains(line), "\(line)")
        }
        let chinese = description.text(in: .zh)
        for line in [
            "closed  已结案  (终局)", "回避：报告, open, notify", "example.finding, due 届满后，已 reply 的除外",
            "不得重于 notify", "不晚于 example.finding, due", "时效：example.limitation, lastDay",
            "上级机关; 回避：任何步骤", "example.finding 中止计算",
            "截止：example.finding, due; example.finding, due 届满后为 unanswered",
        ] {
            #expect(chinese.contains(line), "\(line)")
        }
    }

    @Test("a difference in a proceeding is told, and makes no rating and no measure another")
    func likeness() throws {
        let path = "proceedings/example.case.yaml"
        let first = try Self.example().policy
        let second = try PolicyLoader.load(
            try DocumentedPack().pack
                .replacing("to: unanswered }", with: "to: replied }", in: path)
                .replacing(
                    "  - from: 2025-01-01\n", with: "  - from: 2024-11-07\n", in: path
                )
                .replacing("[unanswered, replied]", with: "[replied]", in: path)
                .replacing("unanswered, replied]", with: "replied]", in: path)
                .replacing(
                    "      - code: unanswered\n        title: { en: Not answered in time, zh: "
                        + "逾期未答复 }\n", with: "", in: path))
        let pair = PolicyPair(first, second)
        #expect(pair.ratesAlike && pair.assessesAlike)
        #expect(first.changeDays == second.changeDays)
        let found = PolicyDifference.all(from: first, to: second)
        let lapse = found.first {
            $0.path == "proceedings/example.case/states/served/lapses/to" && $0.before != nil
        }
        #expect(lapse?.before == "unanswered" && lapse?.after == "replied")
        #expect(lapse?.from == day("2025-01-01"))
        // The earlier first day of the second is found although it turns no rating.
        #expect(found.contains { $0.from == day("2024-11-07") })
    }

    @Test("a change of the other procedure is a difference of measures, as before")
    func otherProcedure() throws {
        let first = try Self.example().policy
        let second = try PolicyLoader.load(
            try DocumentedPack().pack.withoutCases.replacing(
                "amount: 330.00", with: "amount: 331.00", in: "units.yaml"))
        #expect(!PolicyPair(first, second).assessesAlike)
    }
}

@Suite("Proceedings of the shipped regimes")
struct ShippedProceedingTests {
    /// One proceeding as it stands in one of its values.
    struct Shipped: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let policy: Policy
        let rule: ProceedingRule
    }

    static let all: [Shipped] = {
        let policies = (try? shippedPolicies()) ?? []
        return policies.flatMap { policy in
            policy.procedure.proceedings.sorted { $0.key < $1.key }.flatMap { code, proceeding in
                proceeding.rule.values.map {
                    Shipped(
                        testDescription: "\(code) from \($0.validity.from)", policy: policy,
                        rule: $0.value)
                }
            }
        }
    }()

    @Test("there are those that the regimes need")
    func codes() throws {
        #expect(
            Self.all.map(\.testDescription).map { String($0.prefix { $0 != " " }) } == [
                "au.sanction", "ca.preliminary-finding", "cn.accreditation", "cn.objection",
                "cn.penalty", "cn.repair", "cn.suspension", "uk.licence-action",
            ])
    }

    @Test("a final state is reached from every state", arguments: all)
    func ends(shipped: Shipped) {
        let rule = shipped.rule
        for state in rule.states {
            var seen: Set<StateCode> = [state.code]
            var open = [state.code]
            while let code = open.popLast() {
                let made = rule.moves.filter { $0.from.contains(code) }
                let next =
                    made.flatMap(\.outcomes).map(\.state)
                    + [rule.state(code)?.lapse?.state].compactMap(\.self)
                open += next.filter { seen.insert($0).inserted }
            }
            #expect(seen.contains { rule.state($0)?.isFinal ?? false }, "\(state.code)")
        }
    }

    @Test("a decision that imposes waits for a window, and is made by another hand", arguments: all)
    func fairness(shipped: Shipped) {
        let rule = shipped.rule
        guard rule.kind == .penaltyCase else { return }
        #expect(rule.isOnce)
        for move in rule.moves where move.outcomes.contains(where: { $0.effects == [.impose] }) {
            #expect(move.noWorseThan != nil, "\(move.name)")
        }
        for move in rule.moves where move.outcomes.contains(where: { $0.effects.contains(.impose) })
        {
            #expect(move.makers == [.decider], "\(move.name)")
            #expect(!move.apart.isEmpty, "\(move.name)")
        }
        if let decide = rule.move(MoveCode("decide")) {
            #expect(decide.notBefore != nil && decide.apart.contains(.reporting))
        }
        if let review = rule.move(MoveCode("decide-appeal")) {
            #expect(review.seat == .superior && review.apart == [.anyMove])
        }
    }

    @Test("a notice states facts, provision, measures and rights", arguments: all)
    func notices(shipped: Shipped) {
        guard let notify = shipped.rule.move(MoveCode("notify")) else { return }
        let needed = notify.fields.filter(\.isNeeded).map(\.kind)
        #expect(needed.contains(.text("facts")) && needed.contains(.text("provision")))
        #expect(notify.takesMeasures && notify.rights != nil)
        #expect(notify.fields.contains { $0.kind == .evidence })
    }

    @Test(
        "each clock that is started is in force from the first day of the proceeding on",
        arguments: all)
    func clocks(shipped: Shipped) throws {
        let rule = shipped.rule
        let proceeding = shipped.policy.procedure.proceedings.values.first {
            $0.rule.values.contains { $0.value == rule }
        }
        let first = try #require(
            proceeding?.rule.values.first { $0.value == rule }?.validity.from)
        let clocks =
            rule.moves.flatMap(\.starts).map(\.clock)
            + [rule.limitation?.last.clock].compactMap(\.self)
        for clock in clocks {
            #expect(throws: Never.self, "\(clock)") {
                try shipped.policy.clock(clock, on: first)
            }
        }
    }
}
