#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No acknowledged event is lost or doubled: SIGKILL of either daemon and of PostgreSQL, in turn
and at random moments, while 16 clients post events, one by one and as NDJSON batches, and retry
each with its key on the other daemon."""

import http.client
import json
import os
import random
import threading
import time

from acceptance import check, finish, note
from servers import command, installation

ROUNDS = int(os.environ.get("PROBITY_KILL_ROUNDS", "5"))
CLIENTS = 16
EVENTS_PER_CLIENT = 40
BATCH_LINES = 20
random.seed(20261123)


def event(party, source):
    """The body of one report."""
    return {
        "party": party, "role": "inviter", "indicator": "cn.invitation.late-close-out",
        "state": "alleged", "occurredOn": "2026-03-01", "sourceSystem": "acceptance",
        "sourceId": source,
    }


class Client(threading.Thread):
    """Reports its events of one round, each until it is acknowledged, changing the daemon after
    every failure. Every second client sends batches."""

    def __init__(self, index, daemons, token, parties, name, stop_at):
        super().__init__(daemon=True)
        self.daemons, self.at, self.token = daemons, index % len(daemons), token
        self.sends_batches = index % 2 == 1
        self.pending = [
            (f"{name}-{number}", parties[(index + number) % len(parties)])
            for number in range(EVENTS_PER_CLIENT)
        ]
        self.stop_at = stop_at
        self.acknowledged, self.retries, self.broken, self.problems = {}, 0, 0, []

    def run(self):
        while self.pending and not self.problems:
            if time.monotonic() > self.stop_at:
                self.problems.append(f"{self.pending[0][0]}: never acknowledged")
                return
            try:
                again = self.send_batch() if self.sends_batches else self.send_one()
            except (OSError, http.client.HTTPException):
                again = True
            if again:
                self.retries += 1
                self.at = (self.at + 1) % len(self.daemons)
                time.sleep(0.05)

    def send_one(self):
        """Posts the next event; tells whether it must be sent again."""
        source, party = self.pending[0]
        status, _, text = self.daemons[self.at].request(
            "POST", "/v1/events", event(party, source), token=self.token, timeout=15,
            Idempotency_Key=source)
        if status == 201:
            self.acknowledge(source, json.loads(text)["event"])
        elif status != 503:
            self.problems.append(f"{source}: {status} {text[:300]}")
        return status == 503

    def send_batch(self):
        """Sends the next events as NDJSON and takes each answer line as it comes: what was
        acknowledged before the connection broke off is not sent again."""
        lines = self.pending[:BATCH_LINES]
        body = "".join(
            json.dumps({**event(party, source), "key": source}) + "\n" for source, party in lines)
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.daemons[self.at].port, timeout=15)
        try:
            connection.request(
                "POST", "/v1/events:batch", body.encode(),
                {"Content-Type": "application/x-ndjson",
                 "Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            if answer.status != 200:
                if answer.status != 503:
                    self.problems.append(f"batch: {answer.status} {answer.read()[:300]}")
                return True
            again = False
            for line in answer:
                if not line.endswith(b"\n"):
                    self.broken += 1
                    return True
                said = json.loads(line)
                if said["status"] == 201:
                    self.acknowledge(said["key"], said["event"])
                elif said["status"] == 503:
                    again = True
                else:
                    self.problems.append(f"line: {line[:300]}")
            return again
        except (OSError, http.client.HTTPException):
            self.broken += 1
            raise
        finally:
            connection.close()

    def acknowledge(self, source, event_id):
        """Notes an event that the service has promised to keep."""
        self.acknowledged[source] = event_id
        self.pending = [pair for pair in self.pending if pair[0] != source]


def one_round(number, cluster, daemons, token, parties):
    """One round with one kill in the middle of it; gives what was acknowledged."""
    stop_at = time.monotonic() + 90
    clients = [
        Client(index, daemons, token, parties, f"round{number}-client{index}", stop_at)
        for index in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    time.sleep(random.uniform(0.02, 0.5))
    victim = number % 3
    if victim == 0:
        cluster.kill()
        cluster.start()
    else:
        daemons[victim - 1].kill()
        daemons[victim - 1].start()
    for client in clients:
        client.join()
    problems = [problem for client in clients for problem in client.problems]
    check(not problems, f"round {number}: every event was acknowledged in the end",
          "\n".join(problems))
    note(f"round {number}: killed {('PostgreSQL', 'the first daemon', 'the second')[victim]}; "
         f"{sum(client.retries for client in clients)} retries, "
         f"{sum(client.broken for client in clients)} batches broken off")
    return {key: value for client in clients for key, value in client.acknowledged.items()}


def compare(cluster, acknowledged):
    """Whether the register holds what was acknowledged, once each, and nothing else."""
    expected = ROUNDS * CLIENTS * EVENTS_PER_CLIENT
    check(len(acknowledged) == expected, f"{expected} events were acknowledged",
          len(acknowledged))
    rows = cluster.sql("SELECT origin_id, event_id FROM probity.event_index "
                       "WHERE origin_system = 'acceptance'").splitlines()
    stored = dict(row.split("|") for row in rows)
    check(stored == acknowledged and len(rows) == len(stored),
          "each acknowledged event stands under its id, and no other does",
          f"{len(rows)} rows, {len(acknowledged)} acknowledged")
    entries = cluster.sql("SELECT count(*), count(DISTINCT number), max(number), "
                          "count(*) FILTER (WHERE kind = 'event.reported') "
                          "FROM probity.ledger_entry").split("|")
    check(entries[0] == entries[1] == entries[2], "the numbers have no gap", entries)
    check(int(entries[3]) == expected, "each event has exactly one entry", entries)


def main():
    with installation(PROBITY_RATE_LIMITS="off") as (cluster, daemons):
        token = command(
            daemons[0], "token", "issue", "--role", "regulator", "--authority", "CN-NIA",
            "--territory", "CN", "--label", "kill rounds", "--format", "json")
        token = json.loads(token.stdout)["token"]
        parties = []
        for number in range(5):
            status, _, text = daemons[0].request(
                "POST", "/v1/parties",
                {"kind": "organisation", "name": f"Lingnan Exchange {number}", "region": "CN-44"},
                token=token)
            check(status == 201, f"party {number} is registered", text)
            parties.append(json.loads(text)["party"]["id"])
        acknowledged = {}
        started = time.monotonic()
        for number in range(1, ROUNDS + 1):
            acknowledged.update(one_round(number, cluster, daemons, token, parties))
        note(f"{ROUNDS} rounds took {time.monotonic() - started:.0f} s")
        for daemon in daemons:
            daemon.wait_until_ready()
        compare(cluster, acknowledged)
        verified = command(daemons[0], "verify")
        check(verified.returncode == 0, "verify finds nothing",
              verified.stdout + verified.stderr)
        for daemon in daemons:
            check(daemon.stop() == 0, "a daemon stops cleanly")
    finish()


main()
