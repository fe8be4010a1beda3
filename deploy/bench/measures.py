# SPDX-License-Identifier: Apache-2.0
"""What is measured, section by section: who takes turns with whom, and what the goal is.

A section gives figures: each with ours and its peer round by round, so that the ratio is taken
pair by pair, under whatever the machine was doing just then.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

from ground import INSERT, SELECT, Failed, middle, say

LINES_OURS = 1_000
LINES_PEER = 100
RULES = pathlib.Path(__file__).with_name("rules.py")
REGIME = pathlib.Path(__file__).parents[2] / "Sources/Policy/Regimes/cn-model"


def figure(name, ours, peer, rounds, *, goal=None, below=False, field="perSecond", note=""):
    """One figure: rounds of (ours, peer), and the goal of their ratio, at least or at most."""
    ratios = [pair[0][field] / pair[1][field] for pair in rounds]
    return {
        "name": name, "ours": ours, "peer": peer, "field": field, "goal": goal, "below": below,
        "note": note, "rounds": [list(pair) for pair in rounds], "ratio": middle(ratios),
        "lowest": min(ratios), "highest": max(ratios),
    }


def in_turns(ground, name, *works):
    """Every round has each of the works once, in order; the first round is preceded by one of a
    second each that does not count."""
    for work in works:
        work(1)
    rounds = []
    for index in range(ground.settings["rounds"]):
        rounds.append([work(ground.settings["seconds"]) for work in works])
        say(f"   {name}, round {index + 1}: "
            + ", ".join(f"{one['perSecond']:,.0f}/s" for one in rounds[-1]))
    return rounds


def memory(ground):
    """The daemon after its start, when nobody has asked anything for ten seconds."""
    ground.stop()
    ground.start_daemon()
    time.sleep(10)
    mebibytes = ground.daemon_memory()
    say(f"   idle: {mebibytes:.0f} MiB")
    return [{
        "name": "Memory of the daemon at idle", "ours": "resident, MiB", "peer": "limit",
        "field": "MiB", "goal": 1, "below": True, "note": "ratio to the limit of 60 MiB",
        "rounds": [[{"MiB": mebibytes}, {"MiB": 60}]], "ratio": mebibytes / 60,
        "lowest": mebibytes / 60, "highest": mebibytes / 60,
    }]


def eligibility(ground):
    """The fast check over HTTP, beside the route that does nothing, and beside FastAPI."""
    ground.start_fastapi()
    token = ground.token("visaDesk")
    queries, addresses = ground.targets("query"), ground.targets("address")
    nothing = ground.folder / "nothing.txt"
    nothing.write_text("\n")
    url, path = ground.url(), f"http://127.0.0.1:{ground.peer_port}/eligibility?party="
    rounds = in_turns(
        ground, "eligibility",
        lambda s: ground.wrk(url + "/v1/eligibility?", queries, seconds=s, token=token),
        lambda s: ground.wrk(url + "/v1/ledger/key", nothing, seconds=s),
        lambda s: ground.wrk(url + "/v1/ledger/key", nothing, seconds=s, token=token),
        lambda s: ground.wrk(path, addresses, seconds=s))
    ours = "GET /v1/eligibility, 64 connections"
    return [
        figure("Eligibility beside the route that does nothing", ours,
               "GET /v1/ledger/key, no token", [(r[0], r[1]) for r in rounds], goal=0.65),
        figure("Eligibility beside the same with a token", ours,
               "GET /v1/ledger/key, with token", [(r[0], r[2]) for r in rounds]),
        figure("Eligibility beside FastAPI", ours, "FastAPI + asyncpg, one row, 2 workers",
               [(r[0], r[3]) for r in rounds], goal=5),
        figure("p99 of eligibility beside FastAPI", "p99, ms", "p99, ms",
               [(r[0], r[3]) for r in rounds], goal=1, below=True, field="p99"),
    ]


def bench_run(ground, series, seconds, data=None):
    """One turn of `probity bench`, ours alone."""
    text = ground.probity(
        "bench", "run", "--only", series, "--alone", "--rounds", 1, "--seconds", max(1, seconds),
        "--format", "json", data=data)
    pace = json.loads(text)[0]["rounds"][0]["ours"]
    return {"perSecond": pace["perSecond"], "p50": pace["p50Milliseconds"],
            "p99": pace["p99Milliseconds"]}


def reader(ground):
    """Look-ups in process, beside prepared point reads."""
    ground.prepare_peers()
    rounds = in_turns(
        ground, "look-ups",
        lambda s: bench_run(ground, "look-ups", s),
        lambda s: ground.pgbench(SELECT, seconds=s))
    return [figure("Reader in process beside pgbench", "look-ups, 64 tasks",
                   "pgbench, prepared point reads, 64 clients", rounds, goal=2.5)]


def settled(ground):
    """The size of the ledger once what an earlier turn has left behind is entered."""
    size = ground.ledger_size()
    for _ in range(120):
        time.sleep(0.5)
        before, size = size, ground.ledger_size()
        if size == before:
            return size
    raise Failed("the ledger does not come to rest")


def posted(ground, url, file, connections, seconds, lines=1, **options):
    """A load of events, and that the ledger grew by as many entries as were answered."""
    before = settled(ground)
    result = ground.wrk(url, file, connections, seconds, lines, method="POST",
                        token=ground.token("regulator"), **options)
    grown = ground.ledger_size() - before
    answered = result["requests"] * lines
    if grown < answered:
        raise Failed(f"{answered} events were answered, and only {grown} entered")
    return result


def events(ground):
    """Events, each durable before its answer, beside one-row durable inserts."""
    ground.prepare_peers()
    file = ground.targets("event")
    one, many = ground.url("/v1/events"), ground.url("/v1/events:batch")
    rounds = in_turns(
        ground, "events",
        lambda s: posted(ground, one, file, 64, s, content_type="application/json", keys="bench"),
        lambda s: ground.pgbench(INSERT, seconds=s),
        lambda s: posted(ground, many, file, 3, s, LINES_OURS,
                         content_type="application/x-ndjson"))
    peer = "pgbench, one-row durable inserts, 64 clients"
    return [
        figure("Events by POST beside pgbench",
               "POST /v1/events with a key, 64 connections", peer,
               [(r[0], r[1]) for r in rounds], goal=0.5),
        figure("Events by NDJSON beside pgbench",
               f"POST /v1/events:batch, {LINES_OURS:,} lines, 3 connections", peer,
               [(r[2], r[1]) for r in rounds], goal=2),
    ]


def lines(ground):
    """Batches of questions beside FastAPI's batches of a hundred."""
    ground.start_fastapi()
    token = ground.token("visaDesk")
    questions, addresses = ground.targets("question"), ground.folder / "quoted.txt"
    if not addresses.exists():
        quoted = [json.dumps(key) for key in ground.targets("address").read_text().split()]
        addresses.write_text("\n".join(quoted) + "\n")
    path = f"http://127.0.0.1:{ground.peer_port}/eligibility"
    rounds = in_turns(
        ground, "lines",
        lambda s: ground.wrk(ground.url("/v1/eligibility:batch"), questions, 3, s, LINES_OURS,
                             method="POST", token=token, content_type="application/x-ndjson"),
        lambda s: ground.wrk(path, addresses, 64, s, LINES_PEER, method="POST", join=",",
                             content_type="application/json"))
    return [figure("Eligibility lines beside FastAPI",
                   f"POST /v1/eligibility:batch, {LINES_OURS:,} lines, 3 connections",
                   f"FastAPI + asyncpg, {LINES_PEER} rows a request, 64 connections",
                   rounds, goal=2)]


