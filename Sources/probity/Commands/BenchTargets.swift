// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// `probity bench targets`
struct BenchTargets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "Write requests about random parties of the seeded register, one a line.",
        discussion: "For programs that put a load on the daemon from outside.")

    /// What a line is.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        /// The party's address alone.
        case address
        /// The query of `GET /v1/eligibility`.
        case query
        /// A line of `POST /v1/eligibility:batch`.
        case question
        /// The body of `POST /v1/events`.
        case event
    }

    @Option(help: ArgumentHelp("What each line is.", valueName: "form"))
    var form: Form
    @Option(help: ArgumentHelp("How many lines.", valueName: "n"))
    var count = 100_000
    @Option(help: ArgumentHelp("Of how many parties, from the first.", valueName: "n"))
    var parties = 100_000
    @Flag(help: "All about the one party that has far more events than any other.")
    var largest = false
    @Flag(help: "Each of the parties once, in order, instead of random ones.")
    var every = false
    @Option(help: ArgumentHelp("Where the random numbers begin.", valueName: "n"))
    var seed: UInt64 = 1
    @OptionGroup var data: DataOptions

    func validate() throws {
        guard (1...10_000_000).contains(count), (1...10_000_000).contains(parties) else {
            throw ValidationError("--count and --parties take a number from 1 to 10000000.")
        }
    }

    func run() async throws {
        let register = try await Session.run(data) { try BenchRegister($0) }
        var random = SplitMix(seed: seed)
        var bytes: [UInt8] = []
        for index in 0..<(every ? parties : count) {
            let drawn = every ? index : Int.random(in: 0..<parties, using: &random)
            let place = largest ? BenchRegister.largestPlace : drawn
            bytes += try line(place, of: register, &random).utf8
            bytes.append(0x0A)
        }
        Console.write(bytes: bytes)
    }

    private func line(
        _ place: Int, of register: BenchRegister, _ random: inout SplitMix
    ) throws -> String {
        let party = try BenchRegister.identifier(place).description
        let role = register.role.rawValue
        switch form {
        case .address: return party
        case .query: return "party=\(party)&role=\(role)&route=\(register.route)"
        case .question:
            let question: JSONValue = [
                "party": .string(party), "role": .string(role),
                "route": JSONValue(text: register.route),
            ]
            return String(decoding: question.bytes, as: UTF8.self)
        case .event:
            let event = try register.event(of: place, &random)
            let report: JSONValue = [
                "party": .string(party), "role": .string(role),
                "indicator": JSONValue(text: event.indicator),
                "state": .string(event.state.rawValue),
                "occurredOn": JSONValue(text: event.occurredOn),
            ]
            return String(decoding: report.bytes, as: UTF8.self)
        }
    }
}
