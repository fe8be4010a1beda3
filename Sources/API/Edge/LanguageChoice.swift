// SPDX-License-Identifier: Apache-2.0

import Domain

/// Chooses the language of messages by `Accept-Language`.
///
/// - Source: RFC 9110 §12.5.4.
enum LanguageChoice {
    /// The language that the header likes best; English when it names none that we speak.
    static func language(for header: String?) -> Language {
        guard let header else { return .en }
        var best: (language: Language, weight: ExactDecimal) = (
            .en, ExactDecimal(mantissa: 0, places: 0)
        )
        for range in header.split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";")
            let tag = trimmed(parts.first ?? "").lowercased()
            let primary = tag.split(separator: "-").first.map(String.init) ?? tag
            guard let language = Language(rawValue: primary) else { continue }
            let weight = weight(parts.dropFirst())
            if weight > best.weight { best = (language, weight) }
        }
        return best.language
    }

    private static func weight(_ parameters: ArraySlice<Substring>) -> ExactDecimal {
        for parameter in parameters {
            let text = trimmed(parameter)
            guard text.hasPrefix("q=") else { continue }
            return ExactDecimal(text.dropFirst(2)) ?? ExactDecimal(mantissa: 0, places: 0)
        }
        return ExactDecimal(mantissa: 1, places: 0)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.filter { $0 != " " && $0 != "\t" })
    }
}
