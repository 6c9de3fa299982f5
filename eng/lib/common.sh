# shellcheck shell=bash
# Sourced by the scripts of this folder: where things are, and how to speak.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

say() { printf '%s\n' "$*"; }

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# has COMMAND: whether the command can be run.
has() { command -v "$1" > /dev/null 2>&1; }

# quietly LOG COMMAND...: runs the command with its output in LOG; shows the log if the command fails.
quietly() {
    local log=$1 status=0
    shift
    mkdir -p "$(dirname "$log")"
    "$@" > "$log" 2>&1 || status=$?
    if ((status != 0)); then
        cat "$log" >&2
        printf 'error: exit code %s of: %s\n' "$status" "$*" >&2
    fi
    return "$status"
}

# up_to_date FILE SOURCE...: whether FILE is newer than every file and folder under the sources, build output aside.
up_to_date() {
    local file=$1
    shift
    [[ -e $file ]] && [[ -z $(find "$@" \( -name bin -o -name obj \) -prune -o -newer "$file" -print -quit) ]]
}
