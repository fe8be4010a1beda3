// SPDX-License-Identifier: Apache-2.0

import Domain
public import Policy

extension Refusal {
    /// The law has no answer: which parameter, on which day, and where in the request that day
    /// stands, if it stands there.
    public init(_ error: PolicyError, at pointer: String? = nil) {
        let code: String
        let message: LocalText
        switch error {
        case .notInForce(let parameter, let day):
            code = "policy.notInForce"
            message = LocalText(
                en: "No value of “\(parameter)” is in force on \(day); ask about another "
                    + "day, or another version of the regime.",
                zh: "“\(parameter)”在 \(day) 没有生效的值；请改问其他日期或其他版本。")
        case .unknown(let parameter):
            code = "policy.parameterUnknown"
            message = LocalText(
                en: "This version of the regime has no “\(parameter)”.",
                zh: "该制度版本没有“\(parameter)”。")
        }
        let faults = pointer.map {
            [InputFault(pointer: $0, code: code, detail: error.description)]
        }
        self.init(.rule, code: code, message: message, faults: faults ?? [])
    }
}
