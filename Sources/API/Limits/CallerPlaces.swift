// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How much that takes long one caller may have at work at a time, so that nobody takes all the
/// places there are: batches of a token, whole registers of a token or address, and what an address
/// sends without a token.
final class CallerPlaces: Sendable {
    private struct Key: Hashable {
        let counted: Counted
        let room: Room
    }

    private let limits: [Room: Int]
    private let used = Mutex<[Key: Int]>([:])

    /// Makes places: so many batches, nil for no limit on anything, and a quarter of the requests.
    init(batches: Int?, requests: Int) {
        guard let batches else {
            limits = [:]
            return
        }
        limits = [.batch: batches, .stream: batches, .request: max(1, requests / 4)]
    }

    /// Whether such a request takes a place: of the common ones only those without a token whose
    /// bodies must be waited for.
    func areCounted(_ room: Room, mayHaveBody: Bool, of counted: Counted) -> Bool {
        guard limits[room] != nil else { return false }
        guard room == .request else { return true }
        if case .token = counted { return false }
        return mayHaveBody
    }

    /// Takes a place; nil when the caller has as many as may be.
    func take(_ room: Room, of counted: Counted) -> CallerPlace? {
        let key = Key(counted: counted, room: room)
        let limit = limits[room] ?? .max
        let isRoom = used.withLock { used in
            let count = used[key, default: 0]
            guard count < limit else { return false }
            used[key] = count + 1
            return true
        }
        return isRoom ? CallerPlace { [self] in giveBack(key) } : nil
    }

    /// The callers and rooms that have a place now.
    var usedCount: Int { used.withLock { $0.count } }

    private func giveBack(_ key: Key) {
        used.withLock { used in
            let count = used[key, default: 0]
            used[key] = count > 1 ? count - 1 : nil
        }
    }
}

/// A place of a caller: given back once, when it is said to end or nobody holds it any more.
final class CallerPlace: Sendable {
    private let isEnded = Atomic(false)
    private let giveBack: @Sendable () -> Void

    init(giveBack: @escaping @Sendable () -> Void) {
        self.giveBack = giveBack
    }

    deinit { end() }

    /// Gives it back.
    func end() {
        guard !isEnded.exchange(true, ordering: .relaxed) else { return }
        giveBack()
    }
}
