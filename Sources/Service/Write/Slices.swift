// SPDX-License-Identifier: Apache-2.0

/// How many elements are worth a task of their own.
private let sliceCount = 64

/// Works on slices of many elements on all cores at once, and gives what came of each slice in
/// their order. Few elements are worked on where they are.
func inSlices<Element: Sendable, Outcome: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (ArraySlice<Element>) throws -> Outcome
) async throws -> [Outcome] {
    guard elements.count > sliceCount else { return [try work(elements[...])] }
    return try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
        for start in stride(from: 0, to: elements.count, by: sliceCount) {
            let slice = elements[start..<min(start + sliceCount, elements.count)]
            group.addTask { (start, try work(slice)) }
        }
        var outcomes: [(Int, Outcome)] = []
        while let outcome = try await group.next() { outcomes.append(outcome) }
        return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
