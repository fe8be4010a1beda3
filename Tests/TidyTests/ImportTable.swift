// SPDX-License-Identifier: Apache-2.0

/// Who may import whom. This table is the plan of the house: change it in the same commit as the
/// code, and with a reason.
enum ImportTable {
    struct Room {
        /// The folder of the target, from the package root.
        let folder: String
        /// Targets of this package.
        var ours: Set<String> = []
        /// Products of other packages, by module name.
        var packages: Set<String> = []
        /// Modules of the toolchain besides the standard library.
        var toolchain: Set<String> = []
        /// The executable wires everything together and may import what it likes.
        var mayImportEverything = false
    }

    /// The rooms without clock, database or concurrency.
    static let pure: Set<String> = [
        "Domain", "Policy", "Scoring", "Compliance", "Names", "Ledger", "Intake",
    ]

    /// What low-level code needs of the system: locks, queues, sockets.
    private static let system: Set<String> = ["Dispatch", "Glibc", "Synchronization"]

    static let rooms: [Room] = [
        // Module maps for system libraries; no Swift in them.
        Room(folder: "Sources/CLibPQ"),
        Room(folder: "Sources/CReadiness"),
        Room(folder: "Sources/CZlib"),
        Room(
            folder: "Sources/Postgres",
            ours: ["CLibPQ", "CReadiness"],
            packages: ["Logging", "ServiceLifecycle"],
            toolchain: system),
        Room(
            folder: "Sources/EmbeddedPostgres",
            packages: ["Logging", "ServiceLifecycle"],
            toolchain: system.union(["Foundation"])),
        Room(folder: "sql", toolchain: ["Foundation"]),
        Room(folder: "Sources/Domain"),
        Room(
            folder: "Sources/Policy", ours: ["Domain"], packages: ["Crypto", "Yams"],
            toolchain: ["Foundation"]),
        Room(folder: "Sources/Scoring", ours: ["Domain", "Policy"]),
        Room(folder: "Sources/Compliance", ours: ["Domain", "Policy", "Scoring"]),
        Room(folder: "Sources/Names", ours: ["Domain"]),
        Room(
            folder: "Sources/Ledger", ours: ["Domain"], packages: ["Crypto"],
            toolchain: ["Foundation"]),
        Room(
            folder: "Sources/Intake", ours: ["CZlib", "Domain", "Names", "Policy"],
            packages: ["Crypto"], toolchain: ["Foundation"]),
        Room(
            folder: "Sources/Store", ours: ["Domain", "Ledger", "Policy", "Postgres", "Schema"],
            packages: ["Crypto", "Logging"], toolchain: ["Foundation"]),
        Room(
            folder: "Sources/Service", ours: pure.union(["Postgres", "Schema", "Store"]),
            packages: ["Crypto", "Logging", "ServiceLifecycle"],
            toolchain: ["Foundation", "Glibc", "Synchronization"]),
        Room(
            folder: "Sources/API", ours: pure.union(["Service"]),
            packages: [
                "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore", "NIOHTTP1",
            ],
            toolchain: ["Foundation", "Synchronization"]),
        Room(folder: "Sources/probity", mayImportEverything: true),
        // Build tool: turns the text files of a target into Swift.
        Room(folder: "Sources/EmbedTool", toolchain: ["Foundation"]),
    ]

    /// The room a file lies in.
    static func room(of file: SourceFile, in rooms: [Room] = rooms) -> Room? {
        rooms.first { file.isUnder($0.folder) }
    }
}
