// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Service

/// A line of a batch, as it came.
struct BatchLine: Sendable {
    /// Its number, counted from 1.
    let number: Int
    /// The key that it bears; nil for none.
    let key: String?
    /// The whole line.
    let body: JSONValue
}

/// Answers a stream of NDJSON line by line and in order, holding no more than one group of lines.
/// What is wrong with one line is said in its place and stops no other.
struct LineBatch<Asked: Sendable>: Sendable {
    let language: Language
    let requestID: String
    /// Reads what a line asks; faults go to the reader, or are thrown.
    let read: @Sendable (inout ObjectReader, BatchLine) throws -> Asked?
    /// Answers a group, in its order: each answer is the text of an object.
    let answer: @Sendable ([Asked]) async -> [Result<[UInt8], any Error>]
    /// How fast lines may be taken; nil for as fast as they come.
    var pace: Pace?

    /// How many lines are answered together at most.
    static var groupCount: Int { 1_000 }

    /// A line and its number.
    private struct Numbered {
        let number: Int
        let line: NDJSONLines.Line
    }

    /// What is to be said about one line.
    private enum Reply {
        case asked(Asked)
        case problem(Problem)
    }

    /// Reads `body` to its end and writes an answer for each of its lines that is not blank.
    func answer(_ body: RequestBody, to writer: inout any ResponseBodyWriter) async throws {
        let groupCount = min(Self.groupCount, pace?.portionCount ?? Self.groupCount)
        var lines = NDJSONLines(maximumBytes: RequestLimits.lineBytes)
        var waiting: [Numbered] = []
        var number = 0
        var byteCount = 0
        var buffers = body.makeAsyncIterator()
        while true {
            let next: ByteBuffer?
            do {
                next = try await buffers.next()
            } catch {
                // The lines that came whole are answered; then what is wrong with the rest.
                guard let problem = Problem(error) else { throw error }
                return try await end(problem, after: waiting, number, &writer)
            }
            guard let buffer = next else { break }
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
                guard waiting.count == groupCount else { continue }
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
            guard let (key, reply) = read(line) else { continue }
            replies.append((line.number, key, reply))
        }
        guard !replies.isEmpty else { return }
        try await pace?.take(replies.count)
        let asked = replies.compactMap { item in
            if case .asked(let asked) = item.reply { asked } else { nil }
        }
        var answers = (asked.isEmpty ? [] : await answer(asked))[...]
        precondition(answers.count == asked.count, "Each line that asks has its answer.")
        var buffer = ByteBuffer()
        for item in replies {
            let value: [UInt8]
            switch item.reply {
            case .problem(let problem): value = render(problem)
            case .asked: value = render(answers.removeFirst())
            }
            append(value, number: item.number, key: item.key, to: &buffer)
        }
        try await writer.write(buffer)
    }

    /// Reads one line; nil for a blank one.
    private func read(_ line: Numbered) -> (key: String?, reply: Reply)? {
        guard case .text(let bytes) = line.line else { return (nil, .problem(.lineTooLong)) }
        guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else {
            return nil
        }
        do {
            let body = try JSONValue(parsing: bytes)
            var reader = ObjectReader(body)
            let key = reader.optionalString("key", maximumLength: 255)
            do {
                let asked = try read(
                    &reader, BatchLine(number: line.number, key: key, body: body))
                return (key, .asked(try reader.result(asked)))
            } catch {
                return (key, .problem(Problem(error) ?? .unexpected))
            }
        } catch {
            return (nil, .problem(Problem(error) ?? .unexpected))
        }
    }

    private func render(_ answer: Result<[UInt8], any Error>) -> [UInt8] {
        switch answer {
        case .success(let value): value
        case .failure(let error): render(Problem(error) ?? .unexpected)
        }
    }

    private func render(_ problem: Problem) -> [UInt8] {
        problem.json(requestID: requestID, in: language).bytes
    }

    /// Appends an answer with its line's number and key as its first members.
    private func append(
        _ value: [UInt8], number: Int, key: String?, to buffer: inout ByteBuffer
    ) {
        precondition(value.count > 2 && value[0] == 0x7B, "An answer is an object with members.")
        var head = JSONText()
        head.write("{\"line\":")
        head.write(number: Int64(number))
        if let key {
            head.write(",\"key\":")
            head.write(string: key)
        }
        head.write(",")
        buffer.writeBytes(head.bytes)
        buffer.writeBytes(value[1...])
        buffer.writeInteger(UInt8(0x0A))
    }
}

extension LineBatch {
    /// The whole answer to a request whose body is the batch, as known from `head` on.
    func response(
        to request: Request, knownAt head: EntryNumber, pace: Pace?
    ) -> Response {
        let body = request.body
        var batch = self
        batch.pace = pace
        let paced = batch
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "application/x-ndjson",
                .contentLanguage: language.rawValue, .vary: "Accept-Language",
            ],
            body: ResponseBody { writer in
                try await paced.answer(body, to: &writer)
                try await writer.finish(nil)
            })
        response.note(knownAt: head)
        return response
    }
}

extension Request {
    /// Refuses what cannot be a batch of lines.
    ///
    /// - Throws: the problems 400, 413 and 415.
    func demandLines() throws {
        try demandNoQuery()
        try demandMediaType(
            "application/x-ndjson", besides: ["application/ndjson", "application/jsonl"])
        try demandLength(atMost: RequestLimits.batchBytes)
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
