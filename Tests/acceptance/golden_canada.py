# SPDX-License-Identifier: Apache-2.0
"""Canada: SOR/2002-227 as in force on 2026-06-12, and the examples of IRCC's instructions."""

from golden import case, event, money, question

SMALL, LARGE = {"sizeClass": "small"}, {"sizeClass": "large"}


def violation(name, item, day="2026-05-01", inspection="I-1", **grades):
    """A violation found at an inspection."""
    return event(name, f"ca.irpr.{item}", day, grades=grades, facts={"inspection": inspection})


def canada(name, says, events, want, facts=None, as_of="2026-06-12", **more):
    """A case of Canada's regime."""
    case(name, says, question("ca-irpr", as_of, events, facts or SMALL, **more), want)


def cad(amount):
    """Canadian dollars."""
    return money(amount, "CAD")


canada("CA-01", "two Type B violations of 5 points, small business: 14,000, no bar, published",
       [violation("a", "9.wages", benefit=4), violation("b", "9.occupation", benefit=4)],
       {"assessments.0.points": 5, "assessments.1.points": 5, "total.penalty": cad("14000.00"),
        "total.bar": None, "published": True})
canada("CA-02", "Type B, 7 points, small: 20,000 and a year",
       [violation("a", "9.wages", benefit=6)],
       {"assessments.0.points": 7, "total.penalty": cad("20000.00"), "total.bar.years": 1})
canada("CA-03", "a first Type A violation without severity: a warning that is not published",
       [violation("a", "1.permit-information")],
       {"assessments.0.points": 1,
        "assessments.0.measures.0.kind": "warning", "total.penalty": None, "published": False})
canada("CA-04", "a first Type C violation without severity, large: 2,000, no bar, published",
       [violation("a", "27.fees")],
       {"assessments.0.points": 2, "total.penalty": cad("2000.00"), "total.bar": None,
        "published": True}, LARGE)
canada("CA-06", "a first Type C violation of severity 7, large: 70,000 and ten years",
       [violation("a", "27.fees", benefit=6, remediation=1)],
       {"assessments.0.points": 9, "total.penalty": cad("70000.00"), "total.bar.years": 10}, LARGE)
canada("CA-08", "Type C, 6 points, small: 20,000 and a year",
       [violation("a", "27.fees", benefit=4)],
       {"assessments.0.points": 6, "total.penalty": cad("20000.00"), "total.bar.years": 1})
canada("CA-09", "Type A, 7 points, small: 12,000, no bar",
       [violation("a", "1.permit-information", benefit=6)],
       {"assessments.0.points": 7, "total.penalty": cad("12000.00"), "total.bar": None})
canada("CA-09", "Type A, 8 points, small: 20,000 and a year",
       [violation("a", "1.permit-information", benefit=6, remediation=1)],
       {"assessments.0.points": 8, "total.penalty": cad("20000.00"), "total.bar.years": 1})
canada("CA-11", "five workers underpaid at one inspection, severity 4, large: 60,000, all first",
       [violation(f"w{n}", "9.wages", benefit=4) for n in range(5)],
       {"total.penalty": cad("60000.00"), "total.bar": None,
        **{f"assessments.{n}.{what}": value for n in range(5)
           for what, value in (("ordinal", 1), ("points", 5))}}, LARGE)
canada("CA-13", "500,000 imposed on 2016-01-30, 600,000 computed on 2016-09-01: 500,000 imposed",
       [violation(f"v{n}", "9.wages", "2016-05-01", abuse=10, benefit=6) for n in range(6)],
       {"total.penalty": cad("500000.00")}, LARGE, "2016-09-01",
       notices=[{"id": "earlier", "determinedOn": "2016-01-30", "penalty": cad("500000.00")}])
for as_of in ("2016-09-30", "2026-06-12"):
    canada("CA-15", "final notice sent 2016-09-30: received 10-10 (a holiday), due 11-09, default "
           f"11-10; asked as of {as_of}",
           [violation("a", "9.wages", "2016-05-01", benefit=4)],
           {f"clocks.0.days.name={step}.day": day for step, day in (
               ("received", "2016-10-10"), ("due", "2016-11-09"), ("default", "2016-11-10"))},
           as_of=as_of,
           notices=[{"id": "n", "clock": "ca.final-determination", "begins": "2016-09-30"}])
canada("CA-16", "preliminary notice sent 2026-06-02: received 06-12, due Monday 07-13",
       [violation("a", "9.wages", benefit=4)],
       {"clocks.0.days.name=received.day": "2026-06-12",
        "clocks.0.days.name=due.day": "2026-07-13"},
       notices=[{"id": "n", "clock": "ca.preliminary-finding", "begins": "2026-06-02"}])
canada("CA-17", "preliminary notice, items 18 to 23, sent 2026-06-05: received 06-10, due 06-15",
       [violation("a", "20.quarantine-wages")],
       {"clocks.0.days.name=received.day": "2026-06-10",
        "clocks.0.days.name=due.day": "2026-06-15"},
       notices=[{"id": "n", "clock": "ca.preliminary-finding", "begins": "2026-06-05"}])
canada("CA-18", "two years from 2023-03-03: shown to end on 2025-03-04",
       [violation("a", "27.fees", "2023-01-10", benefit=5)],
       {"total.bar.years": 2, "total.bar.shownUntil": "2025-03-04"}, as_of="2023-03-03")
canada("CA-18", "one year from 2023-03-03: shown to end on 2024-03-04",
       [violation("a", "27.fees", "2023-01-10", benefit=4)],
       {"total.bar.years": 1, "total.bar.shownUntil": "2024-03-04"}, as_of="2023-03-03")
for as_of, paid_on, outcome, reason in (
        ("2016-11-09", None, "eligible", "eligible"),
        ("2016-11-10", None, "ineligible", "duty.overdue"),
        ("2016-12-01", "2016-12-01", "eligible", "eligible")):
    canada("CA-20", "a penalty noticed on 2016-09-30 and due on 11-09, "
           + (f"paid with interest on {paid_on}" if paid_on else f"unpaid on {as_of}")
           + f": {outcome}",
           [], {"eligibility.outcome": outcome, "eligibility.reasons.0.code": reason},
           as_of=as_of, route="ca-work-lmia",
           filings=[{"id": "penalty", "duty": "ca.pay-penalty", "raisedOn": "2016-09-30",
                     **({"filedOn": paid_on, "kind": "payment"} if paid_on else {})}])
canada("CA-22", "payroll error, workers repaid in full: justified, nothing follows",
       [event("a", "ca.irpr.9.wages", "2026-05-01",
              facts={"justification": "administrativeError", "compensated": True})],
       {"assessments.0.points": 0, "assessments.0.measures.0": None, "total.penalty": None,
        "published": False})
canada("CA-22", "and the next such violation is again a first one",
       [violation("b", "9.wages", benefit=4)], {"assessments.0.ordinal": 1},
       history=[event("a", "ca.irpr.9.wages", "2025-05-01", determinedOn="2025-06-01",
                      facts={"justification": "administrativeError", "compensated": True})])
