#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs every check there is and closes with one line, `N passed, 0 failed`.
#
#     deploy/test.sh                    everything (twenty minutes on two cores, from clean)
#     deploy/test.sh format tests       only these steps, in the order below
#
# A step that fails does not stop the others: the end names all that failed. What each step printed
# is kept in .build-checks/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2

steps=(format scripts sql build tests release policy database openapi acceptance)
squawk_version=2.70.0
schemathesis_version=4.32.5
icalendar_version=7.3.2
vobject_version=0.9.9
logs=.build-checks
venv=.build-venv

# shellcheck source=deploy/install.sh
source deploy/install.sh
# shellcheck source=deploy/checks.sh
source deploy/checks.sh
# shellcheck source=deploy/cluster.sh
source deploy/cluster.sh

step_format() {
    step format "Swift is laid out as .swift-format says"
    local folder
    for folder in Sources Tests sql Plugins Package.swift; do
        check "$folder" swift format lint --strict --recursive --parallel "$folder"
    done
}

step_scripts() {
    step scripts "shell scripts are clean to shellcheck"
    local script
    while IFS= read -r script; do
        check "$script" shellcheck --external-sources "$script"
    done < <(find deploy Tests -name '*.sh' | sort; echo .ci/run)
}

step_sql() {
    step sql "migrations are clean to squawk $squawk_version"
    if ! "$venv/bin/squawk" --version 2>/dev/null | grep -qxF "squawk $squawk_version"; then
        if ! "$venv/bin/pip" install --quiet "squawk-cli==$squawk_version" >"$logs/pip" 2>&1; then
            show "$(<"$logs/pip")"
            fail "squawk-cli $squawk_version could not be installed from PyPI"
            return
        fi
    fi
    local file
    for file in sql/*.sql; do
        check "$file" "$venv/bin/squawk" "$file"
    done
}

# build NAME ARGUMENTS…: one check for the build, one for what our own code is warned of.
build() {
    local name=$1 log=$logs/build-$1
    shift
    if swift build "$@" >"$log" 2>&1 </dev/null; then
        pass "$name build"
    else
        show "$(grep -E 'error:' "$log" | sort -u | head -n 40; tail -n 5 "$log")"
        fail "$name build"
    fi
    local warnings
    # Ours only: not what the package manager says of a dependency's files.
    warnings=$(grep -F 'warning:' "$log" | grep -vF '/.build/checkouts/' |
        grep -vE "^warning: 'swift-[a-z-]+': " | sort -u)
    if [[ -z $warnings ]]; then
        pass "$name build without warnings"
    else
        show "$warnings"
        fail "$name build without warnings"
    fi
}

step_build() {
    step build "debug build of everything, warnings are errors"
    build debug --build-tests
}

step_tests() {
    step tests "Swift Testing, on real PostgreSQL where a database is needed"
    local log=$logs/swift-test
    # A test that hangs shall not hang the run.
    timeout --kill-after=10 1500 swift test --disable-xctest >"$log" 2>&1 </dev/null
    local status=$?
    if [[ $status -ne 0 ]]; then
        show "$(grep -E 'recorded an issue|↳|error:|Fatal|crash' "$log")"
    fi
    read_swift_testing "$status" "$log"
}

step_release() {
    step release "release build, used by the steps below"
    build release --configuration release --product probity
}

# The steps from here on use the release build. Without it they are one failed check each.
have_program() {
    [[ -x $PROBITY_BIN ]] || fail "there is no $PROBITY_BIN: the step \`release\` makes it"
    [[ -x $PROBITY_BIN ]]
}

step_policy() {
    step policy "the shipped packs of law are whole"
    have_program || return
    local pack
    for pack in Sources/Policy/Regimes/*/; do
        check "$(basename "$pack")" "$PROBITY_BIN" policy check "$pack"
    done
}

step_database() {
    step database "grants, guards and constraints, asked of a migrated database by pgTAP"
    have_program || return
    if ! cluster_start; then
        fail "a PostgreSQL cluster to test on"
        return
    fi
    local migrate=(env "PROBITY_DATABASE_URL=$cluster_url" "$PROBITY_BIN" migrate)
    check "migrate an empty database" "${migrate[@]}" &&
        check "migrate again" "${migrate[@]}" &&
        check "install pgTAP" psql -X -q "$cluster_url" -c 'CREATE EXTENSION pgtap' &&
        run_pgtap
    cluster_stop
}

