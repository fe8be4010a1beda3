# SPDX-License-Identifier: Apache-2.0
"""Writes what was measured as a page: each figure beside its peer, and whether its goal is met."""

import pathlib

from ground import middle

# What people found out about the figures; it stands at the end of the page.
NOTES = pathlib.Path(__file__).with_name("notes.md")

HEAD = """# Benchmarks

Each figure stands beside a peer or a limit that took turns with it on the same machine, within the
same minutes: read the ratios, not the absolute numbers. A ratio is the median of the rounds'
ratios; beside it stand the lowest and the highest. This page is written by the command below.

    {command}

"""
GROUND = """## What it was measured on

- {cpu}, {memory} of memory, {system}; {day}.
- {versions}.
- A register of {parties:,} parties with {events} events each, a tenth of them barred ({ineligible}
  of a random thousand were ineligible){seeding}. Random parties are asked for.
- {rounds} rounds, each turn {seconds} s after one that warms up; wrk with one thread. Load
  generator, daemon, PostgreSQL and peers share the machine.
- Every request bears a token where nothing else is said, and the rate limit is on
  ({rateLimits}). Every event is durable
  before it is answered (fsync on). Requests are not logged, neither by ours nor by the peers.
- The route that does nothing is `GET /v1/ledger/key`: it passes every middleware, rate limit
  included, and gives one line of text. (Health probes have little room of their own.)

"""


def number(value):
    """Few digits that still tell."""
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def side(figure, index):
    """The median of one side, with its p99 where there is one."""
    turns = [pair[index] for pair in figure["rounds"]]
    text = number(middle([turn[figure["field"]] for turn in turns]))
    if figure["field"] == "perSecond":
        text += "/s"
        p99 = [turn["p99"] for turn in turns if turn.get("p99") is not None]
        if p99:
            text += f", p99 {number(middle(p99))} ms"
    return text


def verdict(figure):
    """Met, or missed by how much."""
    goal, ratio = figure["goal"], figure["ratio"]
    if goal is None:
        return "–"
    wanted = f"{'≤' if figure['below'] else '≥'} {goal:g} ×"
    is_met = ratio <= goal if figure["below"] else ratio >= goal
    if is_met:
        return f"{wanted}: met"
    return f"{wanted}: **missed**, {ratio / goal:.2f} × the goal"


def table(figures):
    """The figures of a section."""
    lines = ["| figure | ours | beside | ratio (lowest – highest) | goal |",
             "|---|---|---|---|---|"]
    for figure in figures:
        note = f" ({figure['note']})" if figure["note"] else ""
        lines.append(
            f"| {figure['name']}{note} | {figure['ours']}: {side(figure, 0)} "
            f"| {figure['peer']}: {side(figure, 1)} "
            f"| {figure['ratio']:.2f} ({figure['lowest']:.2f} – {figure['highest']:.2f}) "
            f"| {verdict(figure)} |")
    return "\n".join(lines) + "\n\n"


def markdown(results):
    """The page."""
    chosen, machine, seed = results["settings"], results["machine"], results["seed"]
    command = f"deploy/bench.sh --parties {chosen['parties']} --rounds {chosen['rounds']}"
    text = HEAD.format(command=command + f" --seconds {chosen['seconds']}")
    figures = [one for name, part in results["sections"].items() if name != "in-process"
               for one in part["figures"]]
    if figures:
        text += "## Goals\n\n" + table(figures)
    own = results["sections"].get("in-process")
    if own:
        text += "## Within one process: `probity bench`\n\n" + table(own["figures"])
    seeding = ""
    if seed["newEntries"]:
        rate = seed["newEntries"] / max(0.001, float(seed["seconds"]))
        seeding = f", entered in {float(seed['seconds']):,.0f} s ({rate:,.0f} entries/s)"
    text += GROUND.format(
        **machine | {"versions": ", ".join(f"{k} {v}" for k, v in machine["versions"].items())},
        parties=chosen["parties"], events=chosen["events"], rounds=chosen["rounds"],
        seconds=chosen["seconds"], rateLimits=f"`{chosen['rateLimits']}`",
        ineligible=round(float(seed["ineligibleShare"]) * 1000), seeding=seeding)
    if "growth" in results["sections"]:
        small, large = chosen["growth"]
        text += (f"The registers of {small:,} and {large:,} parties have {chosen['growthEvents']} "
                 "events a party: each has its accreditation, and a tenth their bar.\n")
    return text.rstrip("\n") + "\n\n" + NOTES.read_text()
