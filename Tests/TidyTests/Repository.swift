// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of this repository that are, or would be, committed.
struct Repository {
    /// Paths from the package root, sorted.
    let paths: [String]
    /// Those of them that hold text.
    let files: [SourceFile]

    /// Read once for all the tests.
    static let current = Repository(root: packageRoot)

    /// The folder that holds `Package.swift`, two above this file's own.
    static var packageRoot: URL {
        URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    init(root: URL) {
        paths = (Repository.pathsKnownToGit(root) ?? Repository.pathsOnDisk(root)).sorted()
        files = paths.compactMap { path in
            guard let data = try? Data(contentsOf: root.appending(path: path)),
                let text = String(validating: data, as: UTF8.self)
            else { return nil }
            return SourceFile(path: path, text: text)
        }
    }

    /// The Swift files of the package; `sql/` is a target too.
    var swiftFiles: [SourceFile] { files.filter { $0.hasExtension("swift") } }

    /// The Swift files that ship, tests and build tools apart.
    var shippedSwiftFiles: [SourceFile] {
        swiftFiles.filter { $0.isUnder("Sources") || $0.isUnder("sql") }
    }

    /// What git tracks, and what it would track if it were added. `nil` outside a checkout.
    private static func pathsKnownToGit(_ root: URL) -> [String]? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // The checkout may belong to another user than the one who runs the tests.
        process.arguments = [
            "git", "-c", "safe.directory=*", "-C", root.path,
            "ls-files", "-z", "--cached", "--others", "--exclude-standard",
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil,
            let data = try? output.fileHandleForReading.readToEnd()
        else { return nil }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        let paths = String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
        // A file that was deleted but not yet staged is still in git's index.
        return Set(paths).filter {
            FileManager.default.fileExists(atPath: root.appending(path: $0).path)
        }
    }

    /// Every file but those of build folders and of git, for a tree that came without `.git`.
    private static func pathsOnDisk(_ root: URL) -> [String] {
        guard let all = FileManager.default.enumerator(atPath: root.path) else { return [] }
        var paths: [String] = []
        while let path = all.nextObject() as? String {
            let name = path.split(separator: "/").last ?? ""
            if name == ".git" || name.hasPrefix(".build") {
                all.skipDescendants()
            } else if all.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
                paths.append(path)
            }
        }
        return paths
    }
}
