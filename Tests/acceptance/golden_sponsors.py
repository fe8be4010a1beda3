# SPDX-License-Identifier: Apache-2.0
"""The United Kingdom's sponsor licences and Australia's work sponsors."""

from golden import case, event, money, question


def aud(amount):
    """Australian dollars."""
    return money(amount, "AUD")


case("UK-03", "a provisional sponsor has one certificate: a second one is refused",
     question("uk-worker", "2026-06-01", route="uk-expansion-worker", assignedBand="Provisional",
              quotaUsed=1),
     {"eligibility.quota.limit": 1, "eligibility.outcome": "ineligible",
      "eligibility.reasons.0.code": "quota.exhausted"})
case("UK-04", "absent from Monday 2026-06-01: the tenth day is Friday 06-12, the report due 06-26",
     question("uk-worker", "2026-06-15",
              notices=[{"id": "n", "clock": "uk.absence", "begins": "2026-06-01"}],
              filings=[{"id": "f", "duty": "uk.report.absence", "raisedOn": "2026-06-01"}]),
     {"clocks.0.days.name=tenth.day": "2026-06-12", "clocks.0.days.name=due.day": "2026-06-26",
      "duties.0.dueOn": "2026-06-26", "duties.0.state": "open"})
case("UK-05", "a letter of suspension of Monday 2026-06-01: reply by Monday 06-29",
     question("uk-worker", "2026-06-01",
              notices=[{"id": "n", "clock": "uk.suspension", "begins": "2026-06-01"}]),
     {"clocks.0.days.name=due.day": "2026-06-29"})
case("UK-06", "the fee of an action plan is unpaid after ten working days: the licence is lost",
     question("uk-worker", "2026-06-16", [event("e", "uk.plan.fee-unpaid", "2026-06-16")]),
     {"assessments.0.measures.0.kind": "revocation", "assessments.0.measures.1": None})
case("UK-07", "a third downgrade ground within four years after two plans: revocation",
     question("uk-worker", "2023-06-01", [
         event("third", "uk.rating.downgrade-ground", "2023-06-01", facts={"visit": "V-3"})],
         history=[event("first", "uk.rating.downgrade-ground", "2020-09-01",
                        facts={"visit": "V-1"}),
                  event("second", "uk.rating.downgrade-ground", "2021-10-01",
                        facts={"visit": "V-2"})]),
     {"assessments.0.ordinal": 3, "assessments.0.measures.0.kind": "revocation"})
case("UK-08", "revoked twice: no application within 24 months from the second revocation",
     question("uk-worker", "2026-06-01", [event("e", "uk.licence.revoked", "2026-06-01")],
              history=[event("before", "uk.licence.revoked", "2022-03-01")]),
     {"assessments.0.measures.0.months": 24, "assessments.0.measures.0.from": "2026-06-01",
      "assessments.0.measures.0.until": "2028-06-01"})
case("AU-01", "a worker ceases on 2026-07-01: notify by 2026-07-29",
     question("au-worker", "2026-07-01",
              notices=[{"id": "n", "clock": "au.notification", "begins": "2026-07-01"}]),
     {"clocks.0.days.name=due.day": "2026-07-29"})
for name, who, kind, most, notice in (
        ("AU-02", "an organisation", "organisation", "396000.00", "79200.00"),
        ("AU-03", "a person", "person", "79200.00", "15840.00")):
    case(name, f"one failure of a sponsor that is {who}: at most {most} before a court, "
         f"infringement notice {notice}",
         question("au-worker", "2026-06-01", [
             event("court", "au.reg.2.79.terms", "2026-05-01",
                   decisions=[{"measure": "civil-penalty"}]),
             event("notice", "au.reg.2.79.terms", "2026-05-02",
                   decisions=[{"measure": "infringement"}])],
             {"isApprovedWorkSponsor": True}, kind),
         {"assessments.0.measures.0.range.atMost": aud(most),
          "assessments.1.measures.0.amount": aud(notice)})
case("AU-05", "sanctioned on 2024-08-01: a declaration is possible through 2029-07-31",
     question("au-worker", "2024-08-01",
              notices=[{"id": "n", "clock": "au.declaration", "begins": "2024-08-01"}]),
     {"clocks.0.days.name=lastDay.day": "2029-07-31"})
case("AU-06", "work outside the nominated occupation: approval cancelled, bar of a year",
     question("au-worker", "2020-06-01", [
         event("e", "au.reg.2.86.occupation", "2019-09-01",
               decisions=[{"measure": "bar", "years": 1}, {"measure": "cancellation"}])]),
     {"assessments.0.measures.0.kind": "bar", "assessments.0.measures.0.years": 1,
      "assessments.0.measures.1.kind": "revocation", "published": True})
for percent, measures in ((84.9, "downgrade"), (85, None)):
    case("AU-07", f"accreditation category 3 with {percent} % Australian workers: "
         + ("not met" if measures else "met"),
         question("au-worker", "2026-06-01",
                  [event("r", "au.accreditation.reviewed", "2026-06-01")],
                  {"australianWorkersPercent": percent, "primaryHoldersInTwoYears": 1,
                   "turnoverInEachOfTwoYears": 4_000_000, "nonApprovalPercent": 2.9,
                   "adverseInformation": False, "contractsMeetStandards": True}),
         {"assessments.0.measures.0.kind": measures})
