// SPDX-License-Identifier: Apache-2.0

/// The arguments of one call in binary form, in one buffer.
struct BoundArguments {
    private var writer = PostgresWriter()
    /// Where each argument stands; `nil` for NULL.
    private var spans: [Range<Int>?] = []
    let types: [UInt32]

    /// Encodes `arguments`, compared with what the statement declares if it does.
    init(
        _ arguments: [any PostgresEncodable], declared: [PostgresType]? = nil
    ) throws(PostgresError) {
        let found = arguments.map { type(of: $0).postgresType }
        guard declared == nil || declared == found else {
            throw PostgresError(
                .arguments, isSafeToRetry: true, detail: "declared \(declared ?? []), got \(found)"
            )
        }
        guard found.count <= 65_535 else { throw PostgresError(.arguments, isSafeToRetry: true) }
        types = found.map(\.oid)
        spans.reserveCapacity(arguments.count)
        for argument in arguments {
            guard !argument.isPostgresNull else {
                spans.append(nil)
                continue
            }
            let start = writer.bytes.count
            do {
                try argument.encode(into: &writer)
            } catch {
                throw PostgresError(.encoding, isSafeToRetry: true)
            }
            spans.append(start..<writer.bytes.count)
        }
        // libpq takes a null pointer for NULL, so even an empty value needs an address.
        writer.integer(UInt8(0))
    }

    /// Lends the arrays libpq wants: addresses, lengths and formats (1: binary).
    func withPointers<Result>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        writer.bytes.withUnsafeBytes { buffer in
            let addresses = spans.map { span -> UnsafePointer<CChar>? in
                guard let span, let base = buffer.baseAddress else { return nil }
                return (base + span.lowerBound).assumingMemoryBound(to: CChar.self)
            }
            let lengths = spans.map { Int32(clamping: $0?.count ?? 0) }
            let formats = [Int32](repeating: 1, count: spans.count)
            return body(addresses, lengths, formats)
        }
    }
}
