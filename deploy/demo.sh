#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh clone to a running Probity: installs what is missing, builds, imports the shipped
# editions of the real UK register, prints a guided tour, then serves until Ctrl-C.
#
#     deploy/demo.sh             tour, then serve
#     deploy/demo.sh --exit      tour only
#
# Every argument goes to `probity demo`; `deploy/demo.sh --help` lists them. Its register is kept in
# the folder that PROBITY_DATA names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=deploy/install.sh
source deploy/install.sh
install_for demo

echo "Building Probity (about five minutes the first time, seconds after that) …"
swift build --configuration release --product probity
exec .build/release/probity demo "$@"
