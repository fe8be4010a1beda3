// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// Enacts a version of a regime: stores its pack, by which every later answer is explained.
public struct EnactPolicy: Command {
    private let policy: Policy
    private let pack: PolicyPack
    private let from: CivilDate
    private let principal: Principal

    /// Asks for a pack to be enacted as the version to use from a day on.
    public init(
        _ policy: Policy, pack: PolicyPack, from: CivilDate, by principal: Principal
    ) {
        self.policy = policy
        self.pack = pack
        self.from = from
        self.principal = principal
    }

    /// Who asks.
    public var actor: Actor { principal.actor }
    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds() }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        try Access.demand(principal, .enactPolicy, .register)
        return Filing(
            party: nil, bodies: [.policyEnacted(policy.reference, from: from)],
            pack: StoredPack.encode(pack))
    }
}

/// A pack as one value, for storage.
enum StoredPack {
    static func encode(_ pack: PolicyPack) -> [UInt8] {
        let files = pack.files.map { file -> JSONValue in
            ["path": .string(file.path), "text": .string(file.text)]
        }
        return JSONValue.object(present: [
            ("files", .array(files)), ("name", .string(pack.name)),
        ]).canonicalBytes
    }

    /// Reads a pack back.
    ///
    /// - Throws: `InputFaults` or `JSONError` when the bytes are damaged.
    static func decode(_ bytes: [UInt8]) throws -> PolicyPack {
        var reader = ObjectReader(try JSONValue(parsing: bytes))
        let name = reader.string("name")
        let files = reader.elements("files") { inner -> PolicyFile? in
            guard let path = inner.string("path"),
                case .string(let text)? = inner.required("text")
            else { return nil }
            return PolicyFile(path: path, text: text)
        }
        try reader.finish()
        return PolicyPack(name: name ?? "", files: files)
    }
}
