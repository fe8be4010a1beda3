// SPDX-License-Identifier: Apache-2.0

public import Domain

extension GoldenCase {
    /// What a nominee is expected to bring by points; what is nil is not compared.
    public struct ExpectedNomineePoints: Hashable, Sendable {
        /// By which table; nil for the one that the route names, or the only one in force.
        public let code: NomineePointsCode?
        /// All items together.
        public let total: Points?
        /// The class.
        public let band: Expected<NomineeBandCode>?
        /// What single items bring.
        public let items: [NomineeItemCode: Points]
    }
}

extension Nomination {
    /// Takes over what a case tells of the party itself.
    mutating func describe(_ party: PartyRecord?) {
        guard let party else { return }
        kind = party.kind
        partyFacts = party.facts
    }
}
