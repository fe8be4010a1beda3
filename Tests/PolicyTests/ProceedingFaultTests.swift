// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Faults in proceedings")
struct ProceedingFaultTests {
    private static let path = "proceedings/example.case.yaml"

    private static func fault(
        _ what: String, _ old: String, _ new: String, _ says: String
    ) -> DocumentedFault {
        DocumentedFault(what, path, old, new, says: says)
    }

    private static let due = "due: { clock: example.finding, step: due }"

    static let ofStates = [
        fault("unknown kind", "kind: case", "kind: trial", "“trial” is no known kind."),
        fault(
            "role of another regime", "roles: [sponsor]", "roles: [guarantor]",
            "The regime has no role “guarantor”."),
        fault("empty roles", "roles: [sponsor]", "roles: []", "“roles” must be a list."),
        fault(
            "an objection is not once", "kind: case", "kind: objection",
            "Only a case is about acts that lie back."),
        fault(
            "an unknown move is cut off", "moves: [open] }", "moves: [start] }",
            "No move “start” stands in this proceeding."),
        fault(
            "an unknown step is the limit", "step: lastDay, moves", "step: last, moves",
            "The clock “example.limitation” has no step “last”; it has lastDay."),
        fault(
            "state twice", "- code: halted", "- code: opened",
            "The state “opened” stands here twice."),
        fault(
            "due in a final state", "final: true }", "final: true, \(due) }",
            "Nothing is due after a final state, and nothing follows it."),
        fault(
            "unknown clock", due, "due: { clock: example.tea, step: due }",
            "No clock “example.tea” stands in this pack."),
        fault(
            "unknown step", due, "due: { clock: example.finding, step: tea }",
            "The clock “example.finding” has no step “tea”; it has received, due."),
        fault(
            "a clock that stands still never", "stops: [example.finding]",
            "stops: [example.submissions]", "The clock “example.submissions” never stands still."),
        fault(
            "a clock that no move starts", "stops: [example.finding]",
            "\(due.replacing("finding", with: "account"))",
            "No move starts the clock “example.account”."),
        fault(
            "a clock that is not started yet", "- code: noticed",
            "- code: noticed\n        due: { clock: example.finding, step: due }",
            "On some way it comes to “noticed” before the clock “example.finding” has started."),
        fault(
            "a lapse to nowhere", "to: unanswered }", "to: silent }",
            "No state “silent” stands in this proceeding."),
        fault(
            "a lapse in a circle", "to: unanswered }", "to: served }",
            "What comes of itself here turns in a circle."),
        fault(
            "a state that nothing reaches", "- code: halted",
            "- { code: lost, title: { en: Lost, zh: 遗失 }, final: true }\n      - code: halted",
            "The state “lost” is never reached."),
        fault(
            "a state that nothing leaves", "from: [halted]", "from: [replied]",
            "Nothing leads out of the state “halted”, and it is not final."),
        fault(
            "no end", "title: { en: Closed, zh: 已结案 }, final: true }",
            "title: { en: Closed, zh: 已结案 } }", "The proceeding never ends."),
        fault(
            "no way to an end", "from: [halted]\n        by: [regulator]\n        to: replied",
            "from: [halted]\n        by: [regulator]\n        to: halted",
            "From the state “halted” no way leads to an end."),
        fault(
            "no states", "states:\n", "states: []\n    places:\n", "“states” must be a list."),
    ]

