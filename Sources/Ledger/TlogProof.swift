// SPDX-License-Identifier: Apache-2.0

/// One entry's place in the ledger as a file that verifies offline, C2SP
/// tlog-proof: index, inclusion proof and signed checkpoint.
///
/// ```swift
/// let proof = try TlogProof(parsing: fileText)
/// let checkpoint = try proof.verify(entryBytes: bytes, with: key)
/// ```
public struct TlogProof: Hashable, Sendable {
    /// The proof from the entry to the root of the checkpoint.
    public let inclusion: InclusionProof

    /// The checkpoint it leads to, not yet verified.
    public let checkpoint: SignedCheckpoint

    /// Opaque bytes beside the proof. Nothing authenticates them.
    public let extra: [UInt8]?

    private static let header = "c2sp.org/tlog-proof@v1"

    // A tree of 2^64 leaves has paths of 64 hashes; more is no proof.
    private static let hashCountMax = 64

    /// Joins a proof and the checkpoint of the same tree size.
    ///
    /// - Throws: `LedgerError.indexOutsideTree` if the sizes differ.
    public init(
        inclusion: InclusionProof, checkpoint: SignedCheckpoint, extra: [UInt8]? = nil
    ) throws(LedgerError) {
        guard inclusion.treeSize == checkpoint.unverified.treeSize,
            inclusion.index < inclusion.treeSize
        else {
            throw .indexOutsideTree(
                index: inclusion.index, treeSize: checkpoint.unverified.treeSize)
        }
        self.inclusion = inclusion
        self.checkpoint = checkpoint
        self.extra = extra
    }

    /// Reads a proof file from its text.
    ///
    /// - Throws: `LedgerError.proofFileMalformed`, `.noteMalformed`,
    ///   `.checkpointMalformed` or `.indexOutsideTree`.
    public init(parsing text: String) throws(LedgerError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a proof file from its exact bytes.
    ///
    /// - Throws: `LedgerError.proofFileMalformed`, `.noteMalformed`,
    ///   `.checkpointMalformed` or `.indexOutsideTree`.
    public init(parsing bytes: some Collection<UInt8>) throws(LedgerError) {
        var reader = LineReader(bytes: Array(bytes)[...])
        guard reader.next() == Self.header else { throw reader.malformed }
        var line = reader.next()
        var extra: [UInt8]?
        if let encoded = line?.value(after: "extra ") {
            guard !encoded.isEmpty, let decoded = try? Base64.decode(encoded.utf8) else {
                throw reader.malformed
            }
            extra = decoded
            line = reader.next()
        }
        guard let digits = line?.value(after: "index "),
            let index = UInt64(canonicalDecimal: digits)
        else { throw reader.malformed }
        var hashes: [TreeHash] = []
        while true {
            guard let line = reader.next() else { throw reader.malformed }
            if line.isEmpty { break }
            guard hashes.count < Self.hashCountMax, let hash = try? TreeHash(base64: line) else {
                throw reader.malformed
            }
            hashes.append(hash)
        }
        let checkpoint = try SignedCheckpoint(parsing: reader.rest)
        try self.init(
            inclusion: InclusionProof(
                index: index, treeSize: checkpoint.unverified.treeSize, hashes: hashes),
            checkpoint: checkpoint, extra: extra)
    }

    /// Checks the whole chain: signature, then entry to root. Returns the
    /// checkpoint the entry is proved to be under.
    ///
    /// `entryBytes`: exactly the bytes that were hashed.
    /// - Throws: `LedgerError` saying which link failed.
    public func verify(
        entryBytes: some Sequence<UInt8>, with key: NoteVerifierKey
    ) throws(LedgerError) -> Checkpoint {
        let head = try checkpoint.verify(with: key)
        try inclusion.verify(leaf: TreeHash.leaf(entryBytes), root: head.root)
        return head
    }
}

extension TlogProof: CustomStringConvertible {
    /// The text of the file, byte for byte.
    public var description: String {
        let extraLine = extra.map { "extra \(Base64.encode($0))\n" } ?? ""
        let hashLines = inclusion.hashes.map { "\($0.base64)\n" }.joined()
        return "\(Self.header)\n\(extraLine)index \(inclusion.index)\n\(hashLines)\n\(checkpoint)"
    }
}

/// Takes lines off the front of bytes and remembers how far it came.
private struct LineReader {
    private(set) var rest: ArraySlice<UInt8>
    private var lineNumber = 0

    init(bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The next line without its newline; `nil` where none ends or it is not
    /// ASCII, which all lines before the checkpoint are.
    mutating func next() -> String? {
        lineNumber += 1
        guard let end = rest.firstIndex(of: 0x0A), rest[..<end].allSatisfy({ $0 < 0x80 }) else {
            return nil
        }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    var malformed: LedgerError { .proofFileMalformed(line: lineNumber) }
}

extension String {
    fileprivate func value(after prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
