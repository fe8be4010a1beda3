// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What an officer decided of one measure of an event.
///
/// - Source: none; it is what is told.
public struct MeasureDecision: Hashable, Sendable {
    /// How large the officer made it.
    public enum Size: Hashable, Sendable {
        /// So much money, in the currency of the law where none is told.
        case amount(ExactDecimal, currency: String? = nil)
        /// So many years, months or days.
        case time(Int, LawTable.Result)
        /// Without end.
        case permanent
    }

    /// The measure.
    public let measure: MeasureCode
    /// Whether it is imposed.
    public let isImposed: Bool
    /// How large; nil where the officer leaves that open or the law says it.
    public let size: Size?
    /// Why, in the officer's words; nil where nothing is said.
    public let reason: String?

    /// Tells of a decision.
    public init(
        measure: MeasureCode, isImposed: Bool = true, size: Size? = nil, reason: String? = nil
    ) {
        self.measure = measure
        self.isImposed = isImposed
        self.size = size
        self.reason = reason
    }
}
