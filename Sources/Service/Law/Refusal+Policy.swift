// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
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

    /// The same error; where the law has no value on a day that the request states, the refusal
    /// that names the first member of `days` in which it stands.
    public static func naming(
        _ days: [(pointer: String, day: CivilDate?)], in error: any Error
    ) -> any Error {
        let law: PolicyError
        switch error {
        case let found as PolicyError: law = found
        case ComplianceError.policy(let found): law = found
        default: return error
        }
        guard case .notInForce(_, let day) = law,
            let place = days.first(where: { $0.day == day })
        else { return error }
        return Refusal(law, at: place.pointer)
    }
}
