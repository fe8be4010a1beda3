// SPDX-License-Identifier: Apache-2.0

/// Which law an answer or an entry was made under: an immutable version of a regime.
public struct PolicyReference: Hashable, Sendable {
    /// The regime.
    public let code: RegimeCode
    /// The version's name, by custom the day on which it was issued.
    public let version: String
    /// SHA-256 of the pack's canonical text.
    public let sha256: Digest32

    /// Makes a reference.
    public init(code: RegimeCode, version: String, sha256: Digest32) {
        self.code = code
        self.version = version
        self.sha256 = sha256
    }

    /// The name under which it is asked for: `code@version`.
    public var name: String { "\(code)@\(version)" }

    /// Whether a text may name a version: 1 to 60 letters, digits, `.`, `-` and `_`, but neither
    /// `.` nor `..`, so that it stands in an address and in a header as it is.
    public static func isVersion(_ text: String) -> Bool {
        text.utf8.count <= 60 && text != "." && text != ".." && RegimeCode(checking: text) != nil
    }

    /// `{"code":…,"version":…,"sha256":…}`.
    public var json: JSONValue {
        [
            "code": .string(code.text), "version": .string(version),
            "sha256": JSONValue(text: sha256),
        ]
    }

    /// Reads the shape that `json` writes; faults go to `reader`.
    public init?(_ name: String, from reader: inout ObjectReader) {
        guard let value = reader.required(name) else { return nil }
        var inner = ObjectReader(value, at: reader.pointer(to: name))
        let code = inner.code("code", as: RegimeCode.self)
        let version = inner.string("version", maximumLength: 80)
        let sha256 = inner.text("sha256", "64 hexadecimal digits are needed.") {
            Digest32(hexadecimal: $0)
        }
        do { try inner.finish() } catch {
            reader.add(error.faults)
            return nil
        }
        guard let code, let version, let sha256 else { return nil }
        self.init(code: code, version: version, sha256: sha256)
    }
}