def largest(ground):
    """What the others feel of a party with far more events than any, and what it feels itself.

    One more producer posts events of the large party, or in turn of an ordinary one, while the
    others do what they do.
    """
    say(f"   entering {ground.settings['largest']:,} events of one party")
    ground.start_daemon()
    ground.seed(
        ground.settings["parties"], ground.settings["events"],
        largest=ground.settings["largest"])
    officer, desk = ground.token("regulator"), ground.token("visaDesk")
    ordinary, large = ground.targets("event"), ground.targets("event", 100, largest=True)
    one, ask = ground.url("/v1/events"), ground.url("/v1/eligibility?")
    found = {"posts": [], "asks": [], "own": []}

    def beside(file, seconds, start):
        options = {"method": "POST", "token": officer, "content_type": "application/json"}
        others = start(seconds)
        own = ground.wrk_start(one, file, 1, seconds, **options)
        return ground.wrk_end(others), ground.wrk_end(own)

    def posts(seconds):
        return ground.wrk_start(one, ordinary, 63, seconds, method="POST", token=officer,
                                content_type="application/json")

    def asks(seconds):
        return ground.wrk_start(ask, ground.targets("query"), 63, seconds, token=desk)

    for index in range(ground.settings["rounds"]):
        for name, start in [("posts", posts), ("asks", asks)]:
            with_large = beside(large, ground.settings["seconds"], start)
            without = beside(ordinary, ground.settings["seconds"], start)
            found[name].append((with_large[0], without[0]))
            if name == "posts":
                found["own"].append((with_large[1], without[1]))
        say(f"   large party, round {index + 1}: p99 of the others "
            + ", ".join(f"{found[n][-1][0]['p99']:.1f} / {found[n][-1][1]['p99']:.1f} ms"
                        for n in ("posts", "asks")))
    size = f"{ground.settings['largest']:,}"
    return [
        figure(f"p99 of others' events while a party with {size} events has its own",
               "p99, ms", "the same with an ordinary party", found["posts"], goal=1.5, below=True,
               field="p99"),
        figure(f"p99 of others' look-ups while a party with {size} events has its own",
               "p99, ms", "the same with an ordinary party", found["asks"], goal=1.5, below=True,
               field="p99"),
        figure(f"Events of the party with {size} itself", "events a second of one producer",
               "the same of an ordinary party", found["own"], goal=0.9),
    ]


