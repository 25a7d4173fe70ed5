# shellcheck shell=bash
# What the scripts of tests/cli share. A script sources this, calls check, says what it skips, and
# ends with `summary`. It runs in a new folder, $work, that is removed at the end.
set -uo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
root=$(dirname "$tests")
octavo=$(realpath "${OCTAVO:?set OCTAVO to the path of the octavo command}") || exit 1
build=$(realpath "${BUILD:-.}")
export LC_ALL=C.UTF-8
unset NO_COLOR SOURCE_DATE_EPOCH POSIXLY_CORRECT
work=$(mktemp -d /tmp/octavo-command-XXXXXX)
export HOME=$work XDG_CONFIG_HOME=$work/config
cleanups=()
cleanup() {
    local command
    for command in "${cleanups[@]}"; do eval "$command"; done
    rm -rf "$work"
}
trap cleanup EXIT
cd "$work" || exit 1
passed=0 failed=0 skipped=0

# check NAME COMMAND...: the command must succeed.
check() {
    local name=$1
    shift
    if "$@" >"$work/.check" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s: %s\n' "$name" "$*"
        sed 's/^/    /' "$work/.check" | head -n 20
    fi
    rm -f "$work/.check"
}

skip() {
    skipped=$((skipped + 1))
    printf 'SKIPPED: %s\n' "$*"
}

# same EXPECTED ACTUAL
same() { [ "$1" = "$2" ] || { printf 'expected: %s\nfound:    %s\n' "$1" "$2"; return 1; }; }

# exits CODE COMMAND...: the command ends with that code.
exits() {
    local expected=$1 code=0
    shift
    "$@" || code=$?
    same "$expected" "$code"
}

# says CODE PATTERN COMMAND...: it ends with that code and a message that matches.
says() {
    local expected=$1 pattern=$2 code=0
    shift 2
    "$@" >"$work/.out" 2>"$work/.err" || code=$?
    cat "$work/.err"
    same "$expected" "$code" && grep -qE -e "$pattern" "$work/.err" ||
        { printf 'no message like: %s\n' "$pattern"; return 1; }
}

empty_folder() { [ -z "$(ls -A "$1")" ] || { ls -lA "$1"; return 1; }; }

summary() {
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" = 0 ]
}
