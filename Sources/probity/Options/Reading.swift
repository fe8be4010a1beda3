// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// Reads what was typed into values; each error says what a good value looks like.
enum Reading {
    static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw ValidationError("a day is written YYYY-MM-DD, as 2026-11-23.")
        }
        return day
    }

    static func knownAt(_ text: String) throws -> KnownAtRequest {
        guard let request = KnownAtRequest(text) else {
            throw ValidationError(
                "give an entry number, as 4711, or an instant, as 2026-11-23T08:30:00Z.")
        }
        return request
    }

    static func entry(_ text: String) throws -> EntryNumber {
        guard let value = Int64(text), value > 0, let number = EntryNumber(value) else {
            throw ValidationError("an entry is named by its number, 1 or more.")
        }
        return number
    }

    static func party(_ text: String) throws -> PartyAddress {
        do {
            return try PartyAddress(parsing: text)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    static func language(_ text: String) throws -> Language {
        try choice(text)
    }

    static func role(_ text: String) throws -> Role {
        try choice(text)
    }

    static func act(_ text: String) throws -> Act {
        try choice(text)
    }

    static func principalRole(_ text: String) throws -> PrincipalRole {
        let role: PrincipalRole = try choice(
            text, of: PrincipalRole.allCases.filter { $0 != .system })
        return role
    }

    static func route(_ text: String) throws -> RouteCode { try code(text) }

    static func region(_ text: String) throws -> RegionCode { try code(text) }

    static func regime(_ text: String) throws -> RegimeCode { try code(text) }

    static func authority(_ text: String) throws -> AuthorityCode { try code(text) }

    static func token(_ text: String) throws -> TokenID {
        // Whoever pastes the whole token means the same one.
        guard let id = TokenID(text.prefix { $0 != "." }) else {
            throw ValidationError(
                "a token is named by its id, a UUID; `probity token list` shows it.")
        }
        return id
    }

    private static func code<C: Code>(_ text: String) throws -> C {
        guard let code = C(checking: text) else {
            throw ValidationError("a code has letters, digits, `.`, `-` and `_` only.")
        }
        return code
    }

    /// Letter case and hyphens do not matter: `visa-desk` is `visaDesk`.
    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, of choices: [Choice] = Array(Choice.allCases)
    ) throws -> Choice where Choice.RawValue == String {
        let plain = text.lowercased().filter { $0 != "-" && $0 != "_" }
        guard let found = choices.first(where: { $0.rawValue.lowercased() == plain }) else {
            let all = choices.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("choose one of \(all).")
        }
        return found
    }
}