    static let ofMoves = [
        fault("move twice", "- code: notify", "- code: open", "The move “open” stands here twice."),
        fault(
            "a name in capitals", "- code: decide-appeal", "- code: decideAppeal",
            "“decideAppeal” is no name of a move."),
        fault(
            "the first comes from a state", "by: [regulator]",
            "by: [regulator]\n        from: [opened]",
            "The first move opens the proceeding, and comes from no state."),
        fault(
            "another comes from none", "        from: [noticed]\n", "", "“from” is missing."),
        fault(
            "from an unknown state", "from: [noticed]", "from: [notified]",
            "No state “notified” stands in this proceeding."),
        fault(
            "from a final state", "from: [noticed]", "from: [noticed, closed]",
            "The state “closed” is final, and nothing follows it."),
        fault(
            "from one state twice", "from: [noticed]", "from: [noticed, noticed]",
            "“noticed” stands here twice."),
        fault("from an empty list", "from: [noticed]", "from: []", "“from” must be a list."),
        fault("by a desk", "by: [decider]", "by: [visaDesk]", "“visaDesk” makes no move."),
        fault("by one twice", "by: [decider]", "by: [decider, decider]", "“decider” stands here"),
        fault("by nobody", "by: [decider]", "by: []", "“by” must be a list."),
        fault(
            "opened above", "by: [regulator]\n", "by: [regulator]\n        seat: superior\n",
            "A proceeding is opened before the authority of whoever opens it."),
        fault(
            "a party above", "by: [employer]\n", "by: [employer]\n        seat: superior\n",
            "A party acts for no authority."),
        fault(
            "apart at the opening", "by: [regulator]\n", "by: [regulator]\n        apart: any\n",
            "Nobody had a hand in a proceeding before it is opened."),
        fault("apart from an unknown", "{ move: notify }]", "{ move: tell }]", "No move “tell”"),
        fault("apart from a word", "apart: any", "apart: [notify]", "“notify” keeps nobody apart."),
        fault(
            "apart from nobody", "apart: any", "apart: []", "It cannot be told who is kept apart."),
        fault(
            "apart twice", "apart: [reporting,", "apart: [reporting, reporting,",
            "The same hand stands here twice."),
        fault(
            "unless an unknown move", "unless: [reply]", "unless: [answer]", "No move “answer”"),
        fault(
            "it waits for a clock that is not started", "from: [unanswered, replied]",
            "from: [opened, unanswered, replied]",
            "On some way “decide” is made before the clock “example.finding” has started."),
        fault(
            "to an unknown state", "to: appealed", "to: pending",
            "No state “pending” stands in this proceeding."),
        fault(
            "starts with a text", "begins: sentOn", "begins: service",
            "No day “service” is taken with this move."),
        fault(
            "starts an unknown clock", "starts: [{ clock: example.submissions }]",
            "starts: [{ clock: example.tea }]", "No clock “example.tea” stands in this pack."),
        fault(
            "starts a clock twice", "starts: [{ clock: example.submissions }]",
            "starts: [{ clock: example.submissions }, { clock: example.submissions }]",
            "The clock “example.submissions” starts here twice."),
        fault(
            "puts off what cannot be", "step: due, until: extendedTo",
            "step: received, until: extendedTo",
            "The step “received” of “example.finding” cannot be put off."),
        fault(
            "puts off to no day", "until: extendedTo", "until: later",
            "No day “later” is taken with this move."),
        fault(
            "puts off one day twice", "until: extendedTo }]",
            "until: extendedTo }, { clock: example.finding, step: due, until: extendedTo }]",
            "The same day is put off twice."),
        fault(
            "no worse than what has no measures", "noWorseThan: notify", "noWorseThan: serve",
            "The move “serve” states no measures."),
        fault(
            "no worse, and imposes nothing", "apart: any",
            "apart: any\n        noWorseThan: notify",
            "“decide-appeal” imposes nothing that could be worse."),
        fault(
            "no worse than what may not have been", "noWorseThan: notify", "noWorseThan: decide",
            "On some way “decide” is made before “decide”."),
        fault(
            "suspended without end of what",
            "suspendedUntil: { clock: example.finding, step: due }\n",
            "suspendedUntil: { clock: example.account, step: due }\n",
            "No move starts the clock “example.account”."),
        fault(
            "suspends nothing", "does: [lift, suspend]", "does: [lift]",
            "“serve” suspends nothing."),
    ]

