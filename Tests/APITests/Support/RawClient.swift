// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A client that sends exactly the bytes that it is told to, and notes what comes back.
final class RawClient {
    private let descriptor: Int32
    /// All that came so far.
    private(set) var received = ""
    /// Whether the server has ended the connection.
    private(set) var isEnded = false

    /// Connects to a port of loopback; a narrow connection holds little that nobody reads.
    init(port: Int, isNarrow: Bool = false) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if isNarrow {
            var (bytes, segment) = (Int32(4_096), Int32(536))
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, size)
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_MAXSEG, &segment, size)
        }
        // An address of IPv4 as the system has it: family, port, host.
        let address: [UInt8] =
            [UInt8(AF_INET), 0, UInt8(port >> 8), UInt8(port & 255), 127, 0, 0, 1]
            + Array(repeating: 0, count: 8)
        let connected = address.withUnsafeBytes {
            connect(
                descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t($0.count))
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { Glibc.close(descriptor) }

    /// Sends bytes; what the server does not take any more is dropped.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Sends bytes as the server takes them, and holds no thread while it does not.
    func sendPatiently(_ text: String) async throws {
        var rest = Array(text.utf8)[...]
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, flags)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else {
                guard errno == EAGAIN else { return }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    /// Says that nothing more will be sent.
    func finish() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Reads until `isEnough`, the end of the connection, or so many seconds without anything. It
    /// holds no thread meanwhile: the server needs them.
    func read(
        seconds: Double = 8, until isEnough: (String) -> Bool = { _ in false }
    ) async throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var deadline = ContinuousClock.now + .seconds(seconds)
        while !isEnough(received), ContinuousClock.now < deadline {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&poll, 1, 0) == 1 else {
                try await Task.sleep(for: .milliseconds(5))
                continue
            }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                isEnded = true
                return
            }
            received += String(decoding: buffer[..<count], as: UTF8.self)
            deadline = .now + .seconds(seconds)
        }
    }

    /// The statuses of the answers that came, in order.
    var statuses: [Int] {
        received.split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
    }
}
