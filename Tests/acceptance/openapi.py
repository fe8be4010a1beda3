# SPDX-License-Identifier: Apache-2.0
"""The server keeps to /openapi.json: Schemathesis asks it as every role, with and without sense.

`deploy/test.sh openapi` runs this with a Python that has Schemathesis; the checks, and what is left
out of them and why, stand in deploy/schemathesis.toml. What each run said is kept in
.build-checks/openapi/. By hand, roles may be named, and PROBITY_OPENAPI_SEED asks other things.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

from acceptance import ROOT, check, finish, note
from servers import command, installation

KEPT = ROOT / ".build-checks" / "openapi"
SCHEMATHESIS = pathlib.Path(sys.executable).with_name("st")
ROLES = {
    "regulator": ["--authority", "CN-NIA", "--territory", "CN"],
    "decider": ["--authority", "CN-NIA", "--territory", "CN"],
    "employer": None,  # its party is put in once it is there
    "visaDesk": [],
    "auditor": [],
    "administrator": [],
    "nobody": None,
}
PARTIES = 4


class Seeding:
    """Fills the register, and keeps the ids of what is in it by kind."""

    def __init__(self, daemon, officer, administrator):
        self.daemon, self.officer, self.administrator = daemon, officer, administrator
        self.ids = {}

    def post(self, kind, path, body, member):
        """Makes one thing and keeps its id."""
        is_administration = path in ("/v1/authorities", "/v1/tokens")
        bearer = self.administrator if is_administration else self.officer
        status, _, text = self.daemon.request("POST", path, body, token=bearer)
        if status != 201:
            raise RuntimeError(f"POST {path}: {status} {text}")
        value = json.loads(text)
        for name in member.split("."):
            value = value[name]
        self.ids.setdefault(kind, []).append(value)
        return value

    def fill(self):
        """Some parties, each with one of everything."""
        for number in range(PARTIES):
            party = self.post("party", "/v1/parties", {
                "kind": "organisation", "name": f"Lingnan {number}", "region": "CN-44",
                "facts": {"recordsComplete": True, "paymentRecordsComplete": True}}, "party.id")
            self.post("accreditation", f"/v1/parties/{party}/accreditations", {
                "role": "inviter", "route": "cn-visa-f", "from": "2026-01-01"},
                "accreditation.id")
            self.post("event", "/v1/events", {
                "party": party, "role": "inviter", "indicator": "cn.invitation.false-statement",
                "state": "alleged", "occurredOn": "2026-03-01", "reportedOn": "2026-03-04"},
                "event")
            self.post("undertaking", "/v1/undertakings", {
                "route": "cn-visa-f", "from": "2026-02-01",
                "nominee": {"nationality": "IND", "document": f"Z123456{number}",
                            "birthDate": "1990-05-17"},
                "vouchers": [{"party": party, "role": "inviter"}]}, "undertaking.id")
            self.post("duty", "/v1/duties", {
                "party": party, "role": "inviter", "duty": "cn.supplement", "on": "2026-11-01"},
                "duty.id")
            if number > 0:
                self.post("relation", f"/v1/parties/{party}/relations", {
                    "kind": "successor", "other": self.ids["party"][0], "from": "2026-01-01"},
                    "relation.id")
        for party in self.ids["party"][2:]:
            self.post("sanction", "/v1/sanctions", {
                "party": party, "kind": "bar", "from": "2026-01-01", "provision": "Art. 1",
                "published": True}, "sanction.id")
        for number, party in enumerate(self.ids["party"]):
            self.post("token", "/v1/tokens", {
                "role": "employer", "label": f"agent {number}",
                "parties": sorted({self.ids["party"][0], party})}, "token.id")
            self.post("authority", "/v1/authorities", {
                "code": f"cn-{number}", "name": "Office", "territory": "CN-44"},
                "authority.code")


def token(daemon, role, arguments):
    """A new token's text."""
    done = command(daemon, "token", "issue", "--label", "openapi", "--format", "json",
                   "--role", role, *arguments)
    return json.loads(done.stdout)["token"]


def examine(daemon, role, bearer):
    """One run of Schemathesis: whether it found nothing, and the last it said."""
    log = KEPT / f"{role}.log"
    arguments = [
        SCHEMATHESIS, "--config-file", ROOT / "deploy" / "schemathesis.toml", "run",
        f"http://127.0.0.1:{daemon.port}/openapi.json", "--no-color", "--warnings", "off"]
    if "PROBITY_OPENAPI_SEED" in os.environ:
        arguments += ["--seed", os.environ["PROBITY_OPENAPI_SEED"]]
    if bearer:
        arguments += ["--header", f"Authorization: Bearer {bearer}"]
    with open(log, "w", encoding="utf-8") as output:
        done = subprocess.run(
            list(map(str, arguments)), cwd=KEPT, stdout=output, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, timeout=600, check=False,
            env={**os.environ, "PYTHONPATH": str(pathlib.Path(__file__).parent)})
    return done.returncode == 0, log.read_text(encoding="utf-8")


def main():
    KEPT.mkdir(parents=True, exist_ok=True)
    chosen = sys.argv[1:] or list(ROLES)
    with installation(daemons=1, PROBITY_RATE_LIMITS="off") as (_, daemons):
        daemon = daemons[0]
        seeding = Seeding(daemon, token(daemon, "regulator", ROLES["regulator"]),
                          token(daemon, "administrator", []))
        seeding.fill()
        for kind, ids in seeding.ids.items():
            lines = "".join(f'"{value}"\n' for value in ids)
            (KEPT / f"{kind}.txt").write_text(lines, encoding="utf-8")
        arguments = {**ROLES, "employer": ["--party", seeding.ids["party"][0]]}
        for role in chosen:
            bearer = None if role == "nobody" else token(daemon, role, arguments[role])
            started = time.monotonic()
            is_clean, said = examine(daemon, role, bearer)
            note(f"{role}: {time.monotonic() - started:.0f} s")
            check(is_clean, f"as {role}, Schemathesis finds nothing", said)
            # Whoever may end tokens must not have ended this one, or the rest was asked by nobody.
            status, _, text = daemon.request("GET", "/v1/policies", token=bearer)
            check(status == (200 if bearer else 401), f"as {role}, it asked to the end", text)
        verified = command(daemon, "verify")
        check(verified.returncode == 0, "verify finds nothing afterwards",
              verified.stdout + verified.stderr)
        check(daemon.stop() == 0, "the server stops cleanly")
    finish()


main()
