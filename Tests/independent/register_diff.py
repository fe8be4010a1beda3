#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares two editions of the UK register of licensed sponsors, independently of Probity.

    register_diff.py BEFORE AFTER

It shares no code and no data with the importer: what the strings mean is written out again
below. Each edition may have the packed shape (until 2021-04, one row a sponsor, "a / b / c") or
the newer one (one row a licence and route), and may be gzipped. Standard library only.

How a sponsor is told from another: by name and town, casefolded, white space collapsed.
Two countings are printed:

  by tier   parties, gradeChanges, serviceChanges, granted, left, licencesAtB: a party's licence is
            all it holds in one tier (Worker or Temporary Worker), and its rating the set of the
            ratings stated there. A change of grade is a change of the set of letters; a change of
            service only is no change of rating. A party is counted when at least one of its
            ratings can be read.
  by route  the importer's counting, one licence a party and route through all renamings; where
            two rows state one licence differently, the stricter rating stands.

The one sponsor that the importer reads and a plain reading of the strings does not is Tangerine
Limited in the editions of 2020: its rating was cut at 25 characters ("Tier 2 (Probationary Spon")
and the rest printed over its route ("Tsoierr) 2 General"). "unrepaired" counts without it.
Rows whose rating is blank (Manchester Trinity College Limited) are counted by neither.

