// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Service

/// Answers a stream of questions, line by line and in order. What is wrong with one line is
/// said in its place and stops no other.
struct EligibilityBatch: Sendable {
    let registry: Registry
    let principal: Principal
    let language: Language
    let requestID: String

    /// How many lines are answered with one query.
    static let chunkCount = 1_000

    /// A line and its number, counted from 1.
    private struct Numbered {
        let number: Int
        let line: NDJSONLines.Line
    }

    /// What is to be said about one line.
    private enum Reply {
        case question(EligibilityQuestion)
        case problem(Problem)
    }

    /// Reads `body` to its end and writes an answer for each of its lines that is not blank.
    func answer(_ body: RequestBody, to writer: inout any ResponseBodyWriter) async throws {
        var lines = NDJSONLines(maximumBytes: RequestLimits.lineBytes)
        var waiting: [Numbered] = []
        var number = 0
        var byteCount = 0
        for try await buffer in body {
            byteCount += buffer.readableBytes
            guard byteCount <= RequestLimits.batchBytes else {
                return try await end(.batchTooLarge, after: waiting, number, &writer)
            }
            for line in lines.append(buffer.readableBytesView) {
                number += 1
                guard number <= RequestLimits.batchLines else {
                    return try await end(.batchTooLong, after: waiting, number - 1, &writer)
                }
                waiting.append(Numbered(number: number, line: line))
                guard waiting.count == Self.chunkCount else { continue }
                try await write(waiting, to: &writer)
                waiting.removeAll(keepingCapacity: true)
            }
        }
        if let last = lines.finish() {
            number += 1
            guard number <= RequestLimits.batchLines else {
                return try await end(.batchTooLong, after: waiting, number - 1, &writer)
            }
            waiting.append(Numbered(number: number, line: last))
        }
        try await write(waiting, to: &writer)
    }

    /// Answers what came before the limit was reached, and says that it was.
    private func end(
        _ problem: Problem, after waiting: [Numbered], _ number: Int,
        _ writer: inout any ResponseBodyWriter
    ) async throws {
        try await write(waiting, to: &writer)
        var buffer = ByteBuffer()
        append(render(problem), number: number + 1, key: nil, to: &buffer)
        try await writer.write(buffer)
    }

    private func write(
        _ lines: [Numbered], to writer: inout any ResponseBodyWriter
    ) async throws {
        var replies: [(number: Int, key: String?, reply: Reply)] = []
        replies.reserveCapacity(lines.count)
        for line in lines {
            guard let (key, reply) = read(line.line) else { continue }
            replies.append((line.number, key, reply))
        }
        guard !replies.isEmpty else { return }
        let questions = replies.compactMap { item in
            if case .question(let question) = item.reply { question } else { nil }
        }
        var answers = await answers(to: questions)[...]
        var buffer = ByteBuffer()
        for item in replies {
            let value: JSONValue
            switch item.reply {
            case .problem(let problem): value = render(problem)
            case .question: value = render(answers.removeFirst())
            }
            append(value, number: item.number, key: item.key, to: &buffer)
        }
        try await writer.write(buffer)
    }

    private func answers(
        to questions: [EligibilityQuestion]
    ) async -> [Result<EligibilityAnswer, any Error>] {
        do {
            return try await registry.checkEligibility(all: questions, by: principal)
        } catch {
            return questions.map { _ in .failure(error) }
        }
    }

    /// Reads one line; nil for a blank one.
    private func read(_ line: NDJSONLines.Line) -> (key: String?, reply: Reply)? {
        guard case .text(let bytes) = line else { return (nil, .problem(.lineTooLong)) }
        guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else {
            return nil
        }
        do {
            var reader = ObjectReader(try JSONValue(parsing: bytes))
            let key = reader.optionalString("key", maximumLength: 255)
            let question = EligibilityInput.read(&reader)
            do {
                return (key, .question(try reader.result(question)))
            } catch {
                return (key, .problem(Problem(error) ?? .unexpected))
            }
        } catch {
            return (nil, .problem(Problem(error) ?? .unexpected))
        }
    }

    private func render(_ answer: Result<EligibilityAnswer, any Error>) -> JSONValue {
        switch answer {
        case .success(let answer): answer.json(in: language)
        case .failure(let error): render(Problem(error) ?? .unexpected)
        }
    }

    private func render(_ problem: Problem) -> JSONValue {
        problem.json(requestID: requestID, in: language)
    }

    private func append(
        _ value: JSONValue, number: Int, key: String?, to buffer: inout ByteBuffer
    ) {
        guard case .object(let members) = value else { return }
        var head: [JSONValue.Member] = [.init("line", .integer(Int64(number)))]
        if let key { head.append(.init("key", .string(key))) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        JSONValue.object(head + members).write(to: &bytes, sorted: false)
        bytes.append(0x0A)
        buffer.writeBytes(bytes)
    }
}

extension Problem {
    fileprivate static let lineTooLong = Problem(
        .contentTooLarge, code: "line.tooLong",
        detail: LocalText(
            en: "A line may hold 16,384 bytes.", zh: "每行不得超过 16384 字节。"))
    fileprivate static let batchTooLong = Problem(
        .contentTooLarge, code: "batch.tooManyLines",
        detail: LocalText(
            en: "A batch may hold 50,000 lines; this line and those after it are not answered.",
            zh: "每批不得超过 50000 行；自此行起不再作答。"))
    fileprivate static let batchTooLarge = Problem(
        .contentTooLarge, code: "batch.tooLarge",
        detail: LocalText(
            en: "A batch may hold 64 MiB; this line and those after it are not answered.",
            zh: "每批不得超过 64 MiB；自此行起不再作答。"))
}
