// SPDX-License-Identifier: Apache-2.0

/// Why the ledger's arithmetic refused an input; the target's one error type.
///
/// Descriptions name what was wrong and what to do next, never the value
/// itself: documents, texts and keys pass through here.
public enum LedgerError: Error, Hashable, Sendable {
    /// A hash must be exactly 32 bytes; `found` is what was given.
    case hashLength(foundBytes: Int)
    /// Text that should be canonical standard Base64 (RFC 4648 §4) is not.
    case base64Malformed
    /// Stored bytes are not a compact range.
    case compactRangeMalformed(foundBytes: Int)
    /// The leaf index lies outside the tree.
    case indexOutsideTree(index: UInt64, treeSize: UInt64)
    /// A consistency proof needs 1 ≤ first ≤ second.
    case sizesOutOfOrder(firstSize: UInt64, secondSize: UInt64)
    /// The proof has too few or too many hashes for its sizes.
    case proofLength(expected: Int, found: Int)
    /// The proof leads to another root: entry, proof or root was altered.
    case rootMismatch
    /// The hash source has no hash for a subtree it should have stored.
    case hashMissing(level: Int, index: UInt64)
    /// The text is not a signed note.
    case noteMalformed(NoteFault)
    /// The note carries no signature of the key asked for.
    case signatureMissing
    /// A signature of the key asked for does not match the text.
    case signatureInvalid
    /// The key could not sign; the cryptographic library refused.
    case signingRefused
    /// The text is not a verifier key `name+hash+base64`, or the key is unfit.
    case keyMalformed(KeyFault)
    /// The signed text is not a checkpoint.
    case checkpointMalformed(CheckpointFault)
    /// The key's name is not the origin of the checkpoint.
    case originMismatch
    /// The text is not a proof file; `line` counts from 1.
    case proofFileMalformed(line: Int)
    /// A commitment needs a salt of exactly 32 bytes.
    case saltLength(foundBytes: Int)
    /// Salt and text do not open the commitment.
    case commitmentMismatch
    /// A part of a nominee's identity is not in its required form.
    case nomineeMalformed(NomineeFault)

    /// What is wrong with a signed note.
    public enum NoteFault: String, Hashable, Sendable {
        case notUTF8 = "it is not UTF-8"
        case controlCharacter = "it holds a control character other than newline"
        case noSignatures = "it has no blank line followed by signatures"
        case signatureLine = "a signature line is not '— name base64'"
        case tooManySignatures = "it has more than 100 signatures"
    }

    /// What is wrong with a key for signed notes.
    public enum KeyFault: String, Hashable, Sendable {
        case name = "the name must be visible ASCII without '+' or spaces"
        case form = "a verifier key has the form name+hash+base64"
        case keyID = "the hash does not belong to this name and key"
        case algorithm = "only Ed25519 keys (type 0x01) are accepted"
        case publicKey = "an Ed25519 public key has 32 bytes"
        case seed = "an Ed25519 seed has 32 bytes"
    }

    /// What is wrong with the text of a checkpoint.
    public enum CheckpointFault: String, Hashable, Sendable {
        case lineCount = "it must be three lines: origin, size, root"
        case origin = "the origin must be visible ASCII without '+' or spaces"
        case treeSize = "the size must be a decimal without leading zeroes"
        case root = "the root must be 32 bytes in Base64"
    }

    /// What is wrong with a part of a nominee's identity.
    public enum NomineeFault: String, Hashable, Sendable {
        case key = "the keyring key must have at least 32 bytes"
        case nationality = "the nationality must be three letters, such as IND"
        case document = "the document must be 3 to 24 letters and digits of ASCII"
    }
}

extension LedgerError: CustomStringConvertible {
    /// One sentence that is safe to show to anyone.
    public var description: String {
        switch self {
        case .hashLength(let found): "A hash has 32 bytes, not \(found)."
        case .base64Malformed: "The text is not canonical Base64."
        case .compactRangeMalformed(let found):
            "These \(found) bytes are not a compact range; rebuild it from the leaf hashes."
        case .indexOutsideTree(let index, let treeSize):
            "Leaf index \(index) lies outside a tree of \(treeSize) leaves."
        case .sizesOutOfOrder(let first, let second):
            "Consistency needs 1 ≤ first ≤ second, not \(first) and \(second)."
        case .proofLength(let expected, let found):
            "The proof must have \(expected) hashes, not \(found)."
        case .rootMismatch:
            "The proof does not lead to the root: entry, proof or root was altered."
        case .hashMissing(let level, let index):
            "No hash is stored for the subtree at level \(level), index \(index)."
        case .noteMalformed(let fault): "This is not a signed note: \(fault.rawValue)."
        case .signatureMissing: "The note has no signature of this key."
        case .signatureInvalid: "The signature does not match the text and this key."
        case .signingRefused: "The signing key could not sign."
        case .keyMalformed(let fault): "This key cannot be used: \(fault.rawValue)."
        case .checkpointMalformed(let fault): "This is not a checkpoint: \(fault.rawValue)."
        case .originMismatch: "The key's name is not the origin of the checkpoint."
        case .proofFileMalformed(let line):
            "Line \(line) is not what a c2sp.org/tlog-proof@v1 file has there."
        case .saltLength(let found): "A salt has 32 bytes, not \(found)."
        case .commitmentMismatch: "Salt and text do not open this commitment."
        case .nomineeMalformed(let fault): "No nominee reference: \(fault.rawValue)."
        }
    }
}
