// SPDX-License-Identifier: Apache-2.0

import Testing

/// One place where a file breaks a house rule.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// Records every finding as an issue of the running test, so that one run shows all of them.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
    for finding in findings {
        Issue.record("\(finding.description)", sourceLocation: sourceLocation)
    }
}