    static let ofFieldsAndEnds = [
        fault(
            "two things at once", "{ evidence: true }", "{ evidence: true, measures: true }",
            "What is taken is exactly one thing."),
        fault(
            "nothing", "{ evidence: true }", "{ needed: true }",
            "What is taken is exactly one thing."),
        fault(
            "one name twice", "{ text: provision,", "{ text: facts,", "“facts” is taken twice."),
        fault("evidence is no", "{ evidence: true }", "{ evidence: false }", "“evidence” can only"),
        fault(
            "an unknown fact", "{ fact: service }", "{ fact: weather }",
            "No fact “weather” of the notice is defined."),
        fault(
            "a fact of another", "{ fact: service }", "{ fact: violationType }",
            "No fact “violationType” of the notice is defined."),
        fault(
            "a fact with a title", "{ fact: service }",
            "{ fact: service, title: { en: How, zh: 方式 } }",
            "A fact is called as facts.yaml says."),
        fault(
            "a text without a title", "{ text: provision, title: { en: Provision, zh: 依据 } }",
            "{ text: provision }", "“title” is missing."),
        fault(
            "measures that need not be", "{ measures: true }", "{ measures: true, needed: false }",
            "What the law has for the events is always weighed, and told."),
        fault(
            "evidence that is hidden", "{ evidence: true }", "{ evidence: true, internal: true }",
            "Documents that are handed in are open to the party."),
        fault(
            "imposes what is not stated", "          - { measures: true }\n        starts",
            "        starts", "Nothing is stated here that could be imposed."),
        fault(
            "an unknown effect", "does: [setAside]", "does: [forget]",
            "“forget” is no known effect."),
        fault(
            "an effect twice", "does: [setAside]", "does: [setAside, setAside]",
            "“setAside” stands here twice."),
        fault(
            "contradiction", "does: [annulEvents, lift]", "does: [annulEvents, confirmEvents]",
            "“confirmEvents” does not go with “annulEvents”."),
        fault(
            "imposed and lifted", "[confirmEvents, lift, impose]", "[confirmEvents, impose, lift]",
            "“lift” does not go with “impose”."),
        fault(
            "resumed, and never stayed", "does: [setAside]", "does: [resume]",
            "No move does what “resume” undoes."),
        fault(
            "an outcome twice", "- code: dismiss", "- code: impose",
            "The outcome “impose” stands here twice."),
        fault(
            "an outcome to nowhere", "to: closed\n            does", "to: shut\n            does",
            "No state “shut” stands in this proceeding."),
        fault(
            "both one end and several", "        starts: [{ clock: example.submissions }]\n",
            "        starts: [{ clock: example.submissions }]\n        to: closed\n",
            "The outcomes of the move say where it leads."),
    ]

    @Test("a fault of a state is told with its file and line", arguments: ofStates)
    func states(fault: DocumentedFault) throws { try fault.expectTold() }

    @Test("a fault of a move is told with its file and line", arguments: ofMoves)
    func moves(fault: DocumentedFault) throws { try fault.expectTold() }

    @Test("a fault of what is taken or comes of it is told", arguments: ofFieldsAndEnds)
    func fieldsAndEnds(fault: DocumentedFault) throws { try fault.expectTold() }

    @Test("an application imposes nothing, and takes no measures")
    func kinds() throws {
        let faults = try DocumentedPack().pack
            .replacing("kind: case", with: "kind: application", in: Self.path)
            .faults().filter { $0.file == Self.path }
        #expect(faults.count { $0.message == "Only a case has measures." } == 2)
        let placeless = faults.filter {
            $0.message.hasSuffix("has no place in a proceeding of this kind.")
        }
        #expect(
            placeless.map(\.message) == [
                "“lift” has no place in a proceeding of this kind.",
                "“confirmEvents” has no place in a proceeding of this kind.",
                "“annulEvents” has no place in a proceeding of this kind.",
                "“setAside” has no place in a proceeding of this kind.",
            ])
        #expect(Set(placeless.map(\.line)).count == 4)
    }

    @Test("a move that ends in one thing needs no list of one")
    func single() throws {
        let faults = try DocumentedPack().pack
            .replacing(
                """
                          - { code: annul, title: { en: Set aside, zh: 撤销 }, to: closed, \
                does: [setAside] }

                """, with: "", in: Self.path
            ).faults()
        #expect(faults.map(\.message) == ["A move that ends in one thing needs no list."])
    }

    @Test("every fault of a proceeding is told in one pass")
    func together() throws {
        let faults = try DocumentedPack().pack
            .replacing("kind: case", with: "kind: trial", in: Self.path)
            .replacing("- code: halted", with: "- code: opened", in: Self.path)
            .replacing("by: [decider]", with: "by: [visaDesk]", in: Self.path)
            .replacing("{ fact: service }", with: "{ fact: weather }", in: Self.path)
            .faults()
        #expect(faults.count >= 4)
        #expect(Set(faults.map(\.line)).count >= 4)
    }
}
