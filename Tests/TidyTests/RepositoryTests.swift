// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Reading the repository")
struct RepositoryTests {
    @Test("the rules read this package: its manifest, its sources, themselves")
    func findsItsFiles() {
        let paths = Set(Repository.current.files.map(\.path))
        #expect(paths.contains("Tests/TidyTests/RepositoryTests.swift"))
        #expect(paths.contains("LICENSE"))
        #expect(Repository.current.shippedSwiftFiles.count > 20)
    }

    @Test("a tree without git is read from disk, build folders left out")
    func readsWithoutGit() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "tidy-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        for folder in ["Sources", ".build/debug", ".git"] {
            let folder = root.appending(path: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("// text\n".utf8).write(to: folder.appending(path: "File.swift"))
        }
        // Latin-1, so not text to us: listed, but not read.
        try Data([0xE9]).write(to: root.appending(path: "bytes.bin"))

        let repository = Repository(root: root)
        #expect(repository.paths == ["Sources/File.swift", "bytes.bin"])
        #expect(repository.files.map(\.path) == ["Sources/File.swift"])
    }
}
