// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Intake
import Policy

/// Where things lie, found from this file's own place.
enum Places {
    static let packageRoot = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let shipped = packageRoot.appending(path: "deploy/data/uk-register")
    static let originals = packageRoot.appending(path: "../shared/data/uk-register").standardized
    static let differ = packageRoot.appending(path: "Tests/independent/register_diff.py")
    static let pack = packageRoot.appending(
        path: "Sources/Policy/Regimes/uk-worker/register.yaml")

    static var originalsAreHere: Bool {
        FileManager.default.fileExists(atPath: originals.path)
    }
}

/// The vocabulary of the shipped pack.
let vocabulary: RegisterVocabulary = {
    do {
        return try RegisterVocabulary(yaml: String(contentsOf: Places.pack, encoding: .utf8))
    } catch {
        preconditionFailure("The shipped register.yaml cannot be read: \(error)")
    }
}()

let header = "Organisation Name,Town/City,County,Type & Rating,Route\r\n"
let someDay = day("2021-09-30")

func day(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { preconditionFailure("\(text) is no date.") }
    return date
}

/// Reads an edition whose rows, without line ends, stand beneath the usual header.
func edition(_ rows: String..., date: CivilDate = someDay) throws(IntakeError) -> RegisterEdition {
    try edition(bytes: Array((header + rows.map { $0 + "\r\n" }.joined()).utf8), date: date)
}

/// Reads an edition from its bytes, in chunks of `chunkSize`.
func edition(
    bytes: [UInt8], date: CivilDate = someDay, chunkSize: Int = 1 << 16
) throws(IntakeError) -> RegisterEdition {
    let reader = RegisterEditionReader(date: date, vocabulary: vocabulary)
    for start in stride(from: 0, to: bytes.count, by: chunkSize) {
        try reader.read(bytes[start..<min(start + chunkSize, bytes.count)])
    }
    return try reader.finish()
}

func licence(_ route: String, _ band: String, _ service: String? = nil) -> Licence {
    Licence(
        route: RouteCode(route), band: BandCode(band), service: service.map { ServiceCode($0) })
}
