// SPDX-License-Identifier: Apache-2.0

/// Why the value of a setting is refused, in words for whoever wrote it.
public struct SettingFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String

    /// Makes a fault.
    public init(_ description: String) {
        self.description = description
    }
}

/// Reads `name=value,name=value`: each name once, none but those that are known.
enum SettingList {
    static func read(
        _ text: String, known: [String], _ use: (_ name: String, _ value: String) throws -> Void
    ) throws {
        var seen: Set<String> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { String($0.filter { $0 != " " }) }
            guard parts.count == 2, !parts[1].isEmpty else {
                throw SettingFault(
                    "“\(item)” is no setting: write name=value, with commas between.")
            }
            guard known.contains(parts[0]) else {
                throw SettingFault(
                    "“\(parts[0])” is unknown; known are "
                        + known.joined(separator: ", ") + ".")
            }
            guard seen.insert(parts[0]).inserted else {
                throw SettingFault("“\(parts[0])” stands twice; keep one.")
            }
            try use(parts[0], parts[1])
        }
    }

    /// A whole number within a range.
    static func number(_ text: String, of name: String, in range: ClosedRange<Int>) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw SettingFault(
                "\(name) takes a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), and not “\(text)”.")
        }
        return number
    }
}
