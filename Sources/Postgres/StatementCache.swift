// SPDX-License-Identifier: Apache-2.0

/// The statements one connection has prepared, least recently used out first.
struct StatementCache {
    final class Entry {
        /// The shape is kept alive, or another could take its identity.
        let shape: StatementShape
        /// The name on the server, ours alone.
        let serverName: String
        var layout: ColumnLayout?
        fileprivate(set) var lastUse: UInt64 = 0

        init(shape: StatementShape, serverName: String) {
            self.shape = shape
            self.serverName = serverName
        }
    }

    let capacity: Int
    private var entries: [ObjectIdentifier: Entry] = [:]
    private var clock: UInt64 = 0
    private var made: UInt64 = 0

    init(capacity: Int = 100) {
        self.capacity = capacity
    }

    var count: Int { entries.count }

    mutating func find(_ shape: StatementShape) -> Entry? {
        guard let entry = entries[ObjectIdentifier(shape)] else { return nil }
        clock += 1
        entry.lastUse = clock
        return entry
    }

    /// An entry with a fresh server name, not yet kept.
    mutating func makeEntry(_ shape: StatementShape) -> Entry {
        made += 1
        return Entry(shape: shape, serverName: "probity_\(made)")
    }

    mutating func insert(_ entry: Entry) {
        clock += 1
        entry.lastUse = clock
        entries[ObjectIdentifier(entry.shape)] = entry
    }

    /// Takes out the least recently used entry if the cache is full.
    mutating func evictIfFull() -> Entry? {
        entries.count >= capacity ? evictOldest() : nil
    }

    /// Takes out the least recently used entry.
    mutating func evictOldest() -> Entry? {
        guard let oldest = entries.values.min(by: { $0.lastUse < $1.lastUse }) else { return nil }
        entries[ObjectIdentifier(oldest.shape)] = nil
        return oldest
    }

    mutating func remove(_ shape: StatementShape) {
        entries[ObjectIdentifier(shape)] = nil
    }

    mutating func removeAll() {
        entries = [:]
    }
}
