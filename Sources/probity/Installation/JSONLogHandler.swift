// SPDX-License-Identifier: Apache-2.0

import Domain
import Glibc
import Logging
import Service
import Synchronization

/// Writes each event as one JSON object on one line: time, level, label, message, and the members
/// of its metadata.
///
/// Of an error only its kind is told: its text may hold what nobody vouches for.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let clock: @Sendable () -> Instant
    private let write: @Sendable ([UInt8]) -> Void

    /// Makes a handler; `write` is given a whole line each time, with its end.
    init(
        label: String, clock: @escaping @Sendable () -> Instant = Instant.now,
        write: @escaping @Sendable ([UInt8]) -> Void = JSONLogHandler.standardError
    ) {
        self.label = label
        self.clock = clock
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line: [UInt8] = []
        line.reserveCapacity(384)
        line.append(contentsOf: #"{"time":""#.utf8)
        line.append(contentsOf: clock().description.utf8)
        line.append(contentsOf: #"","level":""#.utf8)
        line.append(contentsOf: event.level.rawValue.utf8)
        line.append(contentsOf: #"","label":"#.utf8)
        JSONValue.string(label).write(to: &line, sorted: false)
        line.append(contentsOf: #","message":"#.utf8)
        JSONValue.string(event.message.description).write(to: &line, sorted: false)
        for (name, value) in members(of: event) {
            line.append(0x2C)
            // The four names above stay ours.
            JSONValue.string(Self.ownNames.contains(name) ? "metadata.\(name)" : name)
                .write(to: &line, sorted: false)
            line.append(0x3A)
            Self.json(value).write(to: &line, sorted: false)
        }
        line.append(contentsOf: "}\n".utf8)
        write(line)
    }

    private static let ownNames: Set<String> = ["time", "level", "label", "message"]

    /// The metadata of event, handler and provider, in the order of their names.
    private func members(of event: LogEvent) -> [(key: String, value: Logger.Metadata.Value)] {
        var all = event.metadata ?? [:]
        if !metadata.isEmpty { all.merge(metadata) { near, _ in near } }
        if let provided = metadataProvider?.get() { all.merge(provided) { near, _ in near } }
        if let error = event.error, all["error"] == nil {
            all["error"] = .string("\(type(of: error))")
        }
        return all.sorted { $0.key < $1.key }
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let number as Int): .integer(Int64(number))
        case .stringConvertible(let number as ExactDecimal): JSONValue(number)
        case .stringConvertible(let flag as Bool): .bool(flag)
        case .stringConvertible(let other): .string(other.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let members):
            .object(
                members.sorted { $0.key < $1.key }.map { .init($0.key, json($0.value)) })
        }
    }

    /// Writes a line whole, so that lines of several threads never mix.
    static let standardError: @Sendable ([UInt8]) -> Void = { line in
        JSONLogHandler.turn.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                // Nobody reads the log any more; there is nobody to tell.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    private static let turn = Mutex(())
}
