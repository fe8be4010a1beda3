// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong in a pack, where, and how to mend it.
public struct PolicyFault: Hashable, Sendable, CustomStringConvertible {
    /// The file, from the folder of the pack.
    public let file: String
    /// The line, counted from 1; 0 when the whole file is meant.
    public let line: Int
    /// The column, counted from 1; 0 when the whole line is meant.
    public let column: Int
    /// What is wrong.
    public let message: String
    /// How to mend it.
    public let cure: String

    /// `bands.yaml:12:5: what is wrong How to mend it.`
    public var description: String { "\(file):\(line):\(column): \(message) \(cure)" }
}

/// Everything that is wrong in a pack, by file and line.
public struct PolicyFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one fault.
    public let faults: [PolicyFault]

    init(_ faults: [PolicyFault]) {
        self.faults = faults.sorted {
            ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message)
        }
    }

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
