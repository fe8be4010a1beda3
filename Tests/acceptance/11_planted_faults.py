#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`probity policy check` finds every planted fault of one pack in one pass, with file and line.

The pack is the one of the pages on the format. Each fault is told by the line that is changed and
by the first words of what must be said about it; all are planted together.
"""

import pathlib
import re
import tempfile

from acceptance import ROOT, check, finish, run

PAGES = ROOT / "Sources" / "Policy" / "Policy.docc"
VIOLATION = "assessments/example.violation.yaml"
POINTS = "nomineePoints/example.points.yaml"
CASE = "proceedings/example.case.yaml"
WORK = "routes/example-work.yaml"
REPLY = "cases/a-reply-due-on-a-sunday-is-in-time-on-monday.yaml"

# What is wrong, in which file, what is replaced by what, and what is said. Where the fault is told
# at another line than the first that changes, `line` counts from there.
FAULTS = [
    ("a source is missing", "services/premium.yaml",
     '    source: "Fees Order 2025, art. 2"\n', "", "“source” is missing", -1),
    ("a wrong type", "regime.yaml", "verified: true\ncurrency", "verified: 1\ncurrency",
     "“verified” must be true or false"),
    ("a role that the regime lacks", "overrides/example.after-poor.yaml", "[inviter, sponsor]",
     "[guarantor, sponsor]", "The regime has no role “guarantor”"),
    ("a gap between bands", "bands.yaml", "{ atLeast: 50, below: 80 }",
     "{ atLeast: 50, below: 79 }", "Between “good” and “fair” lies a gap", -2),
    ("an unreachable row", "starts.yaml",
     "        when: { fact: recordsComplete, equals: true }\n",
     "        otherwise: true\n", "The rows after this one are never reached", -2),
    ("facts that follow from each other in a circle", "facts.yaml",
     "            - give: large\n              when: { fact: employees, atLeast: 100 }",
     "            - give: large\n              when: { fact: sizeClass, equals: small }",
     "The fact “sizeClass” follows from itself", -1),
    ("a gap between rows of a table", "tables/example.lateness.yaml", "{ above: 5, atMost: 20",
     "{ above: 6, atMost: 20", "Between this row and the one above it lies a gap"),
    ("rows of a table that overlap", "tables/example.penalty.yaml", "{ equals: 2,",
     "{ equals: 1,", "This row and the one above it overlap"),
    ("a column too few", "tables/example.penalty.yaml", "give: [500, 1000, 5000, 10000]",
     "give: [500, 1000, 5000]", "The row has 3 cells and the table 4 columns"),
    ("a size in a unit of another measure", VIOLATION, "size: { table: example.bar }",
     "size: { table: example.penalty }", "The table gives money, no size of a bar"),
    ("a measure named twice", VIOLATION, "- code: costs", "- code: bar",
     "The measure “bar” stands here twice"),
    ("an unknown indicator", "duties/example.close-out.yaml",
     "missed: { indicator: example.late-report }", "missed: { indicator: example.tea }",
     "No indicator “example.tea” stands in this pack"),
    ("an unknown step of a clock", "duties/example.reply.yaml", "step: due", "step: tea",
     "The clock “example.finding” has no step “tea”"),
    ("steps that wait for each other in a circle", "clocks/example.finding.yaml",
     "        after: sentOn", "        after: due", "No day “due” stands before this one"),
    ("values that overlap in time", WORK, "until: 2026-01-01", "until: 2026-01-02",
     "Two values are in force from 2026-01-01 on", 6),
    ("an unknown band", WORK, "{ new: new, extension: fair }", "{ new: new, extension: tea }",
     "The band “tea” is unknown while this value is in force"),
    ("a time without law", "units.yaml", "from: 2026-04-01", "from: 2026-04-02",
     "No value is in force from 2026-04-01"),
    ("an unknown member", "repairs/example.cure.yaml", "curedFrom:", "cured:",
     "“cured” is not known here"),
    ("a percentage above a hundred", "repairs/example.cure.yaml", "percent: 80", "percent: 180",
     "“percent” is no part of a hundred"),
    ("months that run backwards", "displays/example.display.yaml", "{ atLeast: 3, atMost: 12 }",
     "{ atLeast: 13, atMost: 12 }", "No time lies between these months"),
    ("a state out of which nothing leads", CASE, "from: [halted]", "from: [replied]",
     "Nothing leads out of the state “halted”, and it is not final", -73),
    ("a clock that begins with no day", CASE, "begins: sentOn", "begins: service",
     "No day “service” is taken with this move"),
    ("effects that contradict each other", CASE, "does: [annulEvents, lift]",
     "does: [annulEvents, confirmEvents]", "“confirmEvents” does not go with “annulEvents”"),
    ("more points than an item has", POINTS, "points: 40 }", "points: 41 }",
     "An item gives from 0 to its most"),
    ("classes out of order", POINTS, "code: fit, atLeast: 60", "code: fit, atLeast: 90",
     "“fit” asks no less than “high”", -1),
    ("some parties without a quota", "routes/example-talent.yaml", "{ limit: none }",
     "{ bands: [poor], limit: none }", "Some parties have no quota", -3),
    ("a quota that is never reached", "routes/example-talent.yaml",
     "{ bands: [new, fair], limit: 5 }", "{ limit: 5 }", "This row is never reached", 1),
    ("a day that does not exist", "calendars/example-days.yaml", "workdays: [2026-05-09]",
     "workdays: [2026-05-39]", "“workdays” must be a day that exists"),
    ("a code used twice", "indicators/example.public-notice.yaml", "code: example.public-notice",
     "code: example.late-report",
     "The code “example.late-report” is used by another file of “indicators”"),
    ("an indicator weighed twice", "assessments/example.weighing.yaml", None, VIOLATION,
     "“example.false-letter” is weighed by “example.violation” at the same time"),
    ("a case of another law", REPLY, "law: example", "law: tea", "The case is of the law “tea”"),
    ("a case about no event of its own", REPLY, "events: [report]", "events: [tea]",
     "The case has no event “tea”"),
]


def documented():
    """The files of the example pack by path."""
    files = {}
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        files.update(re.findall(r"^```yaml (\S+)\n(.*?)^```$", text, re.M | re.S))
    return files


def planted(files):
    """The pack with all faults, and where each stands: [(what, path, line, words)]."""
    files, places = dict(files), []
    for what, path, old, new, says, *offset in FAULTS:
        if old is None:
            files[path] = files[new].replace("code: example.violation", "code: example.weighing")
            places.append((what, path, 1, says))
            continue
        text = files[path]
        if text.count(old) < 1:
            raise RuntimeError(f"{path} does not say {old!r}")
        at = text.index(old)
        files[path] = text[:at] + new + text[at + len(old):]
        changed = next((index for index, pair in enumerate(zip(old, new)) if pair[0] != pair[1]),
                       min(len(old), len(new)))
        line = text[:at + changed].count("\n") + 1 + (offset[0] if offset else 0)
        places.append((what, path, line, says))
    return files, places


def checked(files):
    """What `policy check` says of the files: exit code and text."""
    with tempfile.TemporaryDirectory(prefix="probity-pack-", dir="/tmp") as folder:
        for path, text in files.items():
            file = pathlib.Path(folder) / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        done = run("policy", "check", folder)
        return done.returncode, (done.stdout + done.stderr).replace(f"{folder}/", "")


def main():
    files = documented()
    code, said = checked(files)
    check(code == 0, "the pack of the pages is sound", said)
    broken, places = planted(files)
    code, said = checked(broken)
    check(code == 1, f"the pack with {len(places)} faults is refused", code)
    for what, path, line, words in places:
        found = [one for one in said.splitlines()
                 if re.match(rf"{re.escape(path)}:{line}:\d+: ", one) and words in one]
        check(found, f"{what}: {path}, line {line}",
              "\n".join(one for one in said.splitlines() if one.startswith(path)))
    finish()


if __name__ == "__main__":
    main()
