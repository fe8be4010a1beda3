# SPDX-License-Identifier: Apache-2.0
"""Several daemons over one PostgreSQL of our own, each of which may be killed and started again."""

import contextlib
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from acceptance import Daemon, free_port, run


class Cluster:
    """A PostgreSQL cluster that outlives the daemons and makes every commit durable."""

    def __init__(self):
        # A socket's path may have no more than 107 bytes: stay near the root.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="probity-cluster-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._program("initdb", "--pgdata=data", "--username=postgres", "--auth=trust",
                      "--encoding=UTF8", "--locale=C.UTF-8")
        self.start()

    @property
    def url(self):
        """What PROBITY_DATABASE_URL takes."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self):
        """Starts the server; after a kill it first waits for what the dead one has left."""
        deadline = time.monotonic() + 60
        while True:
            done = self._program(
                "pg_ctl", "start", "--pgdata=data", "--log=server.log", "--wait",
                f"--options=-k {self.folder} -c listen_addresses= -c max_connections=200",
                fails=True)
            if done.returncode == 0:
                return
            if time.monotonic() > deadline:
                raise RuntimeError((self.folder / "server.log").read_text()[-2000:])
            time.sleep(0.1)

    def kill(self):
        """Ends the server without a warning."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]),
                signal.SIGKILL)

    def stop(self):
        """Ends the server and removes its folder."""
        self._program("pg_ctl", "stop", "--pgdata=data", "--mode=immediate", fails=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, script):
        """Runs SQL as the superuser and gives the printed rows."""
        done = subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.url, "-c", script],
            text=True, capture_output=True, timeout=300, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def _program(self, name, *arguments, fails=False):
        found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
        command = [found[-1] if found else name, *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups",
                       *command]
        done = subprocess.run(
            command, cwd=self.folder, text=True, timeout=120, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode != 0 and not fails:
            raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
        return done


@contextlib.contextmanager
def installation(daemons=2, **environment):
    """A cluster and some daemons over it, started: gives both. All end with the block."""
    cluster = Cluster()
    started = []
    folder = tempfile.TemporaryDirectory(prefix="probity-acceptance-", dir="/tmp")
    try:
        os.chmod(folder.name, 0o755)
        shared = {
            "PROBITY_DATABASE_URL": cluster.url,
            "PROBITY_KEYRING": f"{folder.name}/keyring.json", **environment,
        }
        for index in range(daemons):
            daemon = Daemon(f"{folder.name}/daemon{index}", free_port(), shared)
            started.append(daemon)
            daemon.start()
        yield cluster, started
    finally:
        for daemon in started:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
        cluster.stop()
        folder.cleanup()


def command(daemon, *arguments, **options):
    """Runs `probity` against the database of a daemon."""
    return run(*arguments, data=daemon.data, variables=daemon.environment, **options)
