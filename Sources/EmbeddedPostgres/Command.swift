// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs one of PostgreSQL's programs to its end.
///
/// Not by Foundation's `Process`: that notices the end by a socket which a server
/// started on the way inherits, and so would wait as long as the server runs.
struct Command {
    let program: String
    let arguments: [String]

    struct Outcome {
        let status: Int32
        let output: String
    }

    /// Runs in `folder`. Output goes through a file for the same reason: a pipe would
    /// stay open.
    func run(in folder: String) async throws -> Outcome {
        let log = FileManager.default.temporaryDirectory
            .appendingPathComponent("probity-command-\(UUID().uuidString)").path
        guard FileManager.default.createFile(atPath: log, contents: nil) else {
            throw EmbeddedPostgresError.folderNotUsable(
                folder: (log as NSString).deletingLastPathComponent,
                reason: "no file can be made in it"
            )
        }
        defer { try? FileManager.default.removeItem(atPath: log) }
        let processID = try spawn(in: folder, log: log)
        let status = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(processID, &status, 0) == -1, errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
        let output = try String(
            decoding: Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
        // The exit status is the second byte; a signal is in the first.
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
        return Outcome(status: code, output: String(output.suffix(2_000)))
    }

    /// Runs and throws unless it succeeds.
    func check(in folder: String) async throws {
        let outcome = try await run(in: folder)
        guard outcome.status == 0 else {
            throw EmbeddedPostgresError.commandFailed(
                command: name, status: outcome.status, output: outcome.output
            )
        }
    }

    private var name: String { (program as NSString).lastPathComponent }

    /// Starts the program in a process group of its own, so that a Ctrl-C meant for us
    /// does not reach it, with no file of ours open.
    private func spawn(in folder: String, log: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_APPEND, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for descriptor in Self.openDescriptors() where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        // The shell enters the folder for us; posix_spawn has no portable way to.
        let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, program] + arguments
        var strings = words.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var processID: pid_t = 0
        let error = posix_spawn(&processID, "/bin/sh", &actions, &attributes, &strings, environ)
        guard error == 0 else {
            throw EmbeddedPostgresError.commandFailed(
                command: name, status: 127, output: String(cString: strerror(error))
            )
        }
        return processID
    }

    private static func openDescriptors() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }
}
