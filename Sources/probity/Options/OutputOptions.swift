// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation

/// In which form and language answers are written.
struct OutputOptions: ParsableArguments {
    /// The forms.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// For people.
        case table
        /// For programs: the shapes of the HTTP interface.
        case json
        /// For spreadsheets.
        case csv
    }

    @Option(help: ArgumentHelp("How to write the answer.", valueName: "form"))
    var format = Format.table

    @Option(
        name: .customLong("language"),
        help: "The language of messages. (values: en, zh; default: as LANG says)",
        transform: Reading.language)
    var givenLanguage: Language?

    /// The language to write in.
    var language: Language { givenLanguage ?? Self.preferredLanguage }

    /// The language that the environment asks for.
    static var preferredLanguage: Language {
        let environment = ProcessInfo.processInfo.environment
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        return name?.hasPrefix("zh") == true ? .zh : .en
    }
}

extension Language {
    /// The one of two texts that is in this language.
    func callAsFunction(_ en: String, _ zh: String) -> String {
        LocalText(en: en, zh: zh).text(in: self)
    }
}
