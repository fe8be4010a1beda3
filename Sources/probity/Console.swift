// SPDX-License-Identifier: Apache-2.0

import Domain
import Glibc

/// The one writer to standard output and standard error.
///
/// Answers go to standard output, so that they can be piped; what a person is told beside them,
/// progress and errors go to standard error.
enum Console {
    /// Whether standard error is a terminal, where a line may be drawn again.
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// How many columns the terminal of standard output has; nil when it is none.
    static var outputColumns: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// Writes a line of an answer.
    static func write(_ text: String = "") {
        send(Array((text + "\n").utf8), to: STDOUT_FILENO)
    }

    /// Writes a value as one line of JSON.
    static func write(_ value: JSONValue) {
        send(value.bytes + [0x0A], to: STDOUT_FILENO)
    }

    /// Writes bytes of an answer as they are.
    static func write(bytes: [UInt8]) {
        send(bytes, to: STDOUT_FILENO)
    }

    /// Tells the person something beside the answer.
    static func note(_ text: String) {
        send(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    /// Draws the current line of the terminal again.
    static func redraw(_ text: String) {
        send(Array("\r\u{1B}[2K\(text)".utf8), to: STDERR_FILENO)
    }

    /// Writes everything, however the kernel cuts it up; a reader that went away ends it.
    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return
            }
        }
    }
}
