// SPDX-License-Identifier: Apache-2.0

import Domain

extension Money {
    /// `{"amount":"7000.00","currency":"CAD"}`.
    var json: JSONValue { ["amount": .string(amount), "currency": .string(currency)] }
}
