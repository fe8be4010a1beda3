# SPDX-License-Identifier: Apache-2.0
"""What is measured on: a seeded register, the daemon over it, the peers beside it, the loads.

Only processes that are started here are ended, each by its own id.
"""

import glob
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROBITY = os.environ.get("PROBITY_BIN", str(ROOT / ".build" / "release" / "probity"))
PEER_SQL = """
CREATE TABLE voucher (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL UNIQUE,
    outcome text NOT NULL DEFAULT 'eligible', band text NOT NULL DEFAULT 'B',
    score integer NOT NULL DEFAULT 85, valid_until date NOT NULL DEFAULT '2026-12-31');
CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, party bigint NOT NULL,
    indicator text NOT NULL, occurred_on date NOT NULL, body text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now());
"""
SELECT = "\\set id random(1, {n})\nSELECT outcome, band, score FROM voucher WHERE id = :id;\n"
INSERT = ("\\set id random(1, {n})\nINSERT INTO event (party, indicator, occurred_on, body) "
          "VALUES (:id, 'report.late', '2026-03-01', repeat('x', 400));\n")


class Failed(Exception):
    """Something that is measured did not do what it should; the text says what."""


def say(text):
    """What a person is told meanwhile."""
    print(text, file=sys.stderr, flush=True)


