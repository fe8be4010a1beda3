// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// One room of the house; the import table in Tests/TidyTests says who may use whom.
func room(
    _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
    exclude: [String] = [], embedsFiles: Bool = false
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path, exclude: exclude,
        swiftSettings: strict, plugins: embedsFiles ? ["EmbedFiles"] : [])
}

/// The tests of one room.
func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "probity",
    products: [
        .executable(name: "probity", targets: ["probity"]),
        .library(name: "Postgres", targets: ["Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CReadiness"),
        .executableTarget(name: "EmbedTool", swiftSettings: strict),
        .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["EmbedTool"]),

        room("Postgres", ["CLibPQ", "CReadiness", logging, lifecycle]),
        room("EmbeddedPostgres", [logging, lifecycle]),
        room("Schema", [], path: "sql", exclude: ["tests"], embedsFiles: true),
        room("Domain", []),
        room("Policy", ["Domain", crypto, yams], embedsFiles: true),
        room("Scoring", ["Domain", "Policy"]),
        room("Compliance", ["Domain", "Policy", "Scoring"]),
        room("Names", ["Domain"]),
        room("Ledger", ["Domain", crypto]),
        room("Intake", ["Domain", "Policy", "Names", "CZlib", crypto]),
        room("Store", ["Postgres", "Schema", "Domain", "Policy", "Ledger", crypto]),
        room(
            "Service",
            [
                "Domain", "Policy", "Scoring", "Compliance", "Names", "Ledger", "Intake",
                "Store", "Postgres", crypto, logging, lifecycle,
            ]),
        room(
            "API",
            [
                "Service", "Domain", "Policy", "Scoring", "Compliance", "Names", "Ledger",
                hummingbird, logging, .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], embedsFiles: true),
        .executableTarget(
            name: "probity",
            dependencies: [
                "API", "Service", "Store", "Schema", "Postgres", "EmbeddedPostgres", "Domain",
                "Policy", "Scoring", "Compliance", "Names", "Ledger", "Intake", crypto,
                hummingbird, lifecycle, logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["Postgres", "EmbeddedPostgres", logging],
            path: "Tests/TestSupport", swiftSettings: strict),

        .target(
            name: "LawFixtures", dependencies: ["Domain", "Policy"], path: "Tests/LawFixtures",
            swiftSettings: strict),

        tests("PostgresTests", ["Postgres", "TestSupport", logging, lifecycle]),
        tests("EmbeddedPostgresTests", ["EmbeddedPostgres", "Postgres", "TestSupport", logging]),
        tests("SchemaTests", ["Schema", "Store", "Postgres", "TestSupport", logging]),
        tests("DomainTests", ["Domain"]),
        tests("PolicyTests", ["LawFixtures", "Policy", "Domain"]),
        tests("ScoringTests", ["LawFixtures", "Scoring", "Policy", "Domain"]),
        tests("ComplianceTests", ["LawFixtures", "Compliance", "Scoring", "Policy", "Domain"]),
        tests("NamesTests", ["Names"]),
        tests("LedgerTests", ["Ledger", "Domain", crypto]),
        tests("IntakeTests", ["Intake", "Names", "Policy", "Domain", crypto]),
        tests("StoreTests", ["Store", "Domain", "Postgres", "TestSupport"]),
        tests(
            "ServiceTests",
            [
                "LawFixtures", "Service", "Policy", "Domain", "Intake", "Ledger", "Store", "Schema",
                "Postgres", "TestSupport", crypto, logging,
            ]),
        tests(
            "APITests",
            [
                "LawFixtures", "API", "Service", "Domain", "Ledger", "Policy", "Store", "Schema",
                "Postgres", "TestSupport", crypto, hummingbird, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            exclude: ["Snapshots"]),
        tests(
            "CommandTests",
            [
                "API", "probity", "Domain", "EmbeddedPostgres", "Intake", "Service", "Store",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        tests("TidyTests", []),
    ]
)