def growth(ground):
    """Look-ups in a small and in a large register, with the same few events a party."""
    small, large = ground.settings["growth"]
    each = ground.settings["growthEvents"]
    folders = {}
    ground.stop()
    for parties in (small, large):
        folders[parties] = ground.folder / f"growth-{parties}"
        say(f"   a register of {parties:,} parties, {each} events each")
        ground.seed(parties, each, data=folders[parties])
    rounds = in_turns(
        ground, "growth",
        lambda s: bench_run(ground, "look-ups", s, folders[large]),
        lambda s: bench_run(ground, "look-ups", s, folders[small]))
    return [figure(f"Look-ups among {large:,} parties beside {small:,}",
                   f"look-ups, 64 tasks, {large:,} parties", f"the same, {small:,} parties",
                   rounds, goal=round(1 / 1.3, 2), note="flat within 1.3 ×")]


def rating(ground):
    """What one explained rating costs of one core, beside two engines of rules."""
    limit = {"µs": 50.0}

    def ours(seconds):
        text = ground.probity(
            "bench", "rating", "--seconds", max(1, seconds), "--format", "json")
        return {"µs": float(json.loads(text)[0]["microseconds"])}

    def peer(name, seconds):
        done = subprocess.run(
            [sys.executable, RULES, name, str(max(1, seconds))], capture_output=True, text=True,
            check=False)
        if done.returncode != 0:
            raise Failed(f"{name}: {done.stderr.strip()[-400:]}")
        return {"µs": json.loads(done.stdout)["microseconds"]}

    rounds = []
    for index in range(ground.settings["rounds"]):
        seconds = ground.settings["seconds"]
        rounds.append([ours(seconds), peer("zen", seconds), peer("openfisca", seconds)])
        say(f"   rating, round {index + 1}: "
            + ", ".join(f"{one['µs']:,.1f} µs" for one in rounds[-1]))
    name = "one rating of 30 events, processor time in µs"
    return [
        figure("An explained rating beside its limit", name, "limit, µs",
               [(r[0], limit) for r in rounds], goal=1, below=True, field="µs"),
        figure("An explained rating beside zen-engine", name,
               "zen-engine, 30 look-ups in a table of 15 rows with trace, µs",
               [(r[0], r[1]) for r in rounds], field="µs"),
        figure("An explained rating beside OpenFisca", name,
               "OpenFisca /calculate, one tax of one person, µs",
               [(r[0], r[2]) for r in rounds], field="µs"),
    ]


