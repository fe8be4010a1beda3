# SPDX-License-Identifier: Apache-2.0
"""China: the tax credit rules of 2014 to 2025, Order 36, and foreigners with their inviters."""

from golden import case, event, money, question

FULL = {"regularComplete": True, "nonRegularComplete": True, "monthsInOperation": 60}


def tax(name, says, events, want, as_of="2026-12-31", **facts):
    """A case of the tax credit rules."""
    case(name, says, question("cn-tax-credit", as_of, events, {**FULL, **facts}), want)


def late(name, day):
    """A late filing of that day."""
    return event(name, "cn.tax.010101.late-filing", day)


tax("CNT-01", "start 100, two late filings: 90, A",
    [late("a", "2026-09-16"), late("b", "2026-10-16")],
    {"score": 90, "band": "A", "basis": "score"})
tax("CNT-02", "the same after 2 years and 11 months of operation: A barred, B",
    [late("a", "2026-09-16"), late("b", "2026-10-16")],
    {"score": 90, "band": "B", "basis": "override"}, monthsInOperation=35)
tax("CNT-02", "and after three years: A",
    [late("a", "2026-09-16"), late("b", "2026-10-16")], {"score": 90, "band": "A"},
    monthsInOperation=36)
tax("CNT-04", "start 90, twice −11: 68, C",
    [event("a", "cn.tax.bank-accounts", "2026-09-16"),
     event("b", "cn.tax.bank-accounts", "2026-10-16")],
    {"start.points": 90, "score": 68, "band": "C"},
    nonRegularComplete=False, paymentInformationComplete=False)
for amount, percent, band in ((100_000, 10, "D"), (99_999.99, 10, "A"), (100_000, 9.99, "A")):
    tax("CNT-05", f"score 96, evasion of {amount:,} yuan, {percent} %: {band}",
        [event("s", "cn.tax.late-statements", "2026-09-16"),
         event("q", "cn.tax.010301.refund-enquiry", "2026-10-16"),
         event("e", "cn.tax.d.evasion", "2026-05-10",
               facts={"evadedAmount": amount, "evadedPercent": percent})],
        {"score": 96, "band": band})
for year, band in ((2021, "D"), (2022, "D"), (2023, "B"), (2024, "A")):
    tax("CNT-07", f"direct D in 2021, clean later; asked for {year}: {band}",
        [event("j", "cn.tax.d.judgment", "2021-05-10")], {"score": 100, "band": band},
        f"{year}-12-31", nonRegularInThreeYears=True)
for cured, left in (("03-04", 0), ("03-05", -1), ("04-15", -2), ("06-29", -3)):
    tax("CNT-08", f"a late filing of 2026-03-01 with 50,000 yuan of tax, cured on {cured}: {left}",
        [event("a", "cn.tax.010101.late-filing", "2026-03-01",
               facts={"curedOn": f"2026-{cured}", "taxAmount": 50_000})],
        {"contributions.0.points": left} if left else
        {"contributions.0.points": 0, "score": 100}, "2026-06-30")
tax("CNT-10", "a new entity: M", [], {"band": "M"}, newlyEstablished=True, monthsInOperation=6)
for deductions, score, band in ((2, 78, "M"), (3, 67, "C")):
    tax("CNT-10", f"no income in the year, score {score}: {band}",
        [event(f"e{n}", "cn.tax.bank-accounts", f"2026-0{n + 7}-16") for n in range(deductions)],
        {"score": score, "band": band}, hasBusinessIncome=False)


def displayed(degree, says, want):
    """How long something found on 2026-05-10 is displayed."""
    tax("Order 36", f"{degree}, by a document of 2026-05-10: {says}",
        [event("a", "cn.tax.late-statements", "2026-05-01", determinedOn="2026-05-10",
               facts={"displayClass": degree})],
        {f"displays.0.{name}": value for name, value in want.items()}, "2026-06-01")


displayed("general", "repair from 08-10, display through 2027-05-09",
          {"earliestRepairOn": "2026-08-10", "until": "2027-05-10", "displayed": True})
displayed("serious", "repair from 2027-05-10, display through 2029-05-09",
          {"earliestRepairOn": "2027-05-10", "until": "2029-05-10", "displayed": True})
displayed("minor", "not displayed", {"until": None, "displayed": False})
displayed("minorDisplayed", "at most through 08-09",
          {"earliestRepairOn": "2026-05-10", "until": "2026-08-10", "displayed": True})


def foreigners(name, says, want, events=(), **more):
    """A case of the law on foreigners, in the model regime."""
    case(name, says, question("cn-model", "2026-06-01", events, **more), want)


def yuan(amount):
    """Yuan."""
    return money(amount, "CNY")


for heads, fine in ((3, "30000.00"), (15, "100000.00")):
    foreigners("CNF-01", f"{heads} foreigners employed illegally: {fine} and confiscation",
               {"assessments.0.measures.kind=penalty.amount": yuan(fine),
                "assessments.0.measures.kind=confiscation.for": "party"},
               [event("e", "cn.employment.illegal", "2026-05-01", quantity=heads)])
foreigners("CNF-03", "a unit issues a false invitation: 10,000 to 50,000, the costs of the exit, "
           "and 5,000 to 10,000 for whoever is responsible",
           {"assessments.0.measures.for=party.range.atLeast": yuan("10000.00"),
            "assessments.0.measures.for=party.range.atMost": yuan("50000.00"),
            "assessments.0.measures.kind=exitCosts.for": "party",
            "assessments.0.measures.for=responsiblePerson.range.atLeast": yuan("5000.00"),
            "assessments.0.measures.for=responsiblePerson.range.atMost": yuan("10000.00")},
           [event("e", "cn.invitation.false-statement", "2026-05-01")], role="inviter")
for name, says, total, band, facts in (
        ("CNF-04", "bachelor, 250,000 yuan, 17 years of work, 12 months, 41 years old", 74, "B",
         {"education": "bachelor", "annualSalaryTenThousandYuan": 25, "age": 41}),
        ("CNF-06", "doctor, 450,000 yuan, 17 years of work, 12 months, 50 years old", 85, "A",
         {"education": "doctor", "annualSalaryTenThousandYuan": 45, "age": 50})):
    foreigners(name, f"{says}: {total} points, {band}",
               {"nomineePoints.total": total, "nomineePoints.band": band},
               nominee={"facts": {"workMonthsPerYear": 12, "relevantWorkYears": 17, **facts}})
foreigners("CNF-07", "a decision received on 2026-05-11: the fine is due by 2026-05-26",
           {"duties.0.dueOn": "2026-05-26"},
           filings=[{"id": "f", "duty": "cn.pay-fine", "raisedOn": "2026-05-11"}])
