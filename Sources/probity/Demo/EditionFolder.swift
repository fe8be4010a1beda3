// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Intake

/// Finds the editions that ship beside the program.
enum EditionFolder {
    private static let place = "deploy/data"

    /// The editions, oldest first: in the folder named, else under `deploy/data` of the working
    /// folder or of any folder above the program.
    ///
    /// - Throws: `Failure` saying where they were sought.
    static func files(in named: String?) throws -> [String] {
        let folders = named.map { [$0] } ?? candidates
        for folder in folders {
            let found = editions(under: folder)
            if !found.isEmpty { return found }
        }
        if let named {
            throw Failure.input(
                "there are no editions in \(named): files named YYYY-MM-DD…, .csv or .csv.gz.")
        }
        throw Failure.unreachable(
            "the shipped editions are not in \(place) here, nor above the program. Run "
                + "deploy/demo.sh in the repository, or name their folder by --editions.")
    }

    private static var candidates: [String] {
        var folders = [FileManager.default.currentDirectoryPath + "/" + place]
        var parent = URL(fileURLWithPath: program).deletingLastPathComponent()
        while parent.path != "/" {
            folders.append(parent.appendingPathComponent(place).path)
            parent = parent.deletingLastPathComponent()
        }
        return folders
    }

    private static var program: String {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return link ?? CommandLine.arguments[0]
    }

    private static func editions(under folder: String) -> [String] {
        guard let paths = FileManager.default.enumerator(atPath: folder) else { return [] }
        var dated: [(date: CivilDate, path: String)] = []
        for case let path as String in paths {
            let name = (path as NSString).lastPathComponent
            guard name.hasSuffix(".csv") || name.hasSuffix(".csv.gz"),
                let date = RegisterEdition.date(fromFileName: name)
            else { continue }
            dated.append((date, "\(folder)/\(path)"))
        }
        return dated.sorted { $0.date < $1.date }.map(\.path)
    }
}