# What a draft changes of the default regime: its edges alone, measures and points besides, and
# what a ministry might change at once. Every second party has an event of incomplete records, whose
# points and measures the last touches; all faults of the register are of that kind.
BANDS = {"bands.yaml": [("atLeast: 90", "atLeast: 100"), ("below: 90", "below: 100")]}
MEASURES = BANDS | {
    "assessments/cn.ladder.yaml": [("minor: [1, 2, 3]", "minor: [1, 2, 4]")],
    "indicators/cn.report.late.yaml": [("perUnit: -5", "perUnit: -6")],
}
MINISTRY = {
    "indicators/cn.records.incomplete.yaml": [("perUnit: -1", "perUnit: -2")],
    "indicators/cn.report.late.yaml": [("perUnit: -5", "perUnit: -6")],
    "overrides/cn.direct.serious.yaml": [("months: 24", "months: 36")],
    "tables/cn.ladder.quota-cut.yaml": [("below: 6, give: 6", "below: 6, give: 9")],
}


def draft(ground, name, changes):
    """A folder with the default regime, changed; its golden cases are those of another law."""
    folder = ground.folder / f"draft-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(REGIME, folder, ignore=shutil.ignore_patterns("cases"))
    header = [(re.search(r'(?m)^version: .*$', (folder / "regime.yaml").read_text()).group(0),
               f'version: "{name}"')]
    for path, pairs in (changes | {"regime.yaml": header}).items():
        text = (folder / path).read_text()
        for old, new in pairs:
            if old not in text:
                raise Failed(f"{path} says no longer {old!r}")
            text = text.replace(old, new)
        (folder / path).write_text(text)
    return folder


def simulation(ground):
    """Versions of the law tried on a register of its own, beside COPY of its events."""
    ground.stop()
    parties, each = ground.settings["simulation"]
    folder = ground.folder / f"simulation-{parties}"
    say(f"   a register of {parties:,} parties, {each} events each, that came in turns")
    if not folder.exists():
        ground.seed(parties, each, "--in-turns", data=folder)
    figures, peak = [], 0
    for name, changes, what in (
            ("bands", BANDS, "edges of bands"),
            ("measures", MEASURES, "edges, points and measures"),
            ("ministry", MINISTRY,
             "points of two indicators, an override and a table of measures")):
        found = json.loads(ground.probity(
            "bench", "simulation", "--rounds", ground.settings["rounds"],
            "--draft", draft(ground, name, changes), "--format", "json",
            data=folder, progress=True))[0]
        peak = max(peak, found["peakMebibytes"])
        rounds = [({"s": turn["seconds"]}, {"s": turn["copySeconds"]})
                  for turn in found["rounds"]]
        say(f"   {what}: {found['ratio']}")
        figures.append(figure(
            f"A version with other {what} tried on {parties:,} parties beside COPY of their events",
            f"policies:simulate, {found['ratings']:,} ratings under two versions, of which "
            f"{found['moved']:,} move, seconds",
            f"COPY of {found['events']:,} narrow rows in the order of the parties, seconds",
            rounds, goal=3, below=True, field="s"))
    return figures + [
        figure("Memory of that pass", "highest resident, MiB", "limit",
               [({"MiB": peak}, {"MiB": 256})], goal=1, below=True, field="MiB"),
    ]


def in_process(ground):
    """`probity bench`: what needs no peer."""
    ground.stop()
    text = ground.probity(
        "bench", "--rounds", ground.settings["rounds"], "--seconds", ground.settings["seconds"],
        "--format", "json", progress=True)
    found = []
    for report in json.loads(text):
        rounds = [
            tuple({"perSecond": turn[side]["perSecond"], "p99": turn[side]["p99Milliseconds"]}
                  for side in ("ours", "peer"))
            for turn in report["rounds"]]
        found.append(figure(f"probity bench: {report['series']}", report["ours"], report["peer"],
                            rounds))
    return found


SECTIONS = {
    "memory": memory, "eligibility": eligibility, "reader": reader, "events": events,
    "lines": lines, "largest": largest, "growth": growth, "rating": rating,
    "simulation": simulation, "in-process": in_process,
}
