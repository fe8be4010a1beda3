// SPDX-License-Identifier: Apache-2.0

import Testing

/// A file imports only what the import table grants its room.
enum ImportRule {
    static func findings(
        in file: SourceFile, rooms: [ImportTable.Room] = ImportTable.rooms
    ) -> [Finding] {
        guard let room = ImportTable.room(of: file, in: rooms) else {
            return [Finding(path: file.path, line: 1, message: "lies in no room of ImportTable")]
        }
        if room.mayImportEverything { return [] }
        let allowed = room.ours.union(room.packages).union(room.toolchain)
        return file.code.enumerated().compactMap { index, line in
            guard let module = importedModule(line), !allowed.contains(module) else { return nil }
            return Finding(
                path: file.path, line: index + 1,
                message: "\(room.folder) may not import \(module)")
        }
    }

    /// The module of an import line, whatever stands before or after it: `@testable import A`,
    /// `public import A`, `import struct A.B`.
    static func importedModule(_ line: String) -> String? {
        var words = line.split { $0 == " " || $0 == ";" }[...]
        while let word = words.first, word.hasPrefix("@") || accessLevels.contains(String(word)) {
            words.removeFirst()
        }
        guard words.first == "import" else { return nil }
        words.removeFirst()
        if let kind = words.first, declarationKinds.contains(String(kind)) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map(String.init)
    }

    private static let accessLevels: Set<String> = [
        "public", "package", "internal", "fileprivate", "private",
    ]
    private static let declarationKinds: Set<String> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
}

@Suite("Imports")
struct ImportRuleTests {
    @Test("every import is in the table")
    func repository() {
        expectNone(Repository.current.shippedSwiftFiles.flatMap { ImportRule.findings(in: $0) })
    }

    @Test("the table and the folders under Sources name the same rooms")
    func tableIsComplete() {
        let folders = Repository.current.paths.compactMap { path -> String? in
            let parts = path.split(separator: "/")
            return parts.count > 2 && parts[0] == "Sources" ? "Sources/\(parts[1])" : nil
        }
        #expect(Set(folders).union(["sql"]) == Set(ImportTable.rooms.map(\.folder)))
    }

    @Test("the pure rooms know neither database nor network")
    func pureRoomsStayPure() {
        let effects: Set<String> = [
            "Postgres", "Store", "Service", "API", "Hummingbird", "NIOCore", "Logging", "Dispatch",
        ]
        let withoutFoundation = ["Domain", "Scoring", "Compliance", "Names"]
        for room in ImportTable.rooms where ImportTable.pure.contains(room.name) {
            #expect(room.ours.union(room.packages).union(room.toolchain).isDisjoint(with: effects))
            if withoutFoundation.contains(room.name) { #expect(room.toolchain.isEmpty) }
        }
    }

    @Test(
        "a planted import is reported, in each of its forms",
        arguments: [
            "import Store", "public import Store", "@testable import Store",
            "@preconcurrency public import Store", "import struct Store.PartyStore",
            "    import Store",
        ])
    func reportsPlantedImport(line: String) {
        let file = SourceFile(path: "Sources/Domain/Party.swift", text: "// x\n\(line)\n")
        #expect(
            ImportRule.findings(in: file) == [
                Finding(
                    path: "Sources/Domain/Party.swift", line: 2,
                    message: "Sources/Domain may not import Store")
            ])
    }

    @Test("a granted import, a comment and a string are not reported")
    func acceptsGrantedImport() {
        let text =
            "public import Domain\n// import Store\nlet text = \"\"\"\nimport Store\n\"\"\"\n"
        let file = SourceFile(path: "Sources/Scoring/Score.swift", text: text)
        #expect(ImportRule.findings(in: file).isEmpty)
    }

    @Test("a file in a room that is not in the table is reported")
    func reportsUnknownRoom() {
        let file = SourceFile(path: "Sources/Attic/Box.swift", text: "")
        #expect(ImportRule.findings(in: file).count == 1)
    }
}

extension ImportTable.Room {
    fileprivate var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }
}
