#!/usr/bin/env bash
# Sets up all that the tests need, builds the solution and runs every test project: generator, runtime, MPI, package and samples, the
# last on both MPIs, bound and unbound, and as Native AOT. Ends with the line "N passed, N failed", summed from the runner's own reports.
#
#   eng/test.sh                  everything
#   eng/test.sh Runtime Samples  only the test projects whose names contain one of the words
#
# CONFIGURATION chooses the build (Debug by default, which checks the threading rules by assertions).
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"

configuration=${CONFIGURATION:-Debug}
results=$root/artifacts/test-results
passed=0 failed=0 skipped=0

main() {
    if ! "$root/eng/setup.sh" --all-mpi; then
        count_failure "the set-up"
    elif ! build; then
        count_failure "the build"
    else
        run_projects "$@"
    fi
    if ((passed + failed == 0)); then
        count_failure "the run: there was no test"
    fi
    if ((skipped > 0)); then
        say "$skipped skipped"
    fi
    say "$passed passed, $failed failed"
    ((failed == 0))
}

build() {
    say "building ($configuration)"
    quietly "$root/artifacts/logs/build.log" dotnet build "$root/MpiPool.sln" -c "$configuration" -nologo
}

run_projects() {
    local project name
    for project in "$root"/tests/*/*.Tests.csproj; do
        name=$(basename "$project" .csproj)
        if is_wanted "$name" "$@"; then
            run_project "$project" "$name"
        fi
    done
}

# run_project PROJECT NAME: one project's tests, and its numbers from the report that the runner writes. A project that crashed or hung
# has no whole report, or one that shows no failure: then the project itself counts as one.
run_project() {
    local project=$1 name=$2 status=0 report=$results/$2.xml before=$failed
    local -a numbers
    rm -f "$report"
    timeout --foreground -k 30 "${TEST_TIMEOUT:-1500}" dotnet test --project "$project" -c "$configuration" --no-build \
        --results-directory "$results" --report-xunit-xml --report-xunit-xml-filename "$name.xml" || status=$?
    if [[ -s $report ]]; then
        read -r -a numbers < <(read_report "$report")
        passed=$((passed + numbers[0]))
        failed=$((failed + numbers[1]))
        skipped=$((skipped + numbers[2]))
        say "$name: ${numbers[0]} passed, ${numbers[1]} failed, ${numbers[2]} skipped"
    fi
    if ((status != 0 && failed == before)); then
        count_failure "$name: exit code $status"
    elif [[ ! -s $report ]]; then
        count_failure "$name: no report"
    fi
}

# read_report FILE: prints passed, failed and skipped; errors outside a test (a fixture's clean-up, say) count as failed.
read_report() {
    local head attribute
    head=$(grep -o '<assembly [^>]*>' "$1" | head -n 1)
    for attribute in passed failed errors skipped; do
        grep -o " $attribute=\"[0-9]*\"" <<< "$head" | tr -dc '0-9\n'
    done | { mapfile -t n; say "${n[0]:-0} $((${n[1]:-1} + ${n[2]:-0})) ${n[3]:-0}"; }
}

count_failure() {
    failed=$((failed + 1))
    say "FAILED $1"
}

is_wanted() {
    local name=$1 word
    shift
    (($# == 0)) && return 0
    for word in "$@"; do
        if [[ $name == *"$word"* ]]; then return 0; fi
    done
    return 1
}

main "$@"
