// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Policy
import Service
import Synchronization

/// `probity bench duties`
struct BenchDuties: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duties",
        abstract: "Measure lists of open duties, and the sweep that finds what is missed.",
        discussion: """
            Raises made-up duties of the parties that bench seed made, lists them as an officer \
            and as an employer would, and looks at their clocks: first when nothing is over, then \
            on a day with many misses, which go by portions, each a transaction. What was raised \
            stays in the register.
            """)

    /// What each may take in the middle.
    private static let limitMicroseconds: Int64 = 50_000

    @Option(help: ArgumentHelp("How many open duties there shall be.", valueName: "n"))
    var duties = 50_000
    @Option(help: ArgumentHelp("How many more are over and were not missed yet.", valueName: "n"))
    var missed = 10_000
    @Option(help: ArgumentHelp("How often each is measured.", valueName: "n"))
    var times = 200
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1_000_000).contains(duties), (0...1_000_000).contains(missed) else {
            throw ValidationError("--duties and --missed take numbers up to 1000000.")
        }
        guard (1...10_000).contains(times) else {
            throw ValidationError("--times takes a number from 1 to 10000.")
        }
    }

    func run() async throws {
        let command = self
        let found = try await Session.run(data) { registry in
            let seeding = try BenchSeeding(registry)
            let parties = try await seeding.partyCount(upTo: command.duties)
            guard parties > 0 else {
                throw Failure.input(
                    "no parties are there to measure with; enter some by `probity bench seed`.")
            }
            let owed = try BenchOwed(seeding.register, partyCount: parties)
            try await command.raise(owed, on: registry)
            return try await command.measure(owed, on: registry)
        }
        Listing(
            columns: ["measure", "times", "median ms", "p99 ms", "limit ms"],
            rows: found.map(\.row), json: found.map(\.json), numberColumns: [1, 2, 3, 4]
        ).write(as: output.format)
    }

    private func raise(_ owed: BenchOwed, on registry: Registry) async throws {
        let bar = ProgressBar(unit: "duties")
        bar.begin("Raising duties")
        defer { bar.end() }
        let total = duties + missed
        for start in stride(from: 0, to: total, by: Registry.dutyPortion) {
            try Task.checkCancellation()
            let end = min(start + Registry.dutyPortion, total)
            let commands = try (start..<end).map {
                try owed.command($0, isOver: $0 >= duties)
            }
            // What an earlier run has raised is there.
            for result in await registry.registrar.submit(group: commands) {
                if case .failure(let error) = result,
                    (error as? Refusal)?.code != "duty.raisedAlready"
                {
                    throw error
                }
            }
            bar.update(done: Int64(end), of: Int64(total))
        }
    }

    private func measure(
        _ owed: BenchOwed, on registry: Registry
    ) async throws -> [BenchTimes] {
        let portions = Mutex<[ContinuousClock.Instant]>([.now])
        let sweep = try await registry.keepDuties(every: .zero) { _ in
            portions.withLock { $0.append(.now) }
        }
        let ends = portions.withLock { $0 }
        let each = zip(ends, ends.dropFirst()).map { $1 - $0 }
        let idle = try await time { _ = try await registry.keepDuties(every: .zero) }
        let officer = Principal(
            token: nil, role: .regulator, authority: nil, territory: owed.territory)
        let list = try await time {
            _ = try await registry.listDuties(
                of: nil, DutyFilter(state: .open), after: nil, limit: 100, by: officer)
        }
        let due = try await time {
            _ = try await registry.listDuties(
                of: nil, DutyFilter(dueBefore: owed.today.adding(days: 7)), after: nil,
                limit: 500, by: officer)
        }
        let elsewhere = Principal(
            token: nil, role: .regulator, authority: nil, territory: owed.otherTerritory)
        let none = try await time {
            _ = try await registry.listDuties(
                of: nil, DutyFilter(state: .open), after: nil, limit: 100, by: elsewhere)
        }
        let address = try owed.address(0)
        let own = try await time {
            _ = try await registry.listDuties(
                of: address, DutyFilter(), after: nil, limit: 100, by: .local)
        }
        let misses = (sweep?.missed ?? 0).grouped
        return [
            BenchTimes("open duties of a territory, 100 a page", list, Self.limitMicroseconds),
            BenchTimes("the same of a territory without any", none, Self.limitMicroseconds),
            BenchTimes("due within seven days, 500 a page", due, Self.limitMicroseconds),
            BenchTimes("duties of one party", own, Self.limitMicroseconds),
            BenchTimes("sweep with nothing over", idle, Self.limitMicroseconds),
            BenchTimes(
                "sweep of \(misses) misses, each \(Registry.dutyPortion) a transaction", each,
                Self.limitMicroseconds),
        ]
    }

    private func time(_ work: () async throws -> Void) async throws -> [Duration] {
        var found: [Duration] = []
        try await work()
        for _ in 0..<times {
            try Task.checkCancellation()
            let start = ContinuousClock.now
            try await work()
            found.append(.now - start)
        }
        return found
    }
}

