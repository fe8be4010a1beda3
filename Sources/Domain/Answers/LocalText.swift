// SPDX-License-Identifier: Apache-2.0

/// The languages in which Probity answers.
public enum Language: String, Hashable, Sendable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en
}

/// A text in every language that Probity answers in.
public struct LocalText: Hashable, Sendable {
    /// The English text.
    public let en: String
    /// The Chinese text.
    public let zh: String

    /// Makes a text in both languages.
    public init(en: String, zh: String) {
        self.en = en
        self.zh = zh
    }

    /// The text in one language.
    public func text(in language: Language) -> String {
        switch language {
        case .en: en
        case .zh: zh
        }
    }
}