def free_port():
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def middle(values):
    """The median; of an even number the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


class Ground:
    """A work folder, with the register in `data` and the files of targets beside it."""

    def __init__(self, folder, settings):
        self.folder = pathlib.Path(folder)
        self.settings = settings
        self.data = self.folder / "data"
        self.daemon = None
        self.fastapi = None
        self.tokens = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        # PostgreSQL runs under an account of its own when we are root, and must come through.
        self.folder.chmod(0o755)

    # Probity

    def probity(self, *arguments, data=None, progress=False):
        """Runs `probity` and gives what it wrote."""
        environment = {**os.environ, "PROBITY_DATA": str(data or self.data)}
        environment.pop("PROBITY_DATABASE_URL", None)
        done = subprocess.run(
            [PROBITY, *map(str, arguments)], env=environment, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=None if progress else subprocess.PIPE)
        if done.returncode != 0:
            raise Failed(f"probity {' '.join(map(str, arguments))}: {done.stderr or ''}")
        return done.stdout

    def seed(self, parties, events, *more, largest=0, data=None):
        """Enters what is missing of the made-up parties."""
        text = self.probity(
            "bench", "seed", "--parties", parties, "--events", events, "--largest", largest,
            *more, "--format", "json", data=data, progress=True)
        return json.loads(text)[0]

    def targets(self, form, count=100_000, largest=False):
        """A file of random requests, made once."""
        parties = self.settings["parties"]
        name = f"{'largest-' if largest else ''}{form}-{parties}-{count}.txt"
        file = self.folder / name
        if not file.exists():
            extra = ["--largest"] if largest else []
            file.write_text(self.probity(
                "bench", "targets", "--form", form, "--count", count, "--parties", parties, *extra))
        return file

    def token(self, role):
        """A token of a role, issued once a run."""
        if role not in self.tokens:
            extra = (["--authority", "bench", "--territory", "CN"]
                     if role == "regulator" else [])
            self.tokens[role] = self.probity(
                "token", "issue", "--role", role, "--label", "bench", *extra).strip()
        return self.tokens[role]

    def start_daemon(self):
        """Starts the daemon with a rate limit that lets one asker bring all the load, and
        without a line of log for each request."""
        if self.daemon:
            return
        self.port = free_port()
        environment = {
            **os.environ, "PROBITY_DATA": str(self.data), "PROBITY_LOG_LEVEL": "warning",
            "PROBITY_RATE_LIMITS": self.settings["rateLimits"],
        }
        environment.pop("PROBITY_DATABASE_URL", None)
        log = open(self.folder / "daemon.log", "ab")
        self.daemon = subprocess.Popen(
            [PROBITY, "serve", "--port", str(self.port)], env=environment, stdout=log, stderr=log,
            stdin=subprocess.DEVNULL)
        self._wait(self.daemon, self.port, "the daemon", self.folder / "daemon.log")

    def url(self, path=""):
        """Where the daemon is."""
        return f"http://127.0.0.1:{self.port}{path}"

    def daemon_memory(self):
        """The resident memory of the daemon, in MiB."""
        text = pathlib.Path(f"/proc/{self.daemon.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", text).group(1)) / 1024

    def ledger_size(self):
        """How many entries the ledger has: the second line of its checkpoint."""
        return int(self.probity("ledger", "checkpoint").splitlines()[1])

    # Peers

    def socket_folder(self):
        """Where the register's own PostgreSQL listens."""
        for file in self.data.rglob("postmaster.pid"):
            return file.read_text().splitlines()[4]
        raise Failed("no PostgreSQL runs in the data folder")

    def psql(self, database, script, stdin=None):
        """Runs SQL as the superuser of the cluster."""
        done = subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.socket_folder(), "-U",
             "postgres", "-d", database, "-c", script],
            text=True, stdin=stdin or subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode != 0:
            raise Failed(done.stderr)
        return done.stdout.strip()

    def prepare_peers(self):
        """A database of the peers' own in the same cluster, under the same settings."""
        self.start_daemon()
        wanted = self.settings["parties"]
        if not self.psql("postgres", "SELECT 1 FROM pg_database WHERE datname = 'bench_peer'"):
            self.psql("postgres", "CREATE DATABASE bench_peer")
            self.psql("bench_peer", PEER_SQL)
        if self.psql("bench_peer", "SELECT count(*) FROM voucher") != str(wanted):
            self.psql("bench_peer", "TRUNCATE voucher RESTART IDENTITY")
            # Every address once: the random ones of `bench targets` repeat some and miss others.
            file = self.folder / f"all-{wanted}.txt"
            file.write_text(self.probity(
                "bench", "targets", "--form", "address", "--every", "--parties", wanted))
            with open(file, "rb") as lines:
                self.psql("bench_peer", "COPY voucher (key) FROM STDIN", stdin=lines)
            self.psql("bench_peer", "VACUUM ANALYZE voucher")

    def start_fastapi(self):
        """Starts the peer with two workers, without a log of its requests, as ours is."""
        if self.fastapi:
            return
        self.prepare_peers()
        self.peer_port = free_port()
        log = open(self.folder / "fastapi.log", "ab")
        environment = {
            **os.environ,
            "PEER_DATABASE": f"postgresql://postgres@/bench_peer?host={self.socket_folder()}",
        }
        self.fastapi = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "peer:app", "--host", "127.0.0.1", "--port",
             str(self.peer_port), "--workers", "2", "--no-access-log", "--log-level", "warning"],
            cwd=HERE, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self._wait(self.fastapi, self.peer_port, "FastAPI", self.folder / "fastapi.log")
        time.sleep(1)

    def pgbench(self, script, clients=64, seconds=None):
        """Transactions a second of a prepared script."""
        self.prepare_peers()
        file = self.folder / f"pgbench-{os.getpid()}.sql"
        file.write_text(script.format(n=self.settings["parties"]))
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/pgbench"))
        seconds = seconds or self.settings["seconds"]
        done = subprocess.run(
            [found[-1] if found else "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j",
             "2", "-T", str(seconds), "-f", str(file), "-h", self.socket_folder(), "-U", "postgres",
             "bench_peer"],
            text=True, capture_output=True, check=False, timeout=seconds + 60)
        file.unlink()
        rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
        if done.returncode != 0 or not rate:
            raise Failed(f"pgbench: {done.stderr}")
        mean = re.search(r"latency average = ([\d.]+)", done.stdout)
        return {"perSecond": float(rate.group(1)), "mean": float(mean.group(1))}

    # Loads

    def wrk(self, url, file, connections=64, seconds=None, lines=1, **options):
        """Puts a load on a server; gives what came of it, or fails if any request did."""
        running = self.wrk_start(url, file, connections, seconds, lines, **options)
        return self.wrk_end(running, lines)

    def wrk_start(self, url, file, connections=64, seconds=None, lines=1, *, method="GET",
                  token="", content_type="", join="", keys=""):
        """Starts a load that ends by itself."""
        origin, path = re.match(r"(http://[^/]+)(.*)", url).groups()
        seconds = seconds or self.settings["seconds"]
        environment = {
            **os.environ, "BENCH_FILE": str(file), "BENCH_METHOD": method, "BENCH_PATH": path,
            "BENCH_LINES": str(lines), "BENCH_JOIN": join, "BENCH_TOKEN": token,
            "BENCH_TYPE": content_type, "BENCH_SEED": str(time.monotonic_ns() % 1_000_000_007),
        }
        if keys:
            environment["BENCH_KEYS"] = f"{keys}-{time.monotonic_ns()}"
        return subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s",
             str(HERE / "load.lua"), origin],
            env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def wrk_end(self, running, lines=1):
        """Waits for a load and gives what came of it."""
        out, err = running.communicate(timeout=self.settings["seconds"] + 120)
        found = re.search(r"^RESULT (.*)$", out, re.M)
        if not found:
            raise Failed(f"wrk: {err}{out[-2000:]}")
        result = json.loads(found.group(1))
        if result["requests"] == 0:
            say(f"   not one answer of {running.args[-1]} in the time given")
        if result["refused"] or result["failed"]:
            raise Failed(f"{running.args[-1]}: {result}: a figure over failures is none")
        result["perSecond"] = result["requests"] * lines / result["seconds"]
        return result

    # Ends

    def _wait(self, process, port, name, log):
        """Until it listens."""
        for _ in range(600):
            if process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise Failed(f"{name} does not listen: {log.read_text(errors='replace')[-2000:]}")

    def stop(self):
        """Ends what was started."""
        for process in [self.fastapi, self.daemon]:
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(40)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.fastapi = self.daemon = None
        self.tokens = {}
