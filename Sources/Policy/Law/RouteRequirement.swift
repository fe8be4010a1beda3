// SPDX-License-Identifier: Apache-2.0

public import Domain

extension RouteTerms {
    /// A condition on nominee and party that a route asks for by a name of its own, as a least
    /// wage.
    ///
    /// - Source: an element of the route's `requirements`.
    public struct Requirement: Hashable, Sendable {
        /// Its code.
        public let code: RequirementCode
        /// What it is called.
        public let title: LocalText
        /// Of whom it is asked; nil where of everybody.
        public let condition: Predicate?
        /// What is asked.
        public let holds: Predicate
        /// What follows where it does not hold.
        public let effect: Reason.Effect
        /// The acts for which it is asked; empty for any.
        public let acts: [Act]
        /// Where it is written; nil where the source of the route says so.
        public let source: String?
    }

    /// The names of the facts that it asks for.
    public var factNames: Set<String> {
        let counted = (quota?.rows ?? []).compactMap { row -> String? in
            if case .share(let share) = row.limit { share.fact } else { nil }
        }
        return conditions.reduce(into: Set(counted)) { $0.formUnion($1.factNames) }
    }

    /// Every condition on nominee and party, in no order.
    public var conditions: [Predicate] {
        requirements.flatMap { [$0.condition, $0.holds].compactMap(\.self) }
            + (quota?.rows.compactMap(\.condition) ?? [])
            + [mark?.orWhen, mark?.andWhen].compactMap(\.self)
            + (marketTest?.exemptions.map(\.condition) ?? [])
            + greenChannels.compactMap(\.condition)
    }
}

extension Provenance {
    /// The source of a part as it is shown to people, with the same caution as that of the whole;
    /// that of the whole where the part names none.
    public func citation(of part: String?) -> String {
        part.map {
            Provenance(source: $0, isVerified: isVerified, status: status, why: why).citation
        } ?? citation
    }
}
