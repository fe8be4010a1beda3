#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The real editions of the UK register of licensed sponsors, imported in order, against an
independent diff; then the edition that was cut off, and the same edition again."""

import resource
import sys
import time

from acceptance import ROOT, SHARED, check, data_folder, finish, note, run, run_json, skip

SHIPPED = ROOT / "deploy" / "data" / "uk-register"
sys.path.insert(0, str(ROOT / "Tests" / "independent"))
import register_diff  # noqa: E402  (the independent reading of the register)

CUT = "2022-09-30_-_Worker_and_Temporary_Worker.csv"


def editions():
    """All editions where they are at hand, else those that ship."""
    files = sorted((SHARED / "uk-register").glob("*.csv")) if SHARED.exists() else []
    whole = [file for file in files if file.name != CUT]
    return whole or sorted(SHIPPED.glob("*.csv.gz"))


class Independent:
    """What an edition after another changes, by the independent reading: a chain of editions, in
    which a sponsor that an edition leaves open stays as it was."""

    def __init__(self):
        self.state = {}  # party -> route -> [rating, is listed]

    def take(self, path):
        """Takes the next edition and gives the counts, and the changes of rating by name."""
        edition = register_diff.Edition(str(path))
        is_open = edition.leaves_open()
        counts = dict.fromkeys(
            ["newSponsors", "granted", "returned", "serviceChanges", "left", "departed"], 0)
        ratings = []
        for party, listed in edition.routes.items():
            known = self.state.setdefault(party, {})
            counts["newSponsors"] += not known
            for route, rating in listed.items():
                old = known.get(route)
                if old is None:
                    counts["granted"] += 1
                elif not old[1]:
                    counts["returned"] += 1
                elif old[0][0] != rating[0]:
                    ratings.append((edition.names[party][0], old[0][0], rating[0]))
                elif old[0][1] != rating[1]:
                    counts["serviceChanges"] += 1
                known[route] = [rating, True]
        for party, known in self.state.items():
            listed = edition.routes.get(party, {})
            gone = [route for route in known if known[route][1] and route not in listed]
            if not gone or is_open(party):
                continue
            for route in gone:
                known[route][1] = False
            counts["left"] += len(gone)
            counts["departed"] += not any(is_listed for _, is_listed in known.values())
        return counts, sorted(ratings), edition


def import_edition(file, data):
    """Imports one edition and measures it: report, seconds, peak memory in MiB."""
    started = time.monotonic()
    report = run_json("import", file, data=data)
    report = report[0] if isinstance(report, list) else report
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return report, seconds, peak


def compare(edition, report, independent):
    """The importer and the independent reading must find the same."""
    counts, ratings, read = independent.take(edition)
    date = edition.name[:10]
    for name, expected in counts.items():
        found = report[name] if isinstance(report[name], int) else len(report[name])
        check(found == expected, f"{date}: {name}: {expected}, as the independent reading finds",
              f"importer {found}, independent {expected}")
    found = sorted((change["name"], change["before"], change["after"])
                   for change in report["ratingChanges"])
    check(found == ratings, f"{date}: the same {len(ratings)} licences change their band",
          f"importer {found}, independent {ratings}")
    return read


def compare_tiers(before, after):
    """The counts that a careful hand found, per licence tier, for the pairs it looked at."""
    expected = {
        ("2020-07-27", "2020-10-29"): (31_231, 31_765, 3, 25),
        ("2021-07-26", "2021-09-30"): (36_151, 37_599, 0, 18),
    }.get((before.date, after.date))
    if expected is None:
        return
    grades, services = register_diff.compare_tiers(before, after)
    found = (len(before.tiers) - len(before.repaired), len(after.tiers) - len(after.repaired),
             len(grades), len(services))
    check(found == expected,
          f"{before.date} → {after.date}: {expected[0]} → {expected[1]} parties, {expected[2]} "
          f"changes of grade and {expected[3]} of service only, by tier", found)


def size(data):
    """How many entries the ledger has: the second line of its checkpoint."""
    return int(run("ledger", "checkpoint", data=data).stdout.splitlines()[1])


def main():
    with data_folder() as data:
        files = editions()
        if len(files) < 5:
            skip("all five editions", "the shared data is not here; the shipped ones are used")
        previous, independent = None, Independent()
        for file in files:
            report, seconds, peak = import_edition(file, data)
            rows = report["rows"]
            check(not report["alreadyImported"], f"{file.name[:10]} is imported")
            note(f"{file.name[:10]}: {rows} rows in {seconds:.1f} s, {rows / seconds:.0f} rows/s; "
                 f"peak memory of a command so far {peak:.0f} MiB")
            check(peak < 200, f"{file.name[:10]}: memory stays below 200 MiB", peak)
            read = compare(file, report, independent)
            if previous:
                compare_tiers(previous, read)
            previous = read
        check(previous.licences_at_b() == 2, "2 licences stand at B in the last edition")
        before = size(data)
        again = run_json("import", files[-1], data=data)
        again = again[0] if isinstance(again, list) else again
        check(again["alreadyImported"], "the same edition again is recognised")
        check(size(data) == before, "the same edition again writes nothing")
        cut = SHARED / "uk-register" / CUT
        if cut.exists():
            refused = run("import", cut, data=data)
            check(refused.returncode == 2, "the edition cut at 1 MiB is refused",
                  refused.returncode)
            check("cut off" in refused.stderr, "and the reason is said", refused.stderr)
        else:
            skip("the edition cut at 1 MiB", "the shared data is not here")
        verified = run("verify", data=data)
        check(verified.returncode == 0, "verify agrees over the whole register",
              verified.stdout + verified.stderr)
        note(verified.stdout.strip().replace("\n", "; ")[:300])
    finish()


main()
