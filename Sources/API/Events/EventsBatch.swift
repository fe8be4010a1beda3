// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Reports of events, one a line: each is a request of its own, with its own key and answer.
struct EventsBatch: Sendable {
    let registry: Registry
    let principal: Principal
    let keys: LineKeys

    /// How many answers to repeated lines are rendered again at a time.
    private static let replayCount = 4

    /// The batch that enters them. A group is durable before any of its lines is answered, and
    /// others get their turn between two groups.
    func lines(language: Language, requestID: String) -> LineBatch<ReportEvent> {
        LineBatch(language: language, requestID: requestID) { reader, line in
            read(&reader, line)
        } answer: { commands in
            await answers(to: await registry.registrar.submit(group: commands))
        }
    }

    private func read(_ reader: inout ObjectReader, _ line: BatchLine) -> ReportEvent? {
        if let key = line.key, !LineKeys.isKey(key) {
            reader.fault(
                "key", "value.malformed", "1 to 255 visible ASCII characters are needed.")
        }
        return EventInput.readReport(&reader).map {
            ReportEvent($0, by: principal, request: keys.key(of: line))
        }
    }

    /// What is fresh is at hand; what was answered before is read back, a few at a time.
    private func answers(
        to results: [Result<Receipt, any Error>]
    ) async -> [Result<[UInt8], any Error>] {
        var answers: [Result<[UInt8], any Error>?] = []
        var replays: [(place: Int, receipt: Receipt)] = []
        for (place, result) in results.enumerated() {
            switch result {
            case .failure(let error): answers.append(.failure(error))
            case .success(let receipt) where receipt.isReplay:
                replays.append((place, receipt))
                answers.append(nil)
            case .success(let receipt): answers.append(await answer(to: receipt))
            }
        }
        await withTaskGroup(of: (Int, Result<[UInt8], any Error>).self) { group in
            var waiting = replays[...]
            func next() {
                guard let (place, receipt) = waiting.popFirst() else { return }
                group.addTask { (place, await answer(to: receipt)) }
            }
            for _ in 0..<Self.replayCount { next() }
            while let (place, answer) = await group.next() {
                answers[place] = answer
                next()
            }
        }
        return answers.map { $0 ?? .failure(Refusal.unavailable) }
    }

    private func answer(to receipt: Receipt) async -> Result<[UInt8], any Error> {
        do {
            let outcome = try await registry.event(after: receipt, by: principal)
            return .success(outcome.lineJSON(isReplay: receipt.isReplay).bytes)
        } catch {
            return .failure(error)
        }
    }
}
