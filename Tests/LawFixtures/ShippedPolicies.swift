// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

private let loaded = Result { try ShippedRegimes.load() }

/// The shipped policies, read once for all tests.
public func shippedPolicies() throws -> [Policy] { try loaded.get() }

private let walked = Result {
    try ShippedRegimes.load() + [
        try SamplePack().policy(), try adjustedPack().policy(), try turningPack().policy(),
        try coursePack().policy(), try timedPack().policy(), try standingPack().policy(),
    ]
}

/// The policies for random walks: the shipped ones, one whose bands change on a day, one whose
/// deductions are adjusted, one whose ratings change by the mere passing of time, one whose points
/// fade, are capped and follow the milder law, one that counts by days and civil periods, and one
/// in which what has added up counts.
public func walkedPolicies() throws -> [Policy] { try walked.get() }

extension Policy {
    /// The first day of random walks: the law as a whole is in force from it on.
    public var walkStart: CivilDate {
        let first = CivilDate("2023-01-01") ?? .earliest
        return (try? bands(on: first)) == nil ? changeDays.first ?? first : first
    }
}
