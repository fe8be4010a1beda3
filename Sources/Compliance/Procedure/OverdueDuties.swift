// SPDX-License-Identifier: Apache-2.0

public import Domain

extension Nomination? {
    /// The same with the duties that are missed, so that a route whose law asks for none that is
    /// overdue takes them into account.
    ///
    /// - Source: `duties` of the pack, and `overdue` of its routes.
    public func adding(_ duties: [DutyStanding]) -> Nomination? {
        let overdue = duties.filter { $0.state == .missed }.map {
            Nomination.Overdue(code: $0.duty.text, dueOn: $0.lastDay)
        }
        guard !overdue.isEmpty else { return self }
        var nomination = self ?? Nomination()
        nomination.overdueDuties += overdue
        return nomination
    }
}
