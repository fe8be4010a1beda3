// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// A length of a clock or a duty, as members of the JSON.
    static func members(of length: ClockRule.Length) -> [(String, JSONValue?)] {
        let isBare = length.fixedDay != nil && length.count == 0
        return [
            (length.unit.rawValue, isBare ? nil : .integer(Int64(length.count))),
            ("endOf", length.endOf.map { .string($0.rawValue) }),
            (
                "on",
                length.fixedDay.map { fixed in
                    .object(present: [
                        ("month", .integer(Int64(fixed.month))),
                        ("day", .integer(Int64(fixed.day))),
                        ("years", fixed.years.map { .integer(Int64($0)) }),
                    ])
                }
            ),
        ]
    }

    /// A length of a clock or a duty, in words.
    static func text(of length: ClockRule.Length, _ language: Language) -> String {
        let count = "\(length.count) \(length.unit.rawValue)"
        let isChinese = language == .zh
        if let fixed = length.fixedDay {
            let day = isChinese ? fixed.chinese : fixed.english
            guard length.count != 0 else { return day }
            return isChinese ? "\(day)起 \(count)" : "\(count) from \(day)"
        }
        guard let endOf = length.endOf else { return count }
        return isChinese
            ? "\(endOf.chinese)结束后 \(count)" : "\(count) from the end of the \(endOf.rawValue)"
    }
}

extension ClockRule.YearDay {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    fileprivate var english: String {
        let name = "\(day) \(Self.months[month - 1])"
        return switch years {
        case nil: "the next \(name)"
        case 0?: "\(name) of the same year"
        case 1?: "\(name) of the next year"
        case let years?: "\(name) \(years) years later"
        }
    }

    fileprivate var chinese: String {
        let name = "\(month) 月 \(day) 日"
        return switch years {
        case nil: "下一个 \(name)"
        case 0?: "当年 \(name)"
        case 1?: "次年 \(name)"
        case let years?: "其后第 \(years) 年 \(name)"
        }
    }
}
