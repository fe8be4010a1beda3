// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Unpacks a gzip stream piece by piece; a file that is not gzip passes through unchanged.
///
/// Which of the two it is shows in the first two bytes. Several gzip members in a row are one
/// file, as RFC 1952 has it. Not Sendable: one owner, as zlib wants it.
public final class GzipReader {
    private enum Kind {
        case unknown
        case plain
        case gzip
    }

    private static let magic: [UInt8] = [0x1F, 0x8B]
    private static let bufferBytes = 64 << 10

    private let limitBytes: Int
    private var kind = Kind.unknown
    private var firstBytes: [UInt8] = []
    private var bytesOut = 0
    private var memberIsOpen = false
    private var buffer = [UInt8](repeating: 0, count: bufferBytes)
    // zlib keeps a pointer back to its stream, which must therefore never move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Starts at the beginning of a file.
    /// - Parameter limitBytes: the most that may come out, against files that are small only
    ///   while packed.
    public init(limitBytes: Int = 256 << 20) {
        self.limitBytes = limitBytes
        self.stream = .allocate(capacity: 1)
        self.stream.initialize(to: z_stream())
    }

    deinit {
        if kind == .gzip { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Takes the next bytes of the file and hands what they unpack to to `body`.
    /// - Throws: ``IntakeError/compressionDamaged``, ``IntakeError/tooMuchData(limitBytes:)`` or
    ///   what `body` throws.
    public func read(
        _ chunk: ArraySlice<UInt8>, body: (ArraySlice<UInt8>) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        switch kind {
        case .unknown:
            firstBytes.append(contentsOf: chunk)
            guard firstBytes.count >= 2 else { return }
            let held = firstBytes[...]
            firstBytes = []
            if held.starts(with: Self.magic) { try begin() } else { kind = .plain }
            try read(held, body: body)
        case .plain:
            try pass(chunk, body)
        case .gzip:
            try unpack(chunk, body)
        }
    }

    /// Ends the file.
    /// - Throws: ``IntakeError/compressionTruncated`` when the trailer has not come.
    public func finish(
        body: (ArraySlice<UInt8>) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        if kind == .unknown, !firstBytes.isEmpty { try pass(firstBytes[...], body) }
        if memberIsOpen { throw .compressionTruncated }
    }

    private func begin() throws(IntakeError) {
        // 15 bits of window, plus 16 for the gzip wrapper with its checksum.
        let status = inflateInit2_(
            stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .compressionDamaged }
        kind = .gzip
        memberIsOpen = true
    }

    private func pass(
        _ bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        bytesOut += bytes.count
        guard bytesOut <= limitBytes else { throw .tooMuchData(limitBytes: limitBytes) }
        try body(bytes)
    }

    private func unpack(
        _ chunk: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        var rest = chunk
        while !rest.isEmpty || memberIsOpen {
            if !memberIsOpen {
                guard inflateReset(stream) == Z_OK else { throw .compressionDamaged }
                memberIsOpen = true
            }
            let (taken, given, status) = inflateOnce(rest)
            rest = rest.dropFirst(taken)
            if given > 0 { try pass(buffer[..<given], body) }
            switch status {
            case Z_STREAM_END: memberIsOpen = false
            case Z_OK:
                // All was taken and the buffer was not filled: zlib wants more input.
                if rest.isEmpty, given < buffer.count { return }
            case Z_BUF_ERROR where rest.isEmpty: return
            default: throw .compressionDamaged
            }
        }
    }

    private func inflateOnce(_ input: ArraySlice<UInt8>) -> (Int, Int, Int32) {
        input.withUnsafeBufferPointer { input in
            buffer.withUnsafeMutableBufferPointer { output in
                // zlib reads from next_in and never writes to it.
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status = inflate(stream, Z_NO_FLUSH)
                return (
                    input.count - Int(stream.pointee.avail_in),
                    output.count - Int(stream.pointee.avail_out), status
                )
            }
        }
    }
}
