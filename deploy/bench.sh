#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The benchmarks: Probity beside its peers (pgbench, FastAPI + asyncpg, rule engines).
#
#     deploy/bench.sh                          everything, 100,000 parties
#     deploy/bench.sh --quick                  the same in little: to see that it runs
#     deploy/bench.sh --keep FOLDER events     only the section `events`, and keep the register
#     deploy/bench.sh --write deploy/benchmarks.md
#
# Everything lies in a folder of its own under /tmp, or in the one that --keep names; `--help`
# tells the rest. Python's packages lie in .build-bench, pinned by deploy/bench/requirements.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=deploy/install.sh
source deploy/install.sh
install_for bench

venv=.build-bench
if ! cmp -s deploy/bench/requirements.txt "$venv/installed.txt"; then
    echo "Installing the peers from PyPI …" >&2
    /usr/bin/python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement deploy/bench/requirements.txt
    cp deploy/bench/requirements.txt "$venv/installed.txt"
fi
if [[ -z ${PROBITY_BIN:-} ]]; then
    echo "Building Probity (about five minutes the first time, seconds after that) …" >&2
    swift build --configuration release --product probity >&2
    export PROBITY_BIN=$PWD/.build/release/probity
fi
exec "$venv/bin/python3" deploy/bench/run.py "$@"
