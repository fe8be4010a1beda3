// SPDX-License-Identifier: Apache-2.0

/// Why a command ends otherwise than well: what was wrong with which value, and what to do.
struct Failure: Error {
    let code: ExitReport.Code
    /// What a person is told; nil when the answer itself says it.
    let text: String?

    /// The answer is no, and was written.
    static let answeredNo = Failure(code: .answeredNo, text: nil)

    /// Something about what was typed or read.
    static func input(_ text: String) -> Failure {
        Failure(code: .input, text: "Error: \(text)")
    }

    /// Something is not there that is needed.
    static func unreachable(_ text: String) -> Failure {
        Failure(code: .unreachable, text: "Error: \(text)")
    }
}
