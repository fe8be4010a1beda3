// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Hummingbird
import HummingbirdCore

extension Request {
    /// Reads the query with `read`, which asks for every parameter it knows.
    ///
    /// - Throws: the problem 400 naming each parameter at fault, unknown and repeated ones too.
    func readQuery<Value>(_ read: (inout ObjectReader) -> Value?) throws -> Value {
        var members: [JSONValue.Member] = []
        var repeated: [String] = []
        for (key, value) in uri.queryParameters {
            // To look for `%` costs a tenth of asking Foundation to.
            let plain = String(key)
            let name = plain.utf8.contains(0x25) ? plain.removingPercentEncoding ?? plain : plain
            if members.contains(where: { $0.name == name }) {
                repeated.append(String(name.prefix(80)))
            } else {
                members.append(JSONValue.Member(name, .string(String(value))))
            }
        }
        var reader = ObjectReader(.object(members))
        for name in repeated {
            reader.fault(name, "parameter.repeated", "This parameter may stand only once.")
        }
        let value = read(&reader)
        do { return try reader.result(value) } catch { throw error.ofParameters }
    }

    /// Refuses any query.
    func demandNoQuery() throws {
        try readQuery { _ in () }
    }
}

extension InputFaults {
    /// The same faults in the words of a query.
    fileprivate var ofParameters: InputFaults {
        InputFaults(
            faults.map { fault in
                InputFault(
                    pointer: fault.pointer,
                    code: fault.code.replacing("member.", with: "parameter."),
                    detail: fault.detail.replacing("member", with: "parameter"))
            })
    }
}
