#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The published examples of each law, asked of a running daemon: case, door and result.

The questions and the wanted results are written here from the law and its official examples, not
taken from the packs' own cases. Each result is a list of places in the answer and what must stand
there; what was answered is shown beside it. `--table` prints the table alone, as Markdown.
"""

import json
import sys

import golden_canada  # noqa: F401, adds its cases
import golden_china  # noqa: F401, adds its cases
import golden_sponsors  # noqa: F401, adds its cases
from acceptance import check, finish
from golden import CASES
from servers import installation


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
    """Puts a case through its door."""
    status, _, text = daemon.request("POST", "/v1/calculate", case["ask"])
    answer = json.loads(text)
    if status != 200:
        return False, f"{status} {answer.get('detail', '')} {answer.get('errors', '')}"
    found = {place: at(answer, place) for place in case["want"]}
    return found == case["want"], "; ".join(
        f"{place}: {shown(value)}" for place, value in found.items())


def main():
    wants_table = sys.argv[1:] == ["--table"]
    if wants_table:
        print("| case | door | asked | result |\n|---|---|---|---|")
    with installation(daemons=1) as (_, (daemon,)):
        for case in CASES:
            holds, result = ask(daemon, case)
            if wants_table:
                mark = "" if holds else "**not so:** "
                print(f"| {case['id']} | `POST /v1/calculate` | {case['says']} | {mark}{result} |")
            else:
                check(holds, f"{case['id']}, POST /v1/calculate: {case['says']}",
                      f"wanted {case['want']}\ngot {result}")
    if not wants_table:
        finish()


if __name__ == "__main__":
    main()
