// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy

/// A pack as a folder on disk.
enum PackFolder {
    /// Reads every `.yaml` file in the folder and below.
    ///
    /// - Throws: `Failure` naming the folder or file.
    static func read(_ folder: String) throws -> PolicyPack {
        let root = URL(fileURLWithPath: folder).standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw Failure.input("there is no folder \(folder).") }
        guard let paths = FileManager.default.enumerator(atPath: root.path) else {
            throw Failure.input("the folder \(folder) cannot be read.")
        }
        var files: [PolicyFile] = []
        for case let path as String in paths where path.hasSuffix(".yaml") {
            let text = try TextFile.read(root.appendingPathComponent(path).path)
            files.append(PolicyFile(path: path, text: text))
        }
        guard !files.isEmpty else {
            throw Failure.input("the folder \(folder) holds no .yaml file, so it is no pack.")
        }
        return PolicyPack(name: root.lastPathComponent, files: files)
    }

    /// Reads the law in the folder.
    ///
    /// - Throws: `Failure` naming the folder or file, or every fault of the pack.
    static func policy(_ folder: String) throws -> Policy {
        let pack = try read(folder)
        do { return try PolicyLoader.load(pack) } catch {
            throw Failure.input("the pack has faults:\n\(error)")
        }
    }
}
