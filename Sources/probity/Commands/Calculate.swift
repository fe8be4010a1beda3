// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Foundation
import Policy
import Service

/// `probity calculate`
struct Calculate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work out a rating from a description: what POST /v1/calculate answers.",
        discussion: """
            Reads one JSON object from a file or standard input, for example

              {"policy":"REGIME","role":"sponsor","party":{"kind":"organisation","facts":{}},
               "events":[{"id":"v1","indicator":"INDICATOR","occurredOn":"2026-03-01"}]}

            and rates by the law that this program carries; `probity policy show` lists its \
            regimes, and `probity policy show REGIME` the indicators of one. Needs no database.
            """)

    @Argument(help: ArgumentHelp("The file, or - for standard input.", valueName: "file|-"))
    var path = "-"
    @OptionGroup var output: OutputOptions

    func run() throws {
        let bytes =
            path == "-"
            ? [UInt8](FileHandle.standardInput.readDataToEndOfFile())
            : try TextFile.bytes(of: path)
        let now = Instant.now()
        let enacted = try ShippedRegimes.load().map { policy in
            PolicyShelf.Enacted(
                policy: policy,
                from: CivilDate(policy.reference.version) ?? policy.day(at: now))
        }
        let answer: CalculationAnswer
        do {
            let calculation = try CalculationInput.read(JSONValue(parsing: bytes))
            answer = try Calculator(shelf: PolicyShelf(enacted), now: now).answer(calculation)
        } catch let error as JSONError {
            throw Failure.input("\(path == "-" ? "standard input" : path): \(error)")
        } catch let faults as InputFaults {
            throw Failure.input(faults.description)
        } catch let refusal as Refusal {
            let faults = refusal.faults.map(\.description).joined(separator: " ")
            throw Failure.input(faults.isEmpty ? refusal.message.en : faults)
        }
        switch output.format {
        case .table: lines(of: answer).forEach { Console.write($0) }
        case .json: Console.write(answer.json(in: output.language))
        case .csv: throw Failure.input("a calculation is no list; choose table or json.")
        }
    }

    private func lines(of answer: CalculationAnswer) -> [String] {
        let language = output.language
        let law = answer.policy.reference
        return [
            "\(answer.role.rawValue), \(answer.asOf), \(law.code)@\(law.version)",
            "  " + RatingText.headline(of: answer.rating, in: language),
        ] + RatingText.explanation(of: answer.rating, indent: 2, in: language)
            + CounterfactualText.lines(of: answer.counterfactuals, in: language) {
                answer.names[$0] ?? ""
            }
            + AssessmentText.lines(of: answer, in: language)
            + NominationText.lines(of: answer, in: language)
    }
}
