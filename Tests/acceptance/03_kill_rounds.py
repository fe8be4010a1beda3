#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No acknowledged event is lost or doubled: SIGKILL of the daemon and of PostgreSQL, in turn and
at random moments, while 8 clients post events with idempotency keys and retry."""

import json
import os
import random
import signal
import threading
import time

from acceptance import Daemon, check, data_folder, finish, free_port, note, postmaster, run, sql

ROUNDS = int(os.environ.get("PROBITY_KILL_ROUNDS", "5"))
CLIENTS = 8
EVENTS_PER_CLIENT = 40
random.seed(20261123)


class Client(threading.Thread):
    """Posts its events of one round one after the other, each until it is acknowledged."""

    def __init__(self, daemon, token, party, name, stop_at):
        super().__init__(daemon=True)
        self.service, self.token, self.party = daemon, token, party
        self.name_of_round, self.stop_at = name, stop_at
        self.acknowledged, self.retries, self.problems = {}, 0, []

    def run(self):
        for number in range(EVENTS_PER_CLIENT):
            source = f"{self.name_of_round}-{number}"
            body = {
                "party": self.party, "role": "inviter",
                "indicator": "cn.invitation.late-close-out", "state": "alleged",
                "occurredOn": "2026-03-01", "sourceSystem": "acceptance", "sourceId": source,
            }
            while time.monotonic() < self.stop_at:
                try:
                    status, _, text = self.service.request(
                        "POST", "/v1/events", body, token=self.token, timeout=10,
                        Idempotency_Key=source)
                except OSError:
                    status, text = 0, ""
                if status == 201:
                    self.acknowledged[source] = json.loads(text)["event"]
                    break
                if status not in (0, 503):
                    self.problems.append(f"{source}: {status} {text[:200]}")
                    break
                self.retries += 1
                time.sleep(0.05)
            else:
                self.problems.append(f"{source}: never acknowledged")


def one_round(number, data, daemon, token, party):
    """One round with one kill in the middle of it; gives what was acknowledged."""
    stop_at = time.monotonic() + 90
    clients = [
        Client(daemon, token, party, f"round{number}-client{index}", stop_at)
        for index in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    time.sleep(random.uniform(0.05, 0.6))
    if number % 2 == 1:
        what = "the daemon"
        daemon.kill()
        daemon.start()
    else:
        what = "PostgreSQL"
        os.kill(int(postmaster(data)[0]), signal.SIGKILL)
    for client in clients:
        client.join()
    problems = [problem for client in clients for problem in client.problems]
    retries = sum(client.retries for client in clients)
    check(not problems, f"round {number}: every event was acknowledged in the end",
          "\n".join(problems))
    note(f"round {number}: killed {what}; {retries} retries")
    return {key: value for client in clients for key, value in client.acknowledged.items()}


def main():
    with data_folder() as data:
        daemon = Daemon(data, free_port())
        daemon.start()
        token = run(
            "token", "issue", "--role", "regulator", "--authority", "CN-NIA", "--territory", "CN",
            "--label", "kill rounds", "--format", "json", data=data)
        token = json.loads(token.stdout)["token"]
        status, _, text = daemon.request(
            "POST", "/v1/parties",
            {"kind": "organisation", "name": "Lingnan Exchange Ltd", "region": "CN-44"},
            token=token)
        check(status == 201, "a party is registered", text)
        party = json.loads(text)["party"]["id"]
        acknowledged = {}
        for number in range(1, ROUNDS + 1):
            acknowledged.update(one_round(number, data, daemon, token, party))
        expected = ROUNDS * CLIENTS * EVENTS_PER_CLIENT
        check(len(acknowledged) == expected, f"{expected} events were acknowledged",
              len(acknowledged))
        daemon.wait_until_ready()
        rows = sql(data, "SELECT origin_id, event_id FROM probity.event_index "
                         "WHERE origin_system = 'acceptance'").splitlines()
        stored = dict(row.split("|") for row in rows)
        check(stored == acknowledged and len(rows) == len(stored),
              "each acknowledged event stands under its id, and no other does",
              f"{len(rows)} rows, {len(acknowledged)} acknowledged")
        entries = sql(data, "SELECT count(*), count(DISTINCT number), max(number), "
                            "count(*) FILTER (WHERE kind = 'event.reported') "
                            "FROM probity.ledger_entry").split("|")
        check(entries[0] == entries[1] == entries[2], "the numbers have no gap", entries)
        check(int(entries[3]) == expected, "each event has exactly one entry", entries)
        verified = run("verify", data=data)
        check(verified.returncode == 0, "verify finds nothing", verified.stdout + verified.stderr)
        check(daemon.stop() == 0, "the daemon stops cleanly")
    finish()


main()
