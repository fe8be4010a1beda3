// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// The forms in which the public register is given, the preferred one first.
enum RegisterFormat: String, CaseIterable {
    case json = "application/json"
    case lines = "application/x-ndjson"
    case csv = "text/csv"

    /// The form of `forms` that `Accept` wants most; where it wants several alike, the first.
    ///
    /// - Throws: the problem 406 when it wants none of them.
    /// - Source: RFC 9110 §12.5.1.
    static func wanted(
        by request: Request, among forms: [RegisterFormat] = allCases
    ) throws(Problem) -> RegisterFormat {
        try wanted(request.headers[values: .accept], among: forms)
    }

    /// The same, for the values of `Accept`.
    ///
    /// - Throws: the problem 406.
    static func wanted(
        _ accept: [String], among forms: [RegisterFormat] = allCases
    ) throws(Problem) -> RegisterFormat {
        let ranges = accept.flatMap {
            $0.split(separator: ",").map(MediaRange.init)
        }
        guard !ranges.isEmpty else { return .json }
        var best: (format: RegisterFormat, quality: Int)?
        for format in forms {
            let quality = quality(of: format, in: ranges)
            if quality > best?.quality ?? 0 { best = (format, quality) }
        }
        guard let best else { throw notAcceptable(forms) }
        return best.format
    }

    /// What the most specific range that covers the form says of it, in thousandths.
    private static func quality(of format: RegisterFormat, in ranges: [MediaRange]) -> Int {
        let covering = ranges.filter { $0.covers(format.rawValue) }
        return covering.max { $0.specificity < $1.specificity }?.quality ?? 0
    }

    private static func notAcceptable(_ forms: [RegisterFormat]) -> Problem {
        let names = forms.map(\.rawValue)
        return Problem(
            .notAcceptable, code: "request.notAcceptable",
            detail: LocalText(
                en: "Ask with Accept: \(names.joined(separator: " or ")).",
                zh: "请以 Accept 请求 \(names.joined(separator: " 或 "))。"))
    }
}

/// One range of an `Accept` header.
private struct MediaRange {
    private let name: String
    /// In thousandths; a weight that cannot be read counts as none.
    let quality: Int

    init(_ text: Substring) {
        let parts = text.split(separator: ";").map {
            $0.filter { $0 != " " && $0 != "\t" }.lowercased()
        }
        name = parts.first ?? ""
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
        quality = weight.map { Self.thousandths($0.dropFirst(2)) } ?? 1_000
    }

    var specificity: Int { name == "*/*" ? 0 : name.hasSuffix("/*") ? 1 : 2 }

    func covers(_ type: String) -> Bool {
        name == type || name == "*/*"
            || (name.hasSuffix("/*") && type.hasPrefix(name.dropLast()))
    }

    /// `1`, `0.5` or `0.333`.
    private static func thousandths(_ text: Substring) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...1).contains(whole)
        else { return 0 }
        let digits = parts.count == 2 ? parts[1].prefix(3) : ""
        guard digits.allSatisfy(\.isNumber),
            let places = Int(digits + String(repeating: "0", count: 3 - digits.count))
        else { return 0 }
        return min(1_000, whole * 1_000 + places)
    }
}