/// Duties that are made up: of the first duty of the law that a day raises in the role that is
/// measured.
private struct BenchOwed {
    let today: CivilDate
    let territory = RegionCode("CN")
    /// Where none of the parties has its seat.
    let otherTerritory = RegionCode("CN-35")
    private let register: BenchRegister
    private let partyCount: Int
    private let duty: DutyCode
    /// How many days it takes.
    private let length: Int

    init(_ register: BenchRegister, partyCount: Int) throws {
        self.register = register
        self.partyCount = partyCount
        today = register.today
        let found = register.policy.procedure.duties.values.sorted { $0.code < $1.code }
            .compactMap { duty -> (DutyCode, Int)? in
                guard let rule = try? duty.rule.value(on: register.today).value,
                    case .day = rule.cause, rule.roles.contains(register.role),
                    rule.missed != nil, case .length(let length, _, _) = rule.due,
                    length.unit == .calendarDays, length.count > 0
                else { return nil }
                return (duty.code, length.count)
            }
        guard let first = found.first else {
            throw Failure.unreachable("the default regime has no duty to measure with.")
        }
        (duty, length) = first
    }

    func address(_ place: Int) throws -> PartyAddress {
        PartyAddress(try BenchRegister.identifier(place % partyCount))
    }

    /// Due today or later; or yesterday.
    func command(_ place: Int, isOver: Bool) throws -> any Command {
        let ahead = isOver ? -1 : place % (length + 1)
        return RaiseDuty(
            RaiseDuty.Details(
                party: try address(place), role: register.role, duty: duty,
                day: today.adding(days: ahead - length), reference: "bench-\(place)"),
            asking: Asking(.local))
    }
}

/// How long something took, beside what it may take.
private struct BenchTimes {
    private let name: String
    private let times: [Int64]
    private let limit: Int64

    init(_ name: String, _ times: [Duration], _ limit: Int64) {
        self.name = name
        self.times = times.map { duration in
            duration.components.seconds * 1_000_000
                + duration.components.attoseconds / 1_000_000_000_000
        }.sorted()
        self.limit = limit
    }

    var row: [String] {
        [name, times.count.grouped, text(median), text(p99), text(limit)]
    }

    var json: JSONValue {
        [
            "measure": .string(name), "times": .integer(Int64(times.count)),
            "medianMilliseconds": JSONValue(ExactDecimal(mantissa: median, places: 3)),
            "p99Milliseconds": JSONValue(ExactDecimal(mantissa: p99, places: 3)),
            "limitMilliseconds": JSONValue(ExactDecimal(mantissa: limit, places: 3)),
        ]
    }

    private var median: Int64 { times.isEmpty ? 0 : times[times.count / 2] }
    private var p99: Int64 {
        times.isEmpty ? 0 : times[min(times.count - 1, times.count * 99 / 100)]
    }

    private func text(_ microseconds: Int64) -> String {
        ExactDecimal(mantissa: microseconds, places: 3).description
    }
}
