// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file on disk, read in chunks.
public enum InputFile {
    /// Hands the bytes of the file at `path` to `body`, at most 64 KiB at a time.
    /// - Throws: ``IntakeError/unreadableFile(reason:)`` or what `body` throws.
    public static func read(
        path: String, body: (ArraySlice<UInt8>) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unreadableFile(reason: "there is no such file, or it may not be opened")
        }
        defer { try? file.close() }
        while true {
            let chunk: Data?
            do {
                chunk = try file.read(upToCount: 64 << 10)
            } catch {
                throw .unreadableFile(reason: "reading it failed")
            }
            guard let chunk, !chunk.isEmpty else { return }
            try body([UInt8](chunk)[...])
        }
    }

    /// The size of the file at `path`, in bytes, for a progress bar; nil when it is unknown.
    public static func sizeBytes(path: String) -> Int? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        return (try? file.seekToEnd()).map { Int($0) }
    }
}
