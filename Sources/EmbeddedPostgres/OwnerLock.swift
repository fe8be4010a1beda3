// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The lock file that says which process owns a data folder. The kernel releases it
/// when that process dies, however it dies.
struct OwnerLock: ~Copyable, Sendable {
    private let descriptor: Int32

    init(
        dataFolder: String, account: ServerAccount
    ) throws(EmbeddedPostgresError) {
        let path = "\(dataFolder)/owner.lock"
        // Not inherited by the server, or it would hold the lock after our death.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw .folderNotUsable(folder: dataFolder, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.readProcessID(descriptor)
            Glibc.close(descriptor)
            throw .alreadyOwned(dataFolder: dataFolder, processID: holder)
        }
        // So that this account, started without root one day, can take it too.
        if account.isDropped { _ = fchown(descriptor, account.userID, account.groupID) }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        self.descriptor = descriptor
    }

    deinit {
        ftruncate(descriptor, 0)
        Glibc.close(descriptor)
    }

    private static func readProcessID(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
