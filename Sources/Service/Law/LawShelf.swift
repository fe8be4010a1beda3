// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where a daemon keeps the law that is enacted, as it last read it. It is read with every
/// question and changed a few times a year.
final class LawShelf: Sendable {
    private let held: Mutex<PolicyShelf>

    init(_ shelf: PolicyShelf) { held = Mutex(shelf) }

    var shelf: PolicyShelf { held.withLock { $0 } }

    /// Puts newer law in its place; what was read earlier and arrives later changes nothing.
    func replace(by shelf: PolicyShelf) {
        held.withLock { held in
            if held.lastEntry <= shelf.lastEntry { held = shelf }
        }
    }
}