In the editions made from PDF a long name is printed on over the town, and the letters of both
come out interleaved ("LEoDndon"). A party that is no longer listed, but whose name begins like
such a row's, is not counted as having left: "notListedButLeftOpen".
"""

import csv
import gzip
import io
import json
import os
import re
import sys

RATINGS = {
    "A rating": ("A", ""),
    "A (Premium)": ("A", "premium"),
    "A (SME+)": ("A", "sme-plus"),
    "B rating": ("B", ""),
    "Probationary Sponsor": ("Probationary", ""),
    "UK Expansion Worker: Provisional": ("Provisional", ""),
}
# From the mildest to the strictest.
ORDER = [
    ("A", "premium"),
    ("A", "sme-plus"),
    ("A", ""),
    ("Provisional", ""),
    ("Probationary", ""),
    ("B", ""),
]
TIERS = {
    "Tier 2": "Worker",
    "Worker": "Worker",
    "Tier 5": "Temporary Worker",
    "Temporary Worker": "Temporary Worker",
}

# (tier, any of the names) -> the latest name.
RENAMED = {
    ("Worker", "Tier 2 General"): "Skilled Worker",
    ("Worker", "Intra Company Transfers (ICT)"): "Senior or Specialist Worker",
    ("Worker", "Intra-company Routes"): "Senior or Specialist Worker",
    ("Worker", "Religious Workers"): "Minister of Religion",
    ("Worker", "T2 Minister of Religion"): "Minister of Religion",
    ("Worker", "Tier 2 Ministers of Religion"): "Minister of Religion",
    ("Worker", "Sport"): "Sportsperson",
    ("Worker", "T2 Sportsperson"): "Sportsperson",
    ("Worker", "International Sportsperson"): "Sportsperson",
    ("Temporary Worker", "Religious Workers"): "Religious Worker",
    ("Temporary Worker", "Creative & Sporting"): "Creative Worker",
    ("Temporary Worker", "Voluntary Workers"): "Charity Worker",
    ("Temporary Worker", "Exchange"): "Government Authorised Exchange",
    ("Temporary Worker", "International Agreements"): "International Agreement",
}

CUT_RATING, CUT_ROUTE = "Tier 2 (Probationary Spon", "Tsoierr) 2 General"


# A capital right after a small letter, as in "LEoDndon".
INTERLEAVED = re.compile("[a-z][A-Z]")


def fold(text):
    return " ".join(text.casefold().split())


def read_rating(text):
    """"Worker (A (SME+))" -> ("Worker", ("A", "sme-plus")), or None."""
    for name, tier in TIERS.items():
        if text.startswith(name + " (") and text.endswith(")"):
            rating = RATINGS.get(" ".join(text[len(name) + 2 : -1].split()))
            return (tier, rating) if rating else None
    return None


def rows_of(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if not data.endswith(b"\n"):
        sys.exit(f"{os.path.basename(path)}: the last line has no end: the edition was cut off")
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    next(rows)
    return list(rows)


class Edition:
    def __init__(self, path):
        self.date = os.path.basename(path)[:10]
        self.names = {}
        self.tiers = {}  # party -> tier -> set of (grade, service)
        self.routes = {}  # party -> route -> (grade, service)
        self.repaired = set()
        self.unread = set()
        self.printed = []  # (length of the name, party, town as written)
        self.packed = False
        for name, town, _, rating_cell, route_cell in rows_of(path):
            self.read_row((fold(name), fold(town)), (name, town), rating_cell, route_cell)

    def read_row(self, party, written, rating_cell, route_cell):
        if rating_cell == CUT_RATING and route_cell == CUT_ROUTE:
            rating_cell, route_cell = "Tier 2 (Probationary Sponsor)", "Tier 2 General"
            self.repaired.add(party)
        ratings = [part.strip() for part in rating_cell.split(" / ")]
        routes = [part.strip() for part in route_cell.split(" / ")]
        read = [read_rating(text) for text in ratings]
        # The end of an overlong county stands before the ratings, and may go on into the routes.
        if len(read) > 1 and read[0] is None:
            read = read[1:]
            if len(routes) == len(read) + 1:
                routes = routes[1:]
        if len(read) != len(routes) or None in read:
            self.unread.add(party)
            return
        self.names.setdefault(party, written)
        self.packed |= len(ratings) > 1 or len(routes) > 1
        self.printed.append((len(" ".join(written[0].split())), party, written[1]))
        for (tier, rating), route in zip(read, routes):
            self.tiers.setdefault(party, {}).setdefault(tier, set()).add(rating)
            name = RENAMED.get((tier, route), route.removeprefix("Global Business Mobility: "))
            held = self.routes.setdefault(party, {})
            held[name] = max(held.get(name, rating), rating, key=ORDER.index)

    def cut_names(self):
        """Names of a PDF edition that seem to run on over the town, as far as they are left."""
        if not self.packed:
            return set()
        cut = -(-max(length for length, _, _ in self.printed) * 5 // 8)
        ordinary = {town for length, (_, town), _ in self.printed if length < cut}
        return {
            name
            for length, (name, town), written in self.printed
            if length >= cut and (town not in ordinary or INTERLEAVED.search(written))
        }

    def leaves_open(self):
        """A test whether a party not listed may yet be meant by a row that is damaged."""
        names = self.cut_names()
        lengths = {len(name) for name in names}

        def test(party):
            return party in self.unread or any(party[0][:length] in names for length in lengths)

        return test

    def licences_at_b(self):
        return sum(
            any(grade == "B" for grade, _ in ratings)
            for tiers in self.tiers.values()
            for ratings in tiers.values()
        )


def grades(ratings):
    return sorted({grade for grade, _ in ratings})


def compare_tiers(before, after):
    grade_changes, service_changes = [], []
    for party in sorted(before.tiers.keys() & after.tiers.keys()):
        old, new = before.tiers[party], after.tiers[party]
        for tier in sorted(old.keys() & new.keys()):
            if old[tier] == new[tier]:
                continue
            name, town = after.names[party]
            change = {"name": name, "town": town, "tier": tier}
            if grades(old[tier]) != grades(new[tier]):
                change |= {"from": grades(old[tier]), "to": grades(new[tier])}
                grade_changes.append(change)
            else:
                change |= {
                    "from": sorted(service or "none" for _, service in old[tier]),
                    "to": sorted(service or "none" for _, service in new[tier]),
                }
                service_changes.append(change)
    return grade_changes, service_changes


def compare_routes(before, after):
    granted = left = 0
    is_open = after.leaves_open()
    grade_changes, service_changes = [], []
    for party in sorted(before.routes.keys() | after.routes.keys()):
        old, new = before.routes.get(party, {}), after.routes.get(party, {})
        granted += len(new.keys() - old.keys())
        if not is_open(party):
            left += len(old.keys() - new.keys())
        for route in sorted(old.keys() & new.keys()):
            if old[route] == new[route]:
                continue
            name, town = after.names[party]
            change = {"name": name, "town": town, "route": route}
            same_grade = old[route][0] == new[route][0]
            part = 1 if same_grade else 0
            change |= {"from": old[route][part], "to": new[route][part]}
            (service_changes if same_grade else grade_changes).append(change)
    return {
        "licences": [sum(map(len, edition.routes.values())) for edition in (before, after)],
        "gradeChanges": grade_changes,
        "serviceChanges": service_changes,
        "granted": granted,
        "left": left,
    }


def main(arguments):
    if len(arguments) != 3:
        sys.exit("usage: register_diff.py BEFORE.csv[.gz] AFTER.csv[.gz]")
    before, after = Edition(arguments[1]), Edition(arguments[2])
    grade_changes, service_changes = compare_tiers(before, after)
    is_open = after.leaves_open()
    gone = before.tiers.keys() - after.tiers.keys()
    repaired = [sorted(edition.repaired) for edition in (before, after)]
    json.dump(
        {
            "editions": [before.date, after.date],
            "parties": [len(before.tiers), len(after.tiers)],
            "gradeChanges": grade_changes,
            "serviceChanges": service_changes,
            "granted": len(after.tiers.keys() - before.tiers.keys()),
            "left": sum(not is_open(party) for party in gone),
            "notListedButLeftOpen": sum(map(is_open, gone)),
            "licencesAtB": [before.licences_at_b(), after.licences_at_b()],
            "unrepaired": {
                "parties": [
                    len(edition.tiers) - len(edition.repaired) for edition in (before, after)
                ]
            },
            "repaired": [[name for name, _ in parties] for parties in repaired],
            "unread": [sorted(name for name, _ in edition.unread) for edition in (before, after)],
            "byRoute": compare_routes(before, after),
        },
        sys.stdout,
        ensure_ascii=False,
        indent=2,
    )
    print()


if __name__ == "__main__":
    main(sys.argv)
