#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tour that a newcomer sees: `probity demo --exit`, twice on one data folder."""

from acceptance import check, data_folder, finish, free_port, run


def main():
    with data_folder() as data:
        first = run("demo", "--exit", "--port", free_port(), data=data)
        tour = first.stdout
        check(first.returncode == 0, "the tour ends with exit code 0",
              tour[-2000:] + first.stderr[-2000:])
        for fact in [
            "31,232", "31,766", "37,599",            # sponsors, as the independent reading counts
            "Armscare Limited", "Shri Durga Bhawan Temple International",
            "2020-08-01", "party.unknown", "accreditation.expired", "band.belowMinimum",
            "False statement in an invitation",
        ]:
            check(fact in tour, f"the tour says {fact}", tour[-6000:])
        check("verified" in tour, "the proof of the entry is verified", tour[-3000:])
        again = run("demo", "--exit", "--port", free_port(), data=data)
        check(again.returncode == 0, "a second tour works on the same data folder",
              again.stdout[-2000:] + again.stderr[-2000:])
        check("already imported" in again.stdout, "and imports nothing again",
              again.stdout[-3000:])
        check(run("verify", data=data).returncode == 0, "verify finds nothing")
    finish()


main()
