#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A superuser who changes a byte is caught and named; a rewritten ledger is caught by an earlier
checkpoint; a printed proof is checked by a program that shares no code with ours."""

import pathlib
import subprocess
import sys

from acceptance import ROOT, Daemon, check, data_folder, finish, free_port, run, sql

HEADER = "Organisation Name,Town/City,County,Type & Rating,Route\n"
CHECK_PROOF = ROOT / "Tests" / "independent" / "check_proof.py"


def edition(folder, names):
    """Writes a small edition and gives its path."""
    file = pathlib.Path(folder) / "2021-01-01_register.csv"
    rows = [f"{name},Leeds,,Worker (A rating),Skilled Worker\n" for name in names]
    file.write_text(HEADER + "".join(rows))
    return file


def flip(table, where):
    """SQL that changes one bit of the stored bytes of a row, past the guards."""
    return (f"ALTER TABLE probity.{table} DISABLE TRIGGER USER; "
            f"UPDATE probity.{table} SET bytes = set_byte(bytes, 30, get_byte(bytes, 30) # 1) "
            f"WHERE {where}; ALTER TABLE probity.{table} ENABLE TRIGGER USER")


def tamper(data):
    """Each place where a bit is flipped, what verify must name; the bit is flipped back."""
    number = sql(data, "SELECT max(number) - 3 FROM probity.ledger_entry")
    party, record = sql(
        data, "SELECT party_id, record_id FROM probity.history WHERE kind = 'accreditation' "
              "ORDER BY record_id LIMIT 1").split("|")
    for table, where, place in [
        ("ledger_entry", f"number = {number}", f"entry {number}"),
        ("history", f"record_id = '{record}'", f"history accreditation {record}"),
        ("standing", f"party_id = '{party}'", f"of party {party}"),
    ]:
        sql(data, flip(table, where))
        found = run("verify", data=data)
        check(found.returncode == 1, f"{table}: verify exits 1", found.returncode)
        check(place in found.stdout + found.stderr, f"{table}: and names the place",
              found.stdout + found.stderr)
        sql(data, flip(table, where))
        check(run("verify", data=data).returncode == 0, f"{table}: sound again once put back")


def prove(data, folder):
    """A proof is printed, checked by ours and by the independent program, then bent."""
    proof, entry, key = (pathlib.Path(folder) / name for name in ["proof", "entry", "key"])
    printed = run("ledger", "prove", "3", "--output", proof, "--entry", entry, data=data)
    check(printed.returncode == 0, "a proof is printed", printed.stderr)
    key.write_text(run("ledger", "checkpoint", "--key", data=data).stdout)
    vkey = key.read_text().strip()
    ours = run("ledger", "verify-proof", proof, entry, "--key", vkey)
    check(ours.returncode == 0, "probity verifies it offline", ours.stdout + ours.stderr)
    other = subprocess.run([sys.executable, CHECK_PROOF, proof, entry, vkey],
                           capture_output=True, text=True, check=False)
    check(other.returncode == 0, "the independent program verifies it",
          other.stdout + other.stderr)
    entry.write_bytes(entry.read_bytes().replace(b"2", b"3", 1))
    bent = subprocess.run([sys.executable, CHECK_PROOF, proof, entry, vkey],
                          capture_output=True, text=True, check=False)
    check(bent.returncode == 1, "and refuses it for a changed entry", bent.stdout)
    ours = run("ledger", "verify-proof", proof, entry, "--key", vkey)
    check(ours.returncode == 1, "so does probity", ours.stdout + ours.stderr)


def main():
    with data_folder() as data, data_folder() as other:
        folder = data.parent
        names = [f"Sponsor {number} Ltd" for number in range(20)]
        imported = run("import", edition(folder, names), data=data)
        check(imported.returncode == 0, "a small edition is imported", imported.stderr)
        daemon = Daemon(data, free_port())
        daemon.start()
        check(run("verify", data=data).returncode == 0, "verify finds nothing")
        checkpoint = folder / "checkpoint"
        checkpoint.write_text(daemon.request("GET", "/v1/ledger/checkpoint")[2])
        same = run("verify", "--checkpoint", checkpoint, data=data)
        check(same.returncode == 0, "the ledger agrees with its own checkpoint",
              same.stdout + same.stderr)
        prove(data, folder)
        tamper(data)
        daemon.stop()
        # Another history under the same keys: sound in itself, and not the one that was signed.
        keys = {"PROBITY_KEYRING": str(data / "keyring.json")}
        names[7] = "Somebody Else Ltd"
        imported = run("import", edition(other.parent, names), data=other, **keys)
        check(imported.returncode == 0, "a rewritten register is imported", imported.stderr)
        check(run("verify", data=other, **keys).returncode == 0, "it is sound in itself")
        caught = run("verify", "--checkpoint", checkpoint, data=other, **keys)
        check(caught.returncode == 1, "the earlier checkpoint catches it",
              caught.stdout + caught.stderr)
    finish()


main()
