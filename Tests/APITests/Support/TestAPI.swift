// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Policy
import Postgres
import Service
import Store
import Synchronization
import TestSupport

/// A migrated database with ``twoRegimes`` enacted and the authority of the tests' officers,
/// cloned for each test: entries 1 to 3.
let enacted = TestDatabases.template(named: "api") { connectionString in
    try await withConnection(connectionString) { _ = try await Migrator().migrate(on: $0) }
    let registry = try await Registry.open(try testConfiguration(connectionString, seed: 1))
    _ = try await registry.registrar.submit(
        EstablishAuthority(
            AuthorityRecord(
                code: AuthorityCode("TEST"), name: "Test", parent: nil,
                territory: RegionCode("CN")),
            asking: Asking(.local)))
    await registry.close()
}

/// The API over a fresh database, asked through its router or over a socket.
struct TestAPI: Sendable {
    let client: any TestClientProtocol
    let registry: Registry
    let connectionString: String

    /// Sends a request and gives the whole answer.
    func send(
        _ method: HTTPRequest.Method, _ target: String, as token: String? = nil,
        _ body: String? = nil, headers: [String: String] = [:]
    ) async throws -> Reply {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        if body != nil, headers["Content-Type"] == nil {
            fields[.contentType] = "application/json"
        }
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { preconditionFailure("no header") }
            fields[name] = value
        }
        let response = try await client.executeRequest(
            uri: target, method: method, headers: fields,
            body: body.map { ByteBuffer(string: $0) })
        return Reply(response)
    }

    /// POST with a body of any bytes.
    func post(
        _ target: String, as token: String?, bytes: [UInt8], headers: [String: String]
    ) async throws -> Reply {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { preconditionFailure("no header") }
            fields[name] = value
        }
        return Reply(
            try await client.executeRequest(
                uri: target, method: .post, headers: fields, body: ByteBuffer(bytes: bytes)))
    }

    func get(
        _ target: String, as token: String? = nil, headers: [String: String] = [:]
    ) async throws -> Reply {
        try await send(.get, target, as: token, headers: headers)
    }

    func post(
        _ target: String, as token: String? = nil, _ body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Reply {
        try await send(.post, target, as: token, body, headers: headers)
    }
}

/// An answer, read whole.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        bytes = Array(response.body.readableBytesView)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }

    /// The lines of an NDJSON body.
    var lines: [JSONValue] {
        bytes.split(separator: 0x0A).map { (try? JSONValue(parsing: $0)) ?? .null }
    }

    /// A string member on a path, `party.id`.
    func string(_ path: String) -> String {
        guard case .string(let text)? = json.member(path) else { return "" }
        return text
    }

    /// A header by its name.
    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// `pointer code` of every fault of a problem.
    var faults: [String] {
        guard case .array(let errors)? = json["errors"] else { return [] }
        return errors.map { error in
            guard case .string(let pointer)? = error["pointer"],
                case .string(let code)? = error["code"]
            else { return "?" }
            return "\(pointer) \(code)"
        }
    }
}

extension JSONValue {
    /// A member on a path of names and positions, `overrides.0.code`.
    func member(_ path: String) -> JSONValue? {
        var value: JSONValue? = self
        for part in path.split(separator: ".") {
            if let index = Int(part), case .array(let values)? = value {
                value = values.indices.contains(index) ? values[index] : nil
            } else {
                value = value?[String(part)]
            }
        }
        return value
    }
}

/// Lends the API over a fresh database; `.router` without a socket, `.live` with one.
func withAPI<Value: Sendable>(
    _ setup: TestingSetup = .router, configuration: APIConfiguration = .numbered(),
    packs: [PolicyPack] = twoRegimes, seed: UInt64 = 2, logger: Logger = .silent,
    _ body: @escaping @Sendable (TestAPI) async throws -> Value
) async throws -> Value {
    try await withTestDatabase(enacted) { connectionString in
        var registryConfiguration = try testConfiguration(connectionString, seed: seed)
        registryConfiguration.packs = packs
        registryConfiguration.logger = logger
        let registry = try await Registry.open(registryConfiguration)
        let application = buildApplication(
            registry: registry, configuration: configuration, logger: logger)
        do {
            let value = try await application.test(setup) { client in
                try await body(
                    TestAPI(
                        client: client, registry: registry, connectionString: connectionString))
            }
            await registry.close()
            return value
        } catch {
            await registry.close()
            throw error
        }
    }
}

/// A registry's configuration with keys and random bytes that are the same in every run.
func testConfiguration(
    _ connectionString: String, seed: UInt64
) throws -> Registry.Configuration {
    var configuration = Registry.Configuration(
        connectionString: connectionString,
        keyring: try Keyring(
            master: Array(repeating: 1, count: 32), reference: Array(repeating: 2, count: 32),
            signingSeed: Array(repeating: 3, count: 32), origin: "probity.test/ledger"),
        logger: .silent)
    configuration.packs = twoRegimes
    configuration.randomness = .seeded(seed)
    return configuration
}

/// What anybody is answered who sends this to be calculated, under all that ships and more.
func calculate(_ body: String, under more: [PolicyPack] = []) async throws -> Reply {
    try await withAPI(packs: ShippedRegimes.packs + more) { api in
        try await api.post("/v1/calculate", as: nil, body)
    }
}

/// The law of most tests: one regime with scores and one with assigned bands, so that entries are
/// numbered alike however many regimes ship.
let twoRegimes = ShippedRegimes.packs.filter {
    ["cn-model", "uk-worker"].contains($0.name)
}

extension Randomness {
    /// SplitMix64: the same sequence for the same seed.
    static func seeded(_ seed: UInt64) -> Randomness {
        let state = SeededState(seed)
        return Randomness { state.next() }
    }
}

private final class SeededState: Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) { state = Mutex(seed) }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }
}

extension Logger {
    static let silent = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
}

extension APIConfiguration {
    /// On loopback, with requests numbered from 1, as many as one likes.
    static func numbered() -> APIConfiguration {
        var configuration = APIConfiguration(port: 0)
        configuration.rateLimits = .off
        let count = RequestCounter()
        configuration.newRequestID = { count.next() }
        return configuration
    }
}

/// Counts from 1, and writes 32 digits.
private final class RequestCounter: Sendable {
    private let count = Mutex(0)

    func next() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let digits = String(number)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}

extension TestAPI {
    /// The legal day of the first regime of the shelf, as a request writes it.
    var today: String {
        get throws {
            let regime = try registry.shelf.defaultRegime(
                on: registry.clock().day(offsetMinutes: 0))
            return try registry.today(under: regime).description
        }
    }

    /// Whether everything that is derived from the ledger agrees with it.
    func verifies() async throws -> Bool { try await registry.verify().isSound }
}
