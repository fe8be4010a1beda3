// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc

/// Where the daemon listens.
struct ListenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"
    @Option(help: ArgumentHelp("The port; 0 for any free one.", valueName: "number"))
    var port = 8080
    @Flag(
        help: """
            A proxy that ends TLS stands in front. Off this machine's own addresses, tokens are \
            refused without it, because plain HTTP shows them to whoever listens.
            """)
    var behindProxy = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port takes a number from 0 to 65535.")
        }
    }

    /// Where others find it once it listens on `port`.
    func address(port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Sees that the port can be had, before anything is started.
    ///
    /// - Throws: `Failure` saying what to do.
    func checkIsFree() throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let info = found?.pointee else {
            throw Failure.input("\(host) is no address of this machine; see --host.")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(info.ai_family, info.ai_socktype, info.ai_protocol)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, info.ai_addr, info.ai_addrlen) != 0 else { return }
        let reason = errno
        switch reason {
        case EADDRINUSE:
            throw Failure.unreachable(
                "something else listens on \(host):\(port); stop it, or choose another --port.")
        case EACCES:
            throw Failure.unreachable(
                "this user may not listen on port \(port); choose a --port above 1023.")
        case EADDRNOTAVAIL:
            throw Failure.input("\(host) is no address of this machine; see --host.")
        default:
            throw Failure.unreachable(
                "cannot listen on \(host):\(port): \(String(cString: strerror(reason))).")
        }
    }
}
