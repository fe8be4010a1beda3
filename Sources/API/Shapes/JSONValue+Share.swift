// SPDX-License-Identifier: Apache-2.0

import Domain

extension JSONValue {
    /// A share as answers tell it, from 0 to 1; the register and the law have it in percent.
    init(share percent: ExactDecimal) {
        self.init(ExactDecimal(mantissa: Int64(percent.billionths / 100), places: 9))
    }
}

extension EventReach {
    /// Whom an event reaches beside its party, as answers tell it.
    var shown: JSONValue {
        [
            "event": JSONValue(text: event), "party": JSONValue(text: party),
            "role": .string(role.rawValue), "share": JSONValue(share: share),
        ]
    }
}

extension ObjectReader {
    /// A share from 0 to 1 as the register has it, in percent; all of it where nothing is said, and
    /// nil where what is said is no share.
    mutating func fraction(_ name: String) -> ExactDecimal? {
        let fraction: ExactDecimal
        switch optional(name) {
        case nil: return EventRecord.wholeShare
        case .integer(let number)?: fraction = ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: fraction = number
        default:
            fault(name, "value.type", "A number is needed.")
            return nil
        }
        guard fraction >= ExactDecimal(mantissa: 0, places: 0),
            fraction <= ExactDecimal(mantissa: 1, places: 0)
        else {
            fault(
                name, "value.outOfRange", "A share from 0 to 1 is needed: half of it is 0.5.")
            return nil
        }
        let places = max(2, fraction.places)
        return ExactDecimal(
            mantissa: fraction.scaled(toPlaces: places) ?? 0, places: places - 2)
    }
}
