#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each pack that ships stands alone: copied out of the sources, with no other pack beside it, it is
sound and all of its golden cases hold."""

import re
import shutil
import tempfile

from acceptance import ROOT, check, finish, run

REGIMES = ROOT / "Sources" / "Policy" / "Regimes"


def main():
    folders = sorted(folder for folder in REGIMES.iterdir() if folder.is_dir())
    check(len(folders) >= 4, "the packs are found", REGIMES)
    for folder in folders:
        cases = len(list((folder / "cases").glob("*.yaml")))
        with tempfile.TemporaryDirectory(prefix="probity-pack-", dir="/tmp") as alone:
            shutil.copytree(folder, alone, dirs_exist_ok=True)
            done = run("policy", "check", alone)
        said = done.stdout + done.stderr
        held = re.search(r"(\d+) golden cases? hold", said)
        check(done.returncode == 0 and cases > 0 and held and int(held[1]) == cases,
              f"{folder.name} alone is sound, and its {cases} golden cases hold", said)
    finish()


if __name__ == "__main__":
    main()