run_pgtap() {
    local file log found=0
    export PGOPTIONS="-c client_min_messages=warning"
    for file in sql/tests/*.sql; do
        [[ -f $file ]] || continue
        found=1
        log=$logs/$(basename "$file").tap
        psql -X -q -A -t -v ON_ERROR_STOP=1 -f "$file" "$cluster_url" >"$log" 2>&1 </dev/null
        read_tap "$file" $? "$log"
        grep -E '^(#|psql:)' "$log" | cut -c 1-160 | head -n 40 | sed 's/^/      | /'
    done
    unset PGOPTIONS
    [[ $found -eq 1 ]] || fail "no tests in sql/tests"
}

step_openapi() {
    step openapi "the server keeps to /openapi.json, asked by schemathesis $schemathesis_version"
    have_program || return
    if ! "$venv/bin/st" --version 2>/dev/null | grep -qwF "$schemathesis_version"; then
        if ! "$venv/bin/pip" install --quiet "schemathesis==$schemathesis_version" \
            >"$logs/pip" 2>&1; then
            show "$(<"$logs/pip")"
            fail "schemathesis $schemathesis_version could not be installed from PyPI"
            return
        fi
    fi
    local log=$logs/openapi.tap
    timeout --kill-after=10 900 "$venv/bin/python3" Tests/acceptance/openapi.py 2>&1 </dev/null |
        tee "$log" | sed -u 's/^/      | /'
    read_tap openapi "${PIPESTATUS[0]}" "$log"
}

# Every numbered file of Tests/acceptance prints TAP and finds the program by PROBITY_BIN. Its
# failures are shown as they come; what it shares with others has no number.
step_acceptance() {
    step acceptance "the built program, from the outside"
    have_program || return
    if ! "$venv/bin/python3" -c 'import icalendar, vobject' 2>/dev/null; then
        if ! "$venv/bin/pip" install --quiet "icalendar==$icalendar_version" \
            "vobject==$vobject_version" >"$logs/pip" 2>&1; then
            show "$(<"$logs/pip")"
            fail "icalendar and vobject could not be installed from PyPI"
            return
        fi
    fi
    local script log found=0
    while IFS= read -r script; do
        found=1
        log=$logs/$(basename "$script").tap
        echo "   $script"
        timeout --kill-after=10 900 "$script" 2>&1 </dev/null | tee "$log" | sed -u 's/^/      | /'
        read_tap "$script" "${PIPESTATUS[0]}" "$log"
    done < <(find Tests/acceptance -maxdepth 1 -type f -name '[0-9][0-9]_*' | sort)
    [[ $found -eq 1 ]] || fail "no scripts in Tests/acceptance"
}

# A Python that sees Debian's modules, whatever `python3` may be in front of it on the PATH.
prepare_python() {
    [[ -x $venv/bin/python3 ]] ||
        /usr/bin/python3 -m venv --system-site-packages "$venv" >"$logs/venv" 2>&1 ||
        show "$(<"$logs/venv")"
    export PATH="$PWD/$venv/bin:$PATH"
}

main() {
    install_for test
    mkdir -p "$logs"
    prepare_python
    trap cluster_stop EXIT
    trap 'exit 130' INT TERM

    local wanted=("$@") name
    [[ $# -gt 0 ]] || wanted=("${steps[@]}")
    for name in "${wanted[@]}"; do
        if ! declare -F "step_$name" >/dev/null; then
            echo "There is no step \`$name\`. The steps are: ${steps[*]}" >&2
            exit 2
        fi
    done
    export PROBITY_BIN=$PWD/.build/release/probity
    # By hand, Tests/acceptance/06_overload.py takes 30 s.
    export PROBITY_OVERLOAD_SECONDS=${PROBITY_OVERLOAD_SECONDS:-10}
    for name in "${wanted[@]}"; do "step_$name"; done
    summary
}

main "$@"
