// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// A table made out of the law of every shipped pack: each state, each move, each role.
@Suite("Every state, move and role of every proceeding that ships")
struct ProceedingTableTests {
    /// One cell.
    struct Cell: CustomTestStringConvertible, Sendable {
        let policy: Policy
        let code: ProceedingCode
        let rule: ProceedingRule
        let state: ProceedingRule.State
        let move: ProceedingMoveRule

        var testDescription: String { "\(code): \(state.code) → \(move.name)" }
    }

    static let today = day("2026-06-01")

    static let cells: [Cell] = {
        let policies = (try? shippedPolicies()) ?? []
        return policies.flatMap { policy in
            policy.procedure.proceedings.sorted { $0.key < $1.key }.flatMap { code, proceeding in
                let rule = try? proceeding.rule.value(on: today).value
                return rule.map { rule in
                    rule.states.flatMap { state in
                        rule.moves.map {
                            Cell(policy: policy, code: code, rule: rule, state: state, move: $0)
                        }
                    }
                } ?? []
            }
        }
    }()

    @Test("There are hundreds of cells, of every pack that has proceedings")
    func many() {
        #expect(Self.cells.count > 200)
        #expect(Set(Self.cells.map(\.policy.code)).count >= 4)
    }

    @Test(
        "It is allowed, or refused with the code of the first rule that stands against it",
        arguments: cells)
    func cell(_ cell: Cell) throws {
        for role in PrincipalRole.allCases {
            let found = refusal(cell, role)
            let isHere = cell.move.from.contains(cell.state.code)
            let isMaker = cell.move.makers.contains(role)
            if !isHere {
                #expect(found == "proceeding.outOfOrder", "\(role)")
            } else if !isMaker {
                #expect(found == "proceeding.makerOther", "\(role)")
            } else {
                #expect(found == nil, "\(role)")
            }
        }
    }

    @Test(
        "Whoever had a hand in it is refused where the law keeps them apart",
        arguments: cells.filter { !$0.move.apart.isEmpty && $0.move.from.contains($0.state.code) })
    func sameHand(_ cell: Cell) throws {
        let role = try #require(cell.move.makers.first { $0 != .employer })
        for apart in cell.move.apart {
            let name: MoveCode? =
                switch apart {
                case .move(let name): name
                case .anyMove: cell.rule.opening.name
                case .reporting: nil
                }
            let found = refusal(
                cell, role, token: Self.hand, maker: name, reporter: name == nil ? Self.hand : nil)
            #expect(found == "proceeding.sameHand")
        }
    }

    @Test(
        "Another authority is refused",
        arguments: cells.filter { $0.move.from.contains($0.state.code) })
    func otherSeat(_ cell: Cell) throws {
        guard let role = cell.move.makers.first(where: { $0 != .employer }) else { return }
        #expect(refusal(cell, role, seat: .other) == "proceeding.seatOther")
        let own = refusal(cell, role, seat: .same, hasSuperior: true)
        #expect(own == (cell.move.seat == .superior ? "proceeding.seatOther" : nil))
    }

    private static let hand = TokenID(high: 7, low: 7)

    /// The code of the refusal; nil where nothing but what is stated stands against the move.
    private func refusal(
        _ cell: Cell, _ role: PrincipalRole, token: TokenID = TokenID(high: 8, low: 8),
        maker: MoveCode? = nil, reporter: TokenID? = nil, seat: ProceedingMaker.Seat = .above,
        hasSuperior: Bool = true
    ) -> String? {
        let table = ProceedingScene(
            policy: cell.policy, code: cell.code, rule: cell.rule, state: cell.state.code,
            move: cell.move,
            madeBy: maker.map { ($0, Self.hand) }, reporter: reporter, today: Self.today)
        do {
            _ = try ProceedingRules.step(
                ProceedingAsked(move: cell.move.name),
                by: ProceedingMaker(
                    actor: Actor(token: token, role: role, authority: AuthorityCode("a")),
                    seat: seat, hasSuperior: hasSuperior),
                in: table.question, policy: cell.policy)
            return nil
        } catch {
            return ProceedingScene.isOfPlace(error) ? error.code : nil
        }
    }
}
