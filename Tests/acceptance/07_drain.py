#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A daemon that is told to end says that it is not ready, goes on serving for a while, finishes
the batch that it is in the midst of, and ends with 0."""

import json
import signal
import socket
import threading
import time

from acceptance import check, finish, note
from servers import command, installation

LINES = 30_000


class Batch(threading.Thread):
    """A batch of checks that is sent piece by piece, so that it is under way for a while."""

    def __init__(self, port, party, token):
        super().__init__(daemon=True)
        self.port, self.party, self.token = port, party, token
        self.begun, self.lines, self.fault = threading.Event(), [], None

    def run(self):
        try:
            self.converse()
        except (OSError, ValueError) as error:
            self.fault = repr(error)

    def converse(self):
        """Sends and reads at once, as a client of a stream does."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        line = json.dumps({"party": self.party, "role": "inviter", "route": "cn-visa-f"}) + "\n"
        connection.sendall(
            f"POST /v1/eligibility:batch HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Type: application/x-ndjson\r\n"
            f"Content-Length: {len(line) * LINES}\r\n\r\n".encode())
        reader = threading.Thread(target=self.read, args=[connection.makefile("rb")], daemon=True)
        reader.start()
        for part in range(30):
            connection.sendall(line.encode() * (LINES // 30))
            if part == 3:
                self.begun.set()
            time.sleep(0.1)
        reader.join(timeout=60)

    def read(self, stream):
        """Reads the chunks until the last one."""
        self.status = int(stream.readline().split()[1])
        while stream.readline().strip():
            pass
        text = b""
        while (size := int(stream.readline(), 16)):
            text += stream.read(size)
            stream.readline()
        self.lines = text.decode().splitlines()


def stalled(port, token, target):
    """A client that asks for much and reads nothing."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    connection.connect(("127.0.0.1", port))
    connection.sendall((f"GET {target} HTTP/1.1\r\nHost: localhost\r\n"
                        f"Authorization: Bearer {token}\r\n\r\n").encode())
    return connection


def main():
    with installation(1, PROBITY_DRAIN_SECONDS="2") as (_, daemons):
        daemon = daemons[0]
        done = command(daemon, "token", "issue", "--label", "drain", "--format", "json",
                       "--role", "regulator", "--authority", "CN-NIA", "--territory", "CN")
        token = json.loads(done.stdout)["token"]
        party = json.loads(daemon.request(
            "POST", "/v1/parties",
            {"kind": "organisation", "name": "Lingnan Exchange", "region": "CN-44"},
            token=token)[2])["party"]["id"]
        batch = Batch(daemon.port, party, token)
        batch.start()
        batch.begun.wait(timeout=30)
        idle = stalled(daemon.port, token, "/openapi.json")
        started = time.monotonic()
        daemon.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        status, _, text = daemon.request("GET", "/readyz")
        check(status == 503 and json.loads(text)["code"] == "service.draining",
              "it is not ready any more, and says why", text)
        status, headers, _ = daemon.request("GET", f"/v1/parties/{party}", token=token)
        check(status == 200, "it still answers", status)
        check(headers.get("Connection") == "close", "its answers send the client elsewhere",
              headers)
        code = daemon.process.wait(timeout=60)
        seconds = time.monotonic() - started
        batch.join(timeout=60)
        note(f"ended after {seconds:.1f} s")
        check(len(batch.lines) == LINES and batch.fault is None,
              "the batch under way is answered to its end", (len(batch.lines), batch.fault))
        check(all(json.loads(line)["line"] == number
                  for number, line in enumerate(batch.lines, 1)), "in order")
        check(code == 0, "the exit code is 0", code)
        check(seconds < 40, "who does not read does not hold it for ever", seconds)
        idle.close()
    finish()


main()
