// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension EligibilityCheck {
    /// Was the labour market tested, or need it not be?
    func marketTestNeeded(
        _ terms: RouteTerms, in finding: inout Finding
    ) -> [Reason] {
        guard let rule = terms.marketTest, rule.acts.contains(request.act) else { return [] }
        finding.turningDays += terms.changeDays
        if nomination?.nominee != nil, let subject,
            rule.exemptions.contains(where: {
                $0.validity.contains(day) && $0.condition.holds(of: subject)
            })
        {
            return []
        }
        guard let test = nomination?.marketTest else {
            return [condition(.labourMarketTestRequired, ReasonText.marketTestRequired)]
        }
        let found = lack(of: test, by: rule)
        finding.turningDays += found.turns
        return found.text.map { [condition(.labourMarketTestRequired, $0)] } ?? []
    }

    /// What a test lacks, nil where it is enough, and the days on which that turns by itself.
    private func lack(
        of test: Nomination.MarketTest, by rule: RouteTerms.MarketTestRule
    ) -> (text: LocalText?, turns: [CivilDate]) {
        if test.filled >= test.posts || test.until.map({ day >= $0 }) ?? false {
            return (ReasonText.marketTestSpent(test, day), [])
        }
        if let begins = test.advertisedOn, day < begins {
            return (ReasonText.marketTestNotBegun(begins), [begins])
        }
        if let least = rule.openDays {
            guard let open = test.daysOpen(on: day) else {
                return (ReasonText.marketTestOpenUntold(least), [])
            }
            if open < least {
                let turn = test.openDays == nil ? test.advertisedOn?.adding(days: least) : nil
                return (
                    ReasonText.marketTestTooShort(open, least), [turn].compactMap(\.self)
                )
            }
        }
        guard let age = rule.age else {
            return (test.until == nil ? ReasonText.marketTestEndUntold : nil, turns(test.until))
        }
        guard age.isTold(of: test) else { return (ReasonText.marketTestAgeUntold(age.days), []) }
        let end = age.end(of: test)
        if let end, day >= end { return (ReasonText.marketTestTooOld(end, age.days), []) }
        return (nil, turns(test.until, end))
    }

    private func turns(_ days: CivilDate?...) -> [CivilDate] { days.compactMap(\.self) }
}
