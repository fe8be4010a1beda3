#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Installs what Probity needs on Debian 12, and nothing that is there already.
#
#     deploy/install.sh demo     what building and running it takes
#     deploy/install.sh test     that, and what the checks take
#     deploy/install.sh bench    what building and measuring takes
#
# Needs root, or sudo. With neither it prints the exact line to type and exits 3. The other scripts
# source this file and call `install_for`. On another system, install the same things by other
# means and set PROBITY_SKIP_INSTALL=1.

swift_version_min=6.2

# What the Swift toolchain itself rests on (its Debian 12 instructions), then what Probity links.
packages_build=(
    binutils ca-certificates git libc6-dev libcurl4 libgcc-12-dev libncurses6 libsqlite3-0
    libstdc++-12-dev libxml2 tzdata
    libpq-dev pkg-config zlib1g-dev
)
# `probity serve` and the checks start private clusters from these programs.
packages_run=(postgresql-15)
packages_test=(
    postgresql-15-pgtap python3 python3-cryptography python3-jsonschema python3-venv python3-yaml
    shellcheck wrk)
packages_bench=(python3 python3-venv wrk)

# install_for demo|test|bench: returns when all is there, else ends the script with status 3.
install_for() {
    local wanted=("${packages_build[@]}" "${packages_run[@]}")
    case ${1:-} in
    demo) ;;
    test) wanted+=("${packages_test[@]}") ;;
    bench) wanted+=("${packages_bench[@]}") ;;
    *)
        echo "usage: deploy/install.sh demo|test|bench" >&2
        exit 2
        ;;
    esac
    if [[ ${PROBITY_SKIP_INSTALL:-} != 1 ]]; then
        install_packages "${wanted[@]}"
    fi
    require_swift
}

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0

    require_debian "$@"
    local line="apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
    echo "Installing with apt: ${missing[*]}"
    if ! may_be_root; then
        echo "This needs root, and there is no sudo to ask. As root, type:" >&2
        printf '\n    %s\n\n' "$line" >&2
        exit 3
    fi
    if ! apt_install "${missing[@]}"; then
        echo "apt could not install them. When its complaint above is mended, type as root:" >&2
        printf '\n    %s\n\n' "$line" >&2
        exit 3
    fi
}

missing_packages() {
    local installed package
    # dpkg-query complains of every package it has never heard of, which is just what we ask.
    # shellcheck disable=SC2016 # ${…} is dpkg-query's own, not the shell's.
    local format='${db:Status-Status} ${Package}\n'
    installed=$(dpkg-query --show --showformat="$format" "$@" 2>/dev/null || true)
    for package in "$@"; do
        grep -qxF "installed $package" <<<"$installed" || echo "$package"
    done
}

require_debian() {
    if grep -qx 'ID=debian' /etc/os-release 2>/dev/null &&
        grep -qx 'VERSION_ID="12"' /etc/os-release; then
        return 0
    fi
    echo "This script knows the packages of Debian 12 only, and this is another system." >&2
    echo "Install what these stand for, then run again with PROBITY_SKIP_INSTALL=1:" >&2
    printf '\n    %s\n\n' "$*" >&2
    exit 3
}

# Whether commands can be run as root: by us, by sudo as it is, or by sudo asking at a terminal.
may_be_root() {
    [[ $EUID -eq 0 ]] && return 0
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [[ -t 0 ]] && sudo -v
}

as_root() {
    if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    local apt=(
        env DEBIAN_FRONTEND=noninteractive
        apt-get --quiet --option Dpkg::Use-Pty=0 --option DPkg::Lock::Timeout=300
    )
    as_root "${apt[@]}" update ||
        echo "apt-get update failed; trying with the lists there are." >&2
    if printf '%s\n' "$@" | grep -qx 'postgresql-15'; then
        install_postgresql_without_cluster "${apt[@]}" || return 1
    fi
    as_root "${apt[@]}" install --yes --no-install-recommends "$@"
}

# Debian creates and starts a cluster of its own when PostgreSQL is first installed. Probity starts
# its private ones and has no use for it, so that is turned off, for this installation only.
install_postgresql_without_cluster() {
    local folder=/etc/postgresql-common/createcluster.d
    local setting=$folder/probity-install.conf
    as_root "$@" install --yes --no-install-recommends postgresql-common || return 1
    as_root mkdir -p "$folder"
    echo 'create_main_cluster = false' | as_root tee "$setting" >/dev/null
    as_root "$@" install --yes --no-install-recommends postgresql-15
    local status=$?
    as_root rm -f "$setting"
    return $status
}

# Finds a Swift toolchain, on the PATH or where installers put it, and puts it on the PATH.
require_swift() {
    local folder version
    for folder in "" /opt/swift/usr/bin /usr/local/swift/usr/bin \
        "${HOME:-}/.local/share/swiftly/bin"; do
        [[ -z $folder || -x $folder/swift ]] || continue
        version=$(PATH="${folder:+$folder:}$PATH" swift --version 2>/dev/null) || continue
        version=$(sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' <<<"$version" | head -n 1)
        printf '%s\n' "$swift_version_min" "${version:-0}" | sort --version-sort --check=quiet ||
            continue
        [[ -z $folder ]] || export PATH="$folder:$PATH"
        return 0
    done
    echo "Probity is built by Swift $swift_version_min or later, and none was found." >&2
    echo "Get one for Debian 12 from https://www.swift.org/install/linux/, unpack it in" >&2
    echo "/opt/swift (so that /opt/swift/usr/bin/swift is there), or put it on the PATH." >&2
    exit 3
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set -uo pipefail
    install_for "${1:-}"
    echo "All that \`$1\` needs is installed."
fi
