#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The published examples of each law, asked of a running daemon: case, door and result.

The questions and the wanted results are written here from the law and its official examples, not
taken from the packs' own cases. Each result is a list of places in the answer and what must stand
there; what was answered is shown beside it. Compliance.docc/PublishedCases.md holds the
table, which is compared with what is answered now; `--table` prints it alone, as Markdown.
"""

import json
import sys
import time

import golden_canada  # noqa: F401, adds its cases
import golden_china  # noqa: F401, adds its cases
import golden_duties
import golden_register
import golden_sponsors  # noqa: F401, adds its cases
from acceptance import ROOT, check, finish
from golden import CASES, KNOWN
from servers import installation

PAGE = ROOT / "Sources" / "Compliance" / "Compliance.docc" / "PublishedCases.md"
HEAD = ["| case | door | asked | answered |", "|---|---|---|---|"]


def at(value, place):
    """What stands at a place such as `assessments.0.points`; None where there is nothing."""
    for step in place.split("."):
        if isinstance(value, list):
            key, _, wanted = step.partition("=")
            if wanted:
                value = next((one for one in value if one.get(key) == wanted), None)
            else:
                value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        if value is None:
            return None
    return value


def shown(value):
    """A value in few words."""
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        return f"{float(value['amount']):,.2f} {value['currency']}"
    return json.dumps(value, ensure_ascii=False).strip('"')


def ask(daemon, case):
    """Puts a case through its door: whether it holds, and what was found."""
    status, headers, text = daemon.request("POST", "/v1/calculate", case["ask"])
    while status == 429:
        # Nobody in particular may ask only so many at once.
        time.sleep(int(headers["Retry-After"]))
        status, headers, text = daemon.request("POST", "/v1/calculate", case["ask"])
    answer = json.loads(text)
    if status != 200:
        return False, f"{status} {answer.get('detail', '')} {answer.get('errors', '')}"
    found = {place: at(answer, place) for place in case["want"]}
    return found == case["want"], "; ".join(
        f"{place}: {shown(value)}" for place, value in found.items())


def outcomes(daemon):
    """Every case by its door: id, door, what it says, whether it holds, what was found."""
    for case in CASES:
        yield case["id"], "`POST /v1/calculate`", case["says"], *ask(daemon, case)
    for name, says, holds, found in golden_register.results(daemon):
        yield name, "`probity import`", says, holds, shown(found)
    for name, says, holds, found in golden_duties.results(daemon):
        yield name, "`POST /v1/duties`", says, holds, f"lastDay: {shown(found['lastDay'])}"


def table(found):
    """The rows of the table, in the order of the cases."""
    return HEAD + [
        f"| {name} | {door} | {says} | {'' if holds else '**not so:** '}{result} |"
        for name, door, says, holds, result in found]


def main():
    with installation(daemons=1) as (_, (daemon,)):
        found = sorted(outcomes(daemon), key=lambda one: KNOWN.index(one[0]))
    rows = table(found)
    if sys.argv[1:] == ["--table"]:
        print("\n".join(rows))
        return
    for name, door, says, holds, result in found:
        check(holds, f"{name}, {door}: {says}", f"got {result}")
    missing = [name for name in KNOWN if name not in {one[0] for one in found}]
    check(not missing, f"each of the {len(KNOWN)} published cases is asked", ", ".join(missing))
    page = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    differing = [f"page {on_page}\nnow  {now}" for on_page, now in zip(page, rows)
                 if on_page != now]
    check(page == rows, "the page of published cases says what is answered",
          "\n".join(differing[:3]) or f"{len(page)} and {len(rows)} rows")
    finish()


if __name__ == "__main__":
    main()
