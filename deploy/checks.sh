#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Counts checks and names those that failed. To be sourced.

checks_passed=0
checks_failed=()
checks_skipped=()
step_name=""
step_started=0

# step NAME WHAT: opens a heading; every check until the next one belongs to it.
step() {
    step_done
    step_name=$1
    step_started=$SECONDS
    printf '\n== %s: %s\n' "$1" "$2"
}

step_done() {
    [[ -n $step_name ]] || return 0
    echo "   ($(duration $((SECONDS - step_started))))"
    step_name=""
}

duration() {
    if [[ $1 -lt 60 ]]; then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}

pass() {
    checks_passed=$((checks_passed + 1))
    echo "   ok      $1"
}

fail() {
    checks_failed+=("$step_name: $1")
    echo "   FAILED  $1"
}

skip() {
    checks_skipped+=("$step_name: $1")
    echo "   skipped $1"
}

# check NAME COMMAND…: one check, passed when the command succeeds; else its output is shown and
# the caller told.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1 </dev/null); then
        pass "$name"
    else
        show "$output"
        fail "$name"
        return 1
    fi
}

# show TEXT: the end of it, moved to the right; the errors are there.
show() {
    tail -n 60 <<<"$1" | sed 's/^/      | /'
}

# read_tap NAME STATUS FILE: counts the `ok` and `not ok` lines of a test script that ended with
# STATUS (TAP, https://testanything.org). A script that ran nothing, broke its plan, or ended badly
# without a `not ok` has failed as a whole.
read_tap() {
    local name=$1 status=$2 file=$3 line planned="" seen=0 bad=0
    while IFS= read -r line; do
        case $line in
        'ok'*'# SKIP'* | 'ok'*'# skip'*)
            seen=$((seen + 1))
            skip "$name: ${line#ok }"
            ;;
        'ok' | 'ok '*)
            seen=$((seen + 1))
            checks_passed=$((checks_passed + 1))
            ;;
        'not ok' | 'not ok '*)
            seen=$((seen + 1))
            bad=$((bad + 1))
            fail "$name: ${line#not ok }"
            ;;
        '1..'*) [[ $line =~ ^1\.\.([0-9]+) ]] && planned=${BASH_REMATCH[1]} ;;
        'Bail out!'*) status=255 ;;
        esac
    done <"$file"
    if [[ $status -ne 0 && $bad -eq 0 ]]; then
        fail "$name: ended with status $status after $seen checks"
    elif [[ $seen -eq 0 && $planned != 0 ]]; then
        fail "$name: checked nothing"
    elif [[ -n $planned && $planned -ne $seen ]]; then
        fail "$name: $seen checks seen, $planned planned"
    elif [[ $bad -eq 0 ]]; then
        echo "   ok      $name: $seen checks"
    else
        echo "           $name: $bad of $seen checks failed"
    fi
}

# read_swift_testing STATUS FILE: counts the tests in what `swift test` printed.
read_swift_testing() {
    local status=$1 file=$2 total failed=() skipped=() name
    # Each line opens with a symbol; `Test run with 12 tests in 3 suites passed after 1 seconds.`
    total=$(sed -nE 's/^.* Test run with ([0-9]+) tests? .*(passed|failed) after .*/\1/p' "$file")
    mapfile -t failed < <(
        sed -nE '/ Test run with /d; s/^[^ ]+ Test (.*) failed after [0-9.]+ seconds.*/\1/p' "$file"
    )
    mapfile -t skipped < <(sed -nE 's/^[^ ]+ Test (.*) skipped(:.*|\.)$/\1\2/p' "$file")
    if [[ -z $total ]]; then
        fail "swift test ended with status $status without its summary: a crash?"
        return
    fi
    for name in ${skipped[@]+"${skipped[@]}"}; do skip "$name"; done
    for name in ${failed[@]+"${failed[@]}"}; do fail "$name"; done
    if [[ $status -ne 0 && ${#failed[@]} -eq 0 ]]; then
        fail "swift test ended with status $status"
    fi
    # The total counts the skipped ones too.
    local passed=$((total - ${#failed[@]} - ${#skipped[@]}))
    checks_passed=$((checks_passed + passed))
    echo "   ok      $passed of $total tests"
}

# summary: all that failed or was skipped, by name, and the closing line. Fails if anything did.
summary() {
    step_done
    local name
    if [[ ${#checks_skipped[@]} -gt 0 ]]; then
        printf '\nSkipped:\n'
        printf '   %s\n' "${checks_skipped[@]}"
    fi
    if [[ ${#checks_failed[@]} -gt 0 ]]; then
        printf '\nFailed:\n'
        printf '   %s\n' "${checks_failed[@]}"
    fi
    printf '\nTook %s.\n' "$(duration "$SECONDS")"
    local closing="$checks_passed passed, ${#checks_failed[@]} failed"
    [[ ${#checks_skipped[@]} -eq 0 ]] || closing+=", ${#checks_skipped[@]} skipped"
    echo "$closing"
    [[ ${#checks_failed[@]} -eq 0 && $checks_passed -gt 0 ]]
}
