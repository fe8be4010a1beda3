#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A daemon that stands still in the middle of a batch, with the head of the ledger in its hand,
keeps the other from writing for some seconds and no longer."""

import http.client
import json
import os
import signal
import threading
import time

from acceptance import check, finish, note
from servers import command, installation

WRITERS = 8


class Writer(threading.Thread):
    """Posts events to one daemon, each until it is acknowledged."""

    def __init__(self, index, daemon, token, party):
        super().__init__(daemon=True)
        self.index, self.daemon_, self.token, self.party = index, daemon, token, party
        self.acknowledged, self.refused, self.problems = [], 0, []
        self.is_over = False

    def run(self):
        number = 0
        while not self.is_over:
            number += 1
            self.post(f"{self.daemon_.port}-{self.index}-{number}")

    def post(self, source):
        """Posts one event until it stands, or the run is over."""
        while not self.is_over:
            try:
                status, _, text = self.daemon_.request(
                    "POST", "/v1/events",
                    {"party": self.party, "role": "inviter",
                     "indicator": "cn.invitation.late-close-out", "state": "alleged",
                     "occurredOn": "2026-03-01", "sourceSystem": "stall", "sourceId": source},
                    token=self.token, timeout=60, Idempotency_Key=source)
            except (OSError, http.client.HTTPException) as error:
                self.problems.append(f"{source}: {error}")
                return
            if status == 201:
                self.acknowledged.append(json.loads(text)["event"])
                return
            if status != 503:
                self.problems.append(f"{source}: {status} {text[:300]}")
                return
            self.refused += 1
            time.sleep(0.1)


def stop_within_a_batch(cluster, daemon):
    """Stops the daemon at a moment when it holds the head; tells whether that was found."""
    for _ in range(400):
        os.kill(daemon.process.pid, signal.SIGSTOP)
        held = cluster.sql(
            "SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) "
            "WHERE l.relation = 'probity.ledger_head'::regclass AND l.mode = 'RowShareLock' "
            "AND a.state = 'idle in transaction'")
        if held != "0":
            return True
        os.kill(daemon.process.pid, signal.SIGCONT)
        time.sleep(0.01)
    return False


def main():
    with installation(PROBITY_RATE_LIMITS="off") as (cluster, daemons):
        issued = command(
            daemons[0], "token", "issue", "--role", "regulator", "--authority", "CN-NIA",
            "--territory", "CN", "--label", "stall", "--format", "json")
        token = json.loads(issued.stdout)["token"]
        _, _, text = daemons[0].request(
            "POST", "/v1/parties",
            {"kind": "organisation", "name": "Lingnan Exchange", "region": "CN-44"}, token=token)
        party = json.loads(text)["party"]["id"]
        writers = [Writer(index, daemons[index % 2], token, party) for index in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(0.5)
        check(stop_within_a_batch(cluster, daemons[0]),
              "a daemon was stopped while it held the head of the ledger")
        others = [writer for writer in writers if writer.daemon_ is daemons[1]]
        before = sum(len(writer.acknowledged) for writer in others)
        stopped_at = time.monotonic()
        # One more batch may have been under way; a hundred are not.
        while time.monotonic() < stopped_at + 30:
            if sum(len(writer.acknowledged) for writer in others) > before + 100:
                break
            time.sleep(0.05)
        waited = time.monotonic() - stopped_at
        check(waited < 30, "the other daemon went on writing meanwhile", f"{waited:.1f} s")
        note(f"the other daemon was writing again {waited:.1f} s after the stop")
        os.kill(daemons[0].process.pid, signal.SIGCONT)
        first = [writer for writer in writers if writer.daemon_ is daemons[0]]
        before = sum(len(writer.acknowledged) for writer in first)
        woken_at = time.monotonic()
        while time.monotonic() < woken_at + 30:
            if sum(len(writer.acknowledged) for writer in first) > before + 100:
                break
            time.sleep(0.05)
        check(sum(len(writer.acknowledged) for writer in first) > before + 100,
              "the one that was stopped writes again too")
        for writer in writers:
            writer.is_over = True
        for writer in writers:
            writer.join(60)
        check(not any(writer.problems for writer in writers), "no other answer than 201 and 503",
              [problem for writer in writers for problem in writer.problems][:5])
        acknowledged = [event for writer in writers for event in writer.acknowledged]
        stored = cluster.sql("SELECT event_id FROM probity.event_index").splitlines()
        check(len(set(acknowledged)) == len(acknowledged)
              and set(acknowledged) <= set(stored),
              f"each of {len(acknowledged)} acknowledged events stands, once")
        verified = command(daemons[1], "verify")
        check(verified.returncode == 0, "verify finds nothing",
              verified.stdout + verified.stderr)
    finish()


main()
