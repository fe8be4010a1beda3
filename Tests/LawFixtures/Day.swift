// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The day written as `YYYY-MM-DD`.
public func day(_ text: String) -> CivilDate {
    guard let day = CivilDate(text) else { preconditionFailure("\(text) is no day.") }
    return day
}
