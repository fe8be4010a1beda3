#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An acknowledged bar is seen by every eligibility check that starts after the acknowledgement, on
every daemon: 64 clients ask two daemons while bars are imposed and lifted through either."""

import asyncio
import json
import os
import random
import time

from acceptance import check, finish, note
from servers import command, installation

CHECKS = int(os.environ.get("PROBITY_BAR_CHECKS", "100000"))
CLIENTS = 64
PARTIES = 40
random.seed(20261124)


class Party:
    """A party whose state changes by one with each bar and each lifting: odd is barred."""

    def __init__(self, party_id):
        self.id = party_id
        self.acknowledged = 0  # what every check that starts now must at least have seen
        self.sent = 0  # what a check that ends now can have seen at most
        self.sanction = None


class Connection:
    """One kept-alive connection that speaks just enough HTTP/1.1."""

    def __init__(self, port, token):
        self.port, self.token, self.streams = port, token, None

    async def ask(self, method, target, body=None):
        """Sends a request and gives (status, body)."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        content = b"" if body is None else json.dumps(body).encode()
        head = (f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: Bearer {self.token}\r\n")
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        writer.write(head.encode() + b"\r\n" + content)
        answer = await reader.readuntil(b"\r\n\r\n")
        lines = answer.decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        text = await reader.readexactly(int(fields["content-length"]))
        return int(lines[0].split(" ")[1]), json.loads(text)

    def close(self):
        """Ends the connection."""
        if self.streams:
            self.streams[1].close()


class Run:
    """What is counted over the whole check."""

    def __init__(self, parties):
        self.parties = parties
        self.asked = 0
        self.stale, self.problems, self.changes, self.busy = [], [], 0, 0


async def ask(run, connection):
    """Asks about parties until enough was asked."""
    while run.asked < CHECKS and not run.problems:
        run.asked += 1
        party = random.choice(run.parties)
        least = party.acknowledged
        status, answer = await connection.ask(
            "GET", f"/v1/eligibility?party={party.id}&role=inviter&route=cn-visa-f")
        if status in (429, 503):
            run.busy += 1
            continue
        if status != 200:
            run.problems.append(f"{status} {answer}")
            continue
        is_barred = any(reason["code"] == "sanction.bar" for reason in answer["reasons"])
        possible = {version % 2 == 1 for version in range(least, party.sent + 1)}
        if is_barred not in possible or (is_barred and answer["outcome"] != "ineligible"):
            run.stale.append(f"{party.id}: {answer['outcome']}, states {least} to {party.sent}")
    connection.close()


async def change(run, connections, today):
    """Bars and lifts, through either daemon in turn, until enough was asked."""
    while run.asked < CHECKS and not run.problems:
        party = random.choice(run.parties)
        connection = random.choice(connections)
        party.sent += 1
        if party.sent % 2 == 1:
            status, answer = await connection.ask(
                "POST", "/v1/sanctions",
                {"party": party.id, "kind": "bar", "from": today, "provision": "Art. 1",
                 "published": True})
            party.sanction = answer.get("sanction", {}).get("id")
        else:
            status, answer = await connection.ask(
                "POST", f"/v1/sanctions/{party.sanction}:lift", {"on": today})
        if status not in (200, 201):
            run.problems.append(f"{status} {answer}")
            return
        party.acknowledged = party.sent
        run.changes += 1
        await asyncio.sleep(0.002)
    for connection in connections:
        connection.close()


def token(daemon, *arguments):
    """A new token's text."""
    done = command(daemon, "token", "issue", "--label", "fresh bars", "--format", "json",
                   *arguments)
    return json.loads(done.stdout)["token"]


async def load(run, daemons, desk, officer, today):
    """Sixty-four clients that ask, half of them each daemon, and one that bars and lifts."""
    clients = [Connection(daemons[index % 2].port, desk) for index in range(CLIENTS)]
    officers = [Connection(daemon.port, officer) for daemon in daemons]
    await asyncio.gather(
        *(ask(run, client) for client in clients), change(run, officers, today))


def main():
    with installation(PROBITY_RATE_LIMITS="off") as (cluster, daemons):
        officer = token(daemons[0], "--role", "regulator", "--authority", "CN-NIA",
                        "--territory", "CN")
        desk = token(daemons[0], "--role", "visaDesk")
        parties = []
        for number in range(PARTIES):
            _, _, text = daemons[0].request(
                "POST", "/v1/parties",
                {"kind": "organisation", "name": f"Lingnan {number}", "region": "CN-44"},
                token=officer)
            party = json.loads(text)["party"]["id"]
            status, _, text = daemons[0].request(
                "POST", f"/v1/parties/{party}/accreditations",
                {"role": "inviter", "route": "cn-visa-f", "from": "2026-01-01"}, token=officer)
            parties.append(Party(party))
        check(status == 201, f"{PARTIES} parties may invite", text)
        today = json.loads(daemons[0].request(
            "GET", f"/v1/eligibility?party={party}&role=inviter&route=cn-visa-f",
            token=desk)[2])["asOf"]
        run = Run(parties)
        started = time.monotonic()
        asyncio.run(load(run, daemons, desk, officer, today))
        seconds = time.monotonic() - started
        note(f"{run.asked} checks and {run.changes} changes in {seconds:.0f} s, "
             f"{run.busy} refused as busy")
        check(not run.problems, "every request was answered", "\n".join(run.problems))
        check(run.asked >= CHECKS, f"{CHECKS} checks were asked of two daemons", run.asked)
        check(run.busy < CHECKS // 10, "most checks were answered", run.busy)
        check(run.changes > 300, "bars were imposed and lifted meanwhile", run.changes)
        check(not run.stale, "no answer was stale", "\n".join(run.stale[:10]))
        verified = command(daemons[1], "verify")
        check(verified.returncode == 0, "verify finds nothing",
              verified.stdout + verified.stderr)
    finish()


main()
