# SPDX-License-Identifier: Apache-2.0
"""China: the tax credit rules of 2014 to 2025."""

from golden import case, event, question

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
tax("CNT-10", "a new entity: M", [], {"band": "M"}, newlyEstablished=True, monthsInOperation=6)
for deductions, score, band in ((2, 78, "M"), (3, 67, "C")):
    tax("CNT-10", f"no income in the year, score {score}: {band}",
        [event(f"e{n}", "cn.tax.bank-accounts", f"2026-0{n + 7}-16") for n in range(deductions)],
        {"score": score, "band": band}, hasBusinessIncome=False)
