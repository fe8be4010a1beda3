// SPDX-License-Identifier: Apache-2.0

import LawFixtures
import Policy
import Testing

/// A fault planted in the pack of the pages on the format, and what must be said of it.
struct DocumentedFault: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    let old: String
    let new: String
    let says: String
    /// The file that is at fault.
    let at: String

    init(
        _ what: String, _ file: String, _ old: String, _ new: String, says: String,
        at: String? = nil
    ) {
        self.at = at ?? file
        self.what = what
        self.file = file
        self.old = old
        self.new = new
        self.says = says
    }

    var testDescription: String { what }

    /// Plants it, and expects that it is told in its file, with a line and a cure.
    func expectTold(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let faults = try DocumentedPack().pack.replacing(old, with: new, in: file).faults()
        #expect(
            faults.contains {
                $0.file == at && $0.message.hasPrefix(says) && $0.line > 0 && !$0.cure.isEmpty
            }, "\(faults)", sourceLocation: sourceLocation)
    }
}
