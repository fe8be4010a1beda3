# SPDX-License-Identifier: Apache-2.0
"""The published examples that are not calculated but read out of editions of a register."""

import json
import pathlib
import tempfile

from servers import command

HEAD = "Organisation Name,Town/City,County,Type & Rating,Route\n"
SPONSORS = (
    ("Alpha Farms Ltd", "Hull", "Temporary Worker (A (SME+))", "Seasonal Worker"),
    ("Beta Systems Ltd", "Leeds", "Worker (A (Premium))", "Skilled Worker"),
    ("Gamma Inc", "London", "Worker (UK Expansion Worker: Provisional )",
     "Global Business Mobility: UK Expansion Worker"),
)


def edition(folder, day, changes=None):
    """A small edition; `changes` replaces ratings by name."""
    rows = (f"{name},{town},,{(changes or {}).get(name, rating)},{route}\n"
            for name, town, rating, route in SPONSORS)
    file = pathlib.Path(folder) / f"{day}_-_Worker_and_Temporary_Worker.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def asked(daemon, *arguments):
    """What a command answers as JSON."""
    done = command(daemon, *arguments, "--format", "json")
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-500:])
    return json.loads(done.stdout)


def results(daemon):
    """Imports two editions: each case with what it says, whether it holds, and what was found."""
    with tempfile.TemporaryDirectory(prefix="probity-editions-", dir="/tmp") as folder:
        asked(daemon, "import", edition(folder, "2026-01-05"))
        report = asked(daemon, "import",
                       edition(folder, "2026-02-05", {"Beta Systems Ltd": "Worker (A rating)"}))[0]
    licences = {}
    for name, town, _, _ in SPONSORS:
        rating = asked(daemon, "rate", "--name", name, "--town", town, "--as-of", "2026-01-20")
        licences[name] = [(one["route"], one["band"], *one["services"])
                          for one in rating["assignments"]]
    found = licences["Alpha Farms Ltd"]
    yield ("UK-01", "`Temporary Worker (A (SME+))`: rated A, with the service SME+",
           found == [("uk-seasonal-worker", "A", "sme-plus")], ", ".join(found[0][1:]))
    changes = (report["serviceChanges"], len(report["ratingChanges"]))
    yield ("UK-02", "`Worker (A (Premium))` → `Worker (A rating)`: no change of rating",
           changes == (1, 0), f"changes of service: {changes[0]}, of rating: {changes[1]}")
    found = licences["Gamma Inc"]
    yield ("UK-03", "`Worker (UK Expansion Worker: Provisional )`: rated Provisional",
           found == [("uk-expansion-worker", "Provisional")], ", ".join(found[0][1:]))
