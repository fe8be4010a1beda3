# SPDX-License-Identifier: Apache-2.0
"""Runs the sections of the benchmarks; what is measured already is not measured again."""

import argparse
import datetime
import importlib.metadata
import json
import pathlib
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from ground import Failed, Ground, say
from measures import SECTIONS
from render import markdown


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/bench.sh", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="section",
                        help=f"only these of {', '.join(SECTIONS)} (default: all)")
    parser.add_argument("--quick", action="store_true",
                        help="a small register and short turns: to see that it runs")
    parser.add_argument("--parties", type=int, help="how many parties (default: 100000)")
    parser.add_argument("--rounds", type=int, help="how many rounds (default: 5)")
    parser.add_argument("--seconds", type=int, help="how long a turn is (default: 5)")
    parser.add_argument("--keep", metavar="folder",
                        help="keep the register and the results there, and go on with them")
    parser.add_argument("--again", action="store_true",
                        help="measure again what the kept results hold already")
    parser.add_argument("--write", metavar="file",
                        help="write the figures there as Markdown (default: standard output)")
    given = parser.parse_args()
    for name in given.sections:
        if name not in SECTIONS:
            parser.error(f"there is no section {name}; the sections are {', '.join(SECTIONS)}")
    for name in ("parties", "rounds", "seconds"):
        value = getattr(given, name)
        if value is not None and not 1 <= value <= 10_000_000:
            parser.error(f"--{name} takes a number from 1 to 10000000")
    return given


def settings(given):
    chosen = {
        "parties": 100_000, "events": 30, "largest": 200_000, "rounds": 5, "seconds": 5,
        "growth": [10_000, 1_000_000], "growthEvents": 0, "simulation": [200_000, 5],
        "rateLimits": "reads=1000000/s,writes=1000000/s,anonymous=1000000/s,batches=16",
    }
    if given.quick:
        chosen |= {"parties": 2_000, "largest": 3_000, "rounds": 3, "seconds": 2,
                   "growth": [500, 5_000], "simulation": [2_000, 5]}
    for name in ("parties", "rounds", "seconds"):
        if getattr(given, name) is not None:
            chosen[name] = getattr(given, name)
    return chosen


def version(*command):
    """The first number in what a program says of its version."""
    try:
        done = subprocess.run(command, text=True, capture_output=True, check=False, timeout=60)
    except OSError:
        return "not found"
    found = re.search(r"\d+(\.\d+)+[\w.-]*", done.stdout + done.stderr)
    return found.group(0) if found else "unknown"


def machine():
    """What it was measured on."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    import asyncpg
    import fastapi
    import uvicorn
    count = len(re.findall(r"^processor", pathlib.Path("/proc/cpuinfo").read_text(), re.M))
    return {
        "day": datetime.date.today().isoformat(),
        "cpu": f"{count} × {cpu.group(1) if cpu else platform.machine()}",
        "memory": f"{int(memory.group(1)) / 1024 / 1024:.0f} GiB",
        "system": f"Linux {platform.release()}",
        "versions": {
            "PostgreSQL": version("psql", "--version"), "Swift": version("swift", "--version"),
            "wrk": version("wrk", "-v"), "Python": platform.python_version(),
            "FastAPI": fastapi.__version__, "uvicorn": uvicorn.__version__,
            "asyncpg": asyncpg.__version__,
            **{name: importlib.metadata.version(name) for name in ("zen-engine", "OpenFisca-Core")},
        },
    }


def main():
    given = arguments()
    chosen = settings(given)
    folder = pathlib.Path(given.keep or tempfile.mkdtemp(prefix="probity-bench-", dir="/tmp"))
    ground = Ground(folder.resolve(), chosen)
    file = ground.folder / "results.json"
    results = {"settings": chosen, "sections": {}}
    if file.exists():
        kept = json.loads(file.read_text())
        # Of another register or other turns they are other figures.
        if kept["settings"] == chosen:
            results = kept
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = []
    try:
        say(f"== a register of {chosen['parties']:,} parties in {ground.data}")
        results["seed"] = ground.seed(chosen["parties"], chosen["events"]) | {
            key: value for key, value in results.get("seed", {}).items()
            if key in ("seconds", "newEntries") and results["seed"]["newEntries"]}
        results["machine"] = machine()
        for name in given.sections or SECTIONS:
            if name in results["sections"] and not given.again:
                continue
            say(f"== {name}")
            began = time.monotonic()
            try:
                figures = SECTIONS[name](ground)
            except Failed as reason:
                failed.append(f"{name}: {reason}")
                say(f"   FAILED {reason}")
                continue
            results["sections"][name] = {
                "figures": figures, "seconds": round(time.monotonic() - began)}
            file.write_text(json.dumps(results, indent=1))
    finally:
        ground.stop()
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    text = markdown(results)
    if given.write:
        pathlib.Path(given.write).write_text(text)
    else:
        print(text)
    for reason in failed:
        say(f"FAILED {reason}")
    sys.exit(1 if failed else 0)


main()
