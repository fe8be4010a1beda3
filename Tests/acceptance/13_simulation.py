#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A changed law tried on a register of 10,000 parties says of each what rating it singly says.

The version that is tried is then enacted, so that the same daemon rates every party by itself,
under the law of before and under the changed one, through `GET …/rating`."""

import collections
import datetime
import http.client
import json
import os
import pathlib
import shutil
import tempfile

from acceptance import ROOT, Daemon, check, data_folder, finish, free_port, note, run, run_json

PARTIES = int(os.environ.get("PROBITY_SIMULATION_PARTIES", "10000"))
PACK = ROOT / "Sources" / "Policy" / "Regimes" / "cn-model"
VERSION = "tried"


def changed_pack(folder):
    """The default law with less to start from, and with a grave small fault."""
    # Its golden cases hold it to its old bands.
    shutil.copytree(PACK, folder, ignore=shutil.ignore_patterns("cases"))
    for name, changes in {
        "regime.yaml": [('version: "', f'version: "{VERSION}" # "')],
        "starts.yaml": [("- points: 100", "- points: 85")],
        "indicators/cn.records.incomplete.yaml": [
            ("perUnit: -1", "perUnit: -60"), ("capPerIndicator: -5", "capPerIndicator: -60")],
    }.items():
        text = (folder / name).read_text()
        for old, new in changes:
            assert text.count(old) == 1, f"{name} has no single {old}"
            text = text.replace(old, new)
        (folder / name).write_text(text)


def ratings(daemon, token, parties, policy, day):
    """Band and score of each party in its role, asked one by one over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
    for party, role in parties:
        connection.request(
            "GET", f"/v1/parties/{party}/rating?role={role}&asOf={day}&policy={policy}",
            headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        body = json.loads(answer.read())
        assert answer.status == 200, body
        yield (body["party"]["id"], role), (body["band"], body["score"])


def main():
    with data_folder() as data, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run("bench", "seed", "--parties", str(PARTIES), "--events", "2", data=data)
        changed_pack(folder / "pack")
        day = datetime.date.today() + datetime.timedelta(days=2)
        tried = run_json(
            "policy", "simulate", str(folder / "pack"), "--as-of", str(day), "--movers", "1000",
            data=data)
        lines = run("bench", "targets", "--form", "query", "--every", "--parties", str(PARTIES),
                    data=data).stdout.split()
        parties = [tuple(part.split("=")[1] for part in line.split("&")[:2]) for line in lines]
        daemon = Daemon(data, free_port(), {"PROBITY_RATE_LIMITS": "off"})
        daemon.start()
        enact(daemon, issue(data, "--role", "administrator"), folder / "pack", day)
        token = issue(data, "--role", "regulator", "--authority", "CN-NIA", "--territory", "CN")
        before = dict(ratings(daemon, token, parties, tried_reference(tried["against"]), day))
        after = dict(ratings(daemon, token, parties, f"cn-model@{VERSION}", day))
        daemon.stop()
        compare(tried, before, after)
    finish()


def tried_reference(policy):
    """`code@version`."""
    return f"{policy['code']}@{policy['version']}"


def issue(data, *grant):
    """A token."""
    return run_json("token", "issue", *grant, "--label", "simulation", data=data)["token"]


def enact(daemon, token, pack, day):
    """Enters the changed law as a draft and enacts it."""
    files = [{"path": str(path.relative_to(pack)), "text": path.read_text()}
             for path in sorted(pack.rglob("*.yaml"))]
    status, _, text = daemon.request("POST", "/v1/policies", {"files": files}, token)
    check(status == 201, "the changed law is kept as a draft", text[:2000])
    status, _, text = daemon.request(
        "POST", f"/v1/policies/cn-model@{VERSION}:enact", {"from": str(day)}, token)
    check(status in (200, 201), "and enacted", text[:2000])


def compare(tried, before, after):
    """The matrix and the movers of the simulation beside the single ratings."""
    role = next(iter(before))[1]
    singly = collections.Counter((before[key][0], after[key][0]) for key in before)
    told = collections.Counter()
    for cell in tried["matrix"]:
        if cell["role"] == role:
            told[(cell["before"], cell["after"])] += cell["ratings"]
    check(len(before) == PARTIES, f"{PARTIES:,} parties are rated singly under both laws",
          str(len(before)))
    check(told == singly, "the simulation counts the same ways from band to band",
          f"{told} and {singly}")
    moved = {key for key in before if before[key][0] != after[key][0]}
    check(len({after[key][0] for key in moved}) > 1, "parties move, to more bands than one",
          str(singly))
    note(f"{len(moved):,} of {PARTIES:,} parties move: "
         + ", ".join(f"{a} → {b}: {n:,}" for (a, b), n in sorted(singly.items())))
    wrong = [mover for mover in tried["movers"] if mover["role"] == role
             and any((mover[time]["band"], mover[time]["score"]) != ratings[mover["party"], role]
                     for time, ratings in (("before", before), ("after", after)))]
    check(not wrong and tried["movers"], "every mover it names moves as it says",
          json.dumps(wrong[:3]))
    check(tried["failures"] == 0, "nobody is without a rating under either law")


main()
