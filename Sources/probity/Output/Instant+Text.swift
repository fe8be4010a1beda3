// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

extension Instant {
    /// To the second, for people: `2026-11-23 08:30:00 UTC`.
    var shortText: String {
        let text = description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }
}

extension Span {
    /// The day, or the two between which it lies.
    func text(in language: Language) -> String {
        guard let notBefore, notBefore != notAfter else { return "\(notAfter)" }
        return language("between \(notBefore) and \(notAfter)", "\(notBefore) 至 \(notAfter) 之间")
    }
}
