// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Intake
import Policy
import Service

/// Imports edition after edition with a progress bar.
struct EditionImporter: Sendable {
    /// What came of one file, and how long it took.
    struct Outcome: Sendable {
        let report: ImportReport
        let elapsed: Duration
    }

    let registry: Registry
    let regime: RegimeCode

    /// Takes the regime named, or the only one that reads a foreign register.
    ///
    /// - Throws: `Failure`, `Refusal`.
    init(registry: Registry, regime: RegimeCode?) throws {
        self.registry = registry
        if let regime {
            self.regime = regime
            return
        }
        let readers = try registry.shelf.regimes.filter { code in
            let policy = try registry.shelf.policy(code, on: registry.today(under: code))
            return policy.register != nil
        }
        guard readers.count == 1, let only = readers.first else {
            let names = readers.map(\.text).joined(separator: ", ")
            throw Failure.input("say whose register it is by --regime, one of: \(names).")
        }
        self.regime = only
    }

    /// Imports one file.
    ///
    /// - Throws: `Failure` naming the file, or `Refusal`.
    func run(_ file: String, date: CivilDate? = nil) async throws -> Outcome {
        let name = (file as NSString).lastPathComponent
        let reading = ProgressBar(unit: "bytes")
        let entering = ProgressBar(unit: "sponsors")
        reading.begin("Reading \(name)")
        entering.begin("Entering \(name)")
        defer {
            reading.end()
            entering.end()
        }
        let size = Int64(InputFile.sizeBytes(path: file) ?? 0)
        let start = ContinuousClock.now
        do {
            let report = try await registry.importEdition(
                path: file, date: date, regime: regime, by: .local
            ) { progress in
                switch progress {
                case .reading(let bytes): reading.update(done: Int64(bytes), of: size)
                case .entering(let done, let total):
                    if done <= total { reading.end() }
                    entering.update(done: Int64(done), of: Int64(total))
                }
            }
            return Outcome(report: report, elapsed: ContinuousClock.now - start)
        } catch  where Task.isCancelled {
            throw CancellationError()
        } catch IntakeError.noEditionDate {
            throw Failure.input(
                "\(file): the day of the edition is unknown. Give it by --date, or let the "
                    + "file's name begin with it, as 2021-09-30….csv.")
        } catch let error as IntakeError {
            throw Failure.input("\(file): \(error)\nNothing of it was imported.")
        } catch let refusal as Refusal where refusal.kind != .unavailable {
            let message = refusal.message.text(in: OutputOptions.preferredLanguage)
            throw Failure.input("\(file): \(message)")
        }
    }

    /// Sees that a file is there before anything is started.
    ///
    /// - Throws: `Failure` naming the file.
    static func demandReadable(_ file: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
            throw Failure.input("there is no file \(file).")
        }
        guard !isFolder.boolValue else {
            throw Failure.input("\(file) is a folder; give the files in it.")
        }
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw Failure.input("\(file) may not be read by this user.")
        }
    }
}
