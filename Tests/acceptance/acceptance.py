# SPDX-License-Identifier: Apache-2.0
"""What the acceptance scripts share: a data folder, the built binary, and TAP on standard output.

Each script drives the built `probity` (from PROBITY_BIN) as a user would and shares no code with
it. Servers listen on loopback only and are ended by the process that started them.
"""

import atexit
import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROBITY = os.environ.get("PROBITY_BIN", str(ROOT / ".build" / "release" / "probity"))
SHARED = ROOT.parent / "shared" / "data"
_checks = 0
_failed = 0


def check(condition, name, detail=""):
    """Prints one TAP line; `detail` says what was seen when it failed."""
    global _checks, _failed
    _checks += 1
    if not condition:
        _failed += 1
    print(("ok" if condition else "not ok"), _checks, "-", name, flush=True)
    if not condition and detail:
        for line in str(detail).splitlines()[-20:]:
            print("#", line, flush=True)
    return condition


def skip(name, why):
    """Reports a check that could not run here, by name."""
    global _checks
    _checks += 1
    print("ok", _checks, "-", name, "# SKIP", why, flush=True)


def note(text):
    """A figure or remark for whoever reads the log."""
    print("#", text, flush=True)


def finish():
    """Ends the script with its plan."""
    print(f"1..{_checks}", flush=True)
    sys.exit(1 if _failed else 0)


@contextlib.contextmanager
def data_folder():
    """A fresh data folder that any user may reach; the cluster in it is stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="probity-acceptance-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        data = pathlib.Path(folder) / "data"
        try:
            yield data
        finally:
            stop_cluster(data)


def run(*arguments, data=None, stdin=None, timeout=600, variables=None, **environment):
    """Runs `probity` and gives its finished process, with output as text."""
    variables = {**os.environ, "PROBITY_DATABASE_URL": "", **(variables or {}), **environment}
    if not variables["PROBITY_DATABASE_URL"]:
        del variables["PROBITY_DATABASE_URL"]
    if data is not None:
        variables["PROBITY_DATA"] = str(data)
    return subprocess.run(
        [PROBITY, *map(str, arguments)], env=variables, input=stdin, text=True,
        capture_output=True, timeout=timeout, check=False)


def run_json(*arguments, data=None):
    """Runs `probity … --format json` and gives what it printed."""
    done = run(*arguments, "--format", "json", data=data)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{arguments}: exit {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def free_port():
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postmaster(data):
    """The lines of postmaster.pid: [pid, folder, started, port, socket folder, …]."""
    for file in pathlib.Path(data).rglob("postmaster.pid"):
        return file.read_text().splitlines()
    return None


def stop_cluster(data):
    """Ends a cluster that a killed daemon left running."""
    lines = postmaster(data) if pathlib.Path(data).exists() else None
    if lines:
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(lines[0]), signal.SIGINT)
            for _ in range(100):
                if not pathlib.Path(f"/proc/{lines[0]}").exists():
                    break
                time.sleep(0.1)


def sql(data, script):
    """Runs SQL as the cluster's superuser and gives the printed rows."""
    lines = postmaster(data)
    done = subprocess.run(
        ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", lines[4], "-p", lines[3],
         "-U", "postgres", "-d", "postgres", "-c", script],
        text=True, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


class Daemon:
    """`probity serve` on a port of loopback."""

    def __init__(self, data, port, environment=None):
        self.data, self.port, self.process = data, port, None
        self.environment = environment or {}

    def start(self, wait=120):
        """Starts it and waits until it is ready."""
        environment = {**os.environ, "PROBITY_DATABASE_URL": "", "PROBITY_DATA": str(self.data),
                       **self.environment}
        if not environment["PROBITY_DATABASE_URL"]:
            del environment["PROBITY_DATABASE_URL"]
        self.process = subprocess.Popen(
            [PROBITY, "serve", "--port", str(self.port)], env=environment,
            stdout=subprocess.DEVNULL, stderr=open(f"{self.data}.log", "a"))
        atexit.register(self.process.kill)
        self.wait_until_ready(wait)

    def wait_until_ready(self, wait=120):
        """Waits for /readyz to answer 200."""
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"serve ended with {self.process.returncode}")
            try:
                if self.request("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise RuntimeError("serve was not ready in time")

    def request(self, method, path, body=None, token=None, timeout=20, **headers):
        """One HTTP request: (status, headers, body as text)."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read().decode()

    def kill(self):
        """Ends it without a warning."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks it to end and gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)
