// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The JSON Schema of the format of a pack, for editors and for those who write packs by program.
///
/// A pack is one object: each member is a file by its path, and its value what the YAML holds. The
/// schema tells shapes, members and words; what one file says of another is checked by
/// ``PolicyLoader``.
///
/// - Source: JSON Schema 2020-12.
public enum PackSchema {
    /// The schema, put together from the files in `Schema/`: the frame of `pack.json`, and the
    /// definitions of all others.
    public static let value = assembled(from: EmbeddedFiles.all)

    /// The schema as it is sent.
    public static let bytes: [UInt8] = {
        var bytes: [UInt8] = []
        value.write(to: &bytes, sorted: false)
        return bytes
    }()

    private static func assembled(from files: [(path: String, text: String)]) -> JSONValue {
        var frame: [JSONValue.Member] = []
        var definitions: [JSONValue.Member] = []
        for (path, text) in files where path.hasPrefix("Schema/") {
            guard case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else {
                preconditionFailure("\(path) is a JSON object: a test reads it.")
            }
            if path == "Schema/pack.json" { frame = members } else { definitions += members }
        }
        definitions.sort { $0.name < $1.name }
        return .object(frame + [.init("$defs", .object(definitions))])
    }
}
