// SPDX-License-Identifier: Apache-2.0

public import Domain

extension GoldenCase {
    /// What one filing is expected to come to; what is nil is not compared.
    public struct ExpectedDuty: Hashable, Sendable {
        /// The filing, as the case names it.
        public let filing: String
        /// The word of its state.
        public let state: String?
        /// Until when by law.
        public let dueOn: CivilDate?
        /// Until when, extension and holiday included.
        public let lastDay: CivilDate?
        /// How many days late.
        public let daysLate: Int?
        /// Whether its last day may yet become later.
        public let isProvisional: Bool?
        /// The indicator that follows, or that none does.
        public let raises: Expected<IndicatorCode>?
        /// How many of it.
        public let quantity: Int?
        /// The day on which it counts.
        public let raisedOn: CivilDate?
    }

    /// How one event is expected to be displayed; what is nil is not compared.
    public struct ExpectedDisplay: Hashable, Sendable {
        /// The event.
        public let event: EventID
        /// The code of its class.
        public let category: String?
        /// The first day of the display, or that there is none.
        public let from: Expected<CivilDate>?
        /// The first day on which repair may be asked for.
        public let earliestRepairOn: CivilDate?
        /// The first day on which it is no longer displayed, or that there is none.
        public let until: Expected<CivilDate>?
        /// Whether it is displayed on the day asked about.
        public let isDisplayed: Bool?
    }

    /// How one event is expected to be repaired; what is nil is not compared.
    public struct ExpectedRepair: Hashable, Sendable {
        /// The event.
        public let event: EventID
        /// The word of its state.
        public let state: String?
        /// The first day on which an application may be made.
        public let earliestOn: Expected<CivilDate>?
        /// Until when the authority decides.
        public let decisionDueOn: CivilDate?
        /// How much is earned back.
        public let percent: ExactDecimal?
        /// The codes of the conditions that are not met.
        public let missing: [String]?
    }
}
