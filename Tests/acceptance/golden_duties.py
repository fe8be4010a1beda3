# SPDX-License-Identifier: Apache-2.0
"""The published examples of clocks that are duties, told to the register."""

import json

from servers import command

# Case, what it says, the duty, its role, the day that raises it, its last day.
DUTIES = (
    ("CA-15", "final notice sent 2016-09-30: to be paid or agreed on by 2016-11-09",
     "ca.pay-penalty", "sponsor", "2016-09-30", "2016-11-09"),
    ("CNF-07", "a decision received on 2026-05-11: the fine is due by 2026-05-26",
     "cn.pay-fine", "inviter", "2026-05-11", "2026-05-26"),
    ("UK-04", "absent from Monday 2026-06-01: the report is due on Friday 06-26",
     "uk.report.absence", "sponsor", "2026-06-01", "2026-06-26"),
    ("AU-01", "a worker ceases on 2026-07-01: notify by 2026-07-29",
     "au.notify", "sponsor", "2026-07-01", "2026-07-29"),
)


def results(daemon):
    """Tells each day: the case with what it says, whether it holds, and what was found."""
    issued = command(daemon, "token", "issue", "--role", "regulator", "--authority", "CN-NIA",
                     "--territory", "CN", "--label", "golden", "--format", "json")
    token = json.loads(issued.stdout)["token"]
    status, _, text = daemon.request("POST", "/v1/parties", {
        "kind": "organisation", "name": "Golden Ltd", "region": "CN-44", "facts": {}}, token)
    assert status == 201, text
    party = json.loads(text)["party"]["id"]
    for name, says, duty, role, day, last in DUTIES:
        status, _, text = daemon.request("POST", "/v1/duties", {
            "party": party, "role": role, "duty": duty, "on": day}, token)
        answer = json.loads(text)
        found = answer.get("duty", {}).get("lastDay", answer)
        yield name, says, status == 201 and found == last, {"lastDay": found}
