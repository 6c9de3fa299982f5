#!/usr/bin/env bash
# Under Slurm: sets up a cluster of two nodes on this machine (eng/lib/slurm.sh; Debian's packages, installed where root may), and looks
# how jobs start and how they end under srun with Open MPI and MPICH, and under mpirun inside an allocation. Ends with the line
# "N passed, N failed", and with its own processes gone. It is not part of CI.
#
#   eng/test-slurm.sh             everything
#   eng/test-slurm.sh TEXT        only the checks whose names contain TEXT
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"
source "$root/eng/lib/mpi.sh"
source "$root/eng/lib/slurm.sh"

# Guards against hangs; all runs take a few seconds on an idle machine.
start_limit=120
end_limit=20

wanted=${1:-}
quickstart=$root/artifacts/samples/Quickstart/Quickstart
quickstart_jit=$root/samples/Quickstart/bin/Release/net10.0/Quickstart.dll
pool_program=$root/tests/MpiPool.Mpi.PoolProgram/bin/Debug/net10.0/MpiPool.Mpi.PoolProgram
passed=0 failed=0 run='' took=''

main() {
    "$root/eng/setup.sh" --all-mpi
    slurm_install
    say "building samples/Quickstart (Native AOT, JIT) and the program of the pool's tests"
    quietly "$root/artifacts/logs/slurm-build.log" build
    trap slurm_stop EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    slurm_start
    cd "$slurm_folder"
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

    starts
    refusals
    endings

    say "$passed passed, $failed failed"
    ((passed > 0 && failed == 0))
}

build() {
    dotnet publish "$root/samples/Quickstart" -c Release -o "$(dirname "$quickstart")" -nologo
    dotnet build "$root/samples/Quickstart" -c Release -nologo
    dotnet build "$root/tests/MpiPool.Mpi.PoolProgram" -nologo
}

# check NAME COMMAND...: one check, in a folder of its own; the command leaves what it saw in the files there, which are shown if it fails.
check() {
    local name=$1 file
    shift
    [[ $name == *"$wanted"* ]] || return 0
    run=$(mktemp -d "$slurm_folder/run.XXXXXX") took=''
    if "$@"; then
        passed=$((passed + 1))
        say "passed  $name${took:+ ($took)}"
    else
        failed=$((failed + 1))
        say "failed  $name${took:+ ($took)}"
        for file in "$run"/{code,out,err,wrong}; do
            if [[ -s $file ]]; then sed "s/^/    ${file##*/}: /" "$file"; fi
        done
    fi
}

# wrong TEXT: says why a check fails.
wrong() {
    say "$*" >> "$run/wrong"
    return 1
}

# launch COMMAND...: runs it to its end, with the time limit; leaves its code.
launch() {
    local code=0
    timeout -k 5 "$start_limit" "$@" > "$run/out" 2> "$run/err" || code=$?
    say "$code" > "$run/code"
}

# --- Starts

starts() {
    local openmpi mpich
    openmpi=$(mpi_launcher openmpi) mpich=$(mpi_launcher mpich)
    check "srun --mpi=pmix, Open MPI, Native AOT, one node" works 'Open MPI' srun -N 1 -n 4 --mpi=pmix "$quickstart"
    check "srun --mpi=pmix, Open MPI, Native AOT, two nodes" works 'Open MPI' srun -N 2 -n 4 --mpi=pmix "$quickstart"
    check "srun --mpi=pmix, Open MPI, JIT, two nodes" works 'Open MPI' srun -N 2 -n 4 --mpi=pmix dotnet "$quickstart_jit"
    check "srun --mpi=pmi2, MPICH, Native AOT, one node" works MPICH srun -N 1 -n 4 --mpi=pmi2 "$quickstart"
    check "srun --mpi=pmi2, MPICH, Native AOT, two nodes" works MPICH srun -N 2 -n 4 --mpi=pmi2 "$quickstart"
    check "srun --mpi=pmi2, MPICH, JIT, two nodes" works MPICH srun -N 2 -n 4 --mpi=pmi2 dotnet "$quickstart_jit"
    check "srun -O --mpi=pmix, more ranks than processors" works_on 6 'Open MPI' srun -O -N 1 -n 6 --mpi=pmix "$quickstart"
    check "srun -O --mpi=pmi2, more ranks than processors" works_on 6 MPICH srun -O -N 1 -n 6 --mpi=pmi2 "$quickstart"
    check "salloc, mpirun of Open MPI, two nodes" works 'Open MPI' salloc -Q -N 2 -n 4 "$openmpi" "$quickstart"
    check "salloc, mpirun of MPICH, two nodes" works MPICH salloc -Q -N 2 -n 4 "$mpich" "$quickstart"
    check "salloc, srun --mpi=pmix" works 'Open MPI' salloc -Q -N 2 -n 4 srun --mpi=pmix "$quickstart"
    check "sbatch, mpirun of Open MPI, two nodes" works 'Open MPI' in_batch "$openmpi" "$quickstart"
    check "sbatch, mpirun of MPICH, two nodes" works MPICH in_batch "$mpich" "$quickstart"
    check "sbatch, srun --mpi=pmi2, two nodes" works MPICH in_batch srun --mpi=pmi2 "$quickstart"
    check "srun of one task" works_alone srun -n 1 "$quickstart"
    check "srun --mpi=pmix of one task" works_alone srun -n 1 --mpi=pmix "$quickstart"
    check "sbatch, the program itself" works_alone in_batch "$quickstart"
}

# in_batch COMMAND...: as a batch script of 4 tasks on two nodes; its output becomes ours.
in_batch() {
    local code=0
    { say '#!/bin/sh'; printf 'exec'; printf ' %q' "$@"; say; } > "$run/script"
    sbatch -Q --wait -N 2 -n 4 -o "$run/batch-out" -e "$run/batch-err" "$run/script" || code=$?
    cat "$run/batch-out"
    cat "$run/batch-err" >&2
    return "$code"
}

works() { works_on 4 "$@"; }

# works_on RANKS MPI COMMAND...: samples/Quickstart runs on that many ranks, on that MPI, and gets all right.
works_on() {
    local ranks=$1 mpi=$2 rank line
    shift 2
    run_quickstart "$@" || return 1
    says "$((ranks - 1)) workers, processes of this MPI job" || return 1
    for ((rank = 0; rank < ranks; rank++)); do
        says "rank $rank of $ranks is past the barrier" || return 1
        line="rank $rank of $ranks .*: $mpi"
        grep -q "$line" "$run/err" || wrong "no line of the report matches '$line'" || return 1
    done
}

# works_alone COMMAND...: it runs once, in one process.
works_alone() {
    run_quickstart "$@" || return 1
    grep -q 'workers, threads of this process' "$run/out" || wrong "it does not run in one process" || return 1
    says "rank 0 of 1 is past the barrier"
}

run_quickstart() {
    export MPIPOOL_INFO=1
    if [[ $1 == in_batch ]]; then
        launch_function "$@"
    else
        launch "$@"
    fi
    unset MPIPOOL_INFO
    [[ $(< "$run/code") == 0 ]] || wrong "the exit code is $(< "$run/code")" || return 1
    says 'submit: 100 of 100 powers are correct' && says 'map: 100 of 100 powers are correct' \
        && says 'error: Kernels.Divide threw System.DivideByZeroException' && says 'and on: 7 / 2 = 3'
}

# launch_function FUNCTION...: as launch, for a function of this script; sbatch ends a job itself where its time is over.
launch_function() {
    local code=0
    export SBATCH_TIMELIMIT=2
    "$@" > "$run/out" 2> "$run/err" || code=$?
    say "$code" > "$run/code"
}

# says LINE: exactly one line of the output is this one.
says() {
    [[ $(grep -cxF -- "$1" "$run/out") == 1 ]] || wrong "not once: '$1'"
}

# --- A start that cannot work is refused: a message, a code, and no rank that takes itself for main.

refusals() {
    check "srun without --mpi is refused" refuses "srun started 4 tasks .*'srun --mpi=pmix'" srun -N 2 -n 4 "$quickstart"
    check "srun --mpi=none is refused, JIT" refuses "srun started 4 tasks .*'srun --mpi=pmix'" srun -N 2 -n 4 --mpi=none dotnet "$quickstart_jit"
    check "srun --mpi=pmix with MPICH is refused" refuses "not the launcher's.*'srun --mpi=pmi2'" \
        env MPIPOOL_MPI_LIBRARY=libmpich.so.12 srun -N 2 -n 4 --mpi=pmix "$quickstart"
    check "srun --mpi=pmi2 with Open MPI is refused" refuses "rank 0 of 4 .*is Open MPI, .*'srun --mpi=pmix'" \
        env MPIPOOL_MPI_LIBRARY=libmpi.so.40 srun -N 2 -n 4 --mpi=pmi2 "$quickstart"
}

refuses() {
    local pattern=$1
    shift
    launch "$@"
    case $(< "$run/code") in
        0 | 124 | 137) wrong "the exit code is $(< "$run/code")" || return 1 ;;
    esac
    grep -q -- "$pattern" "$run/err" || wrong "no line matches '$pattern'" || return 1
    [[ ! -s $run/out ]] || wrong "a rank has begun its work"
}

# --- Endings

endings() {
    endings_under_srun pmix
    # MPICH's ranks are not told of one that was lost; with this option srun ends them.
    endings_under_srun pmi2 --kill-on-bad-exit=1
    # What a rank can tell MPICH itself needs no option.
    ending "srun --mpi=pmi2: an exception in the body" "srun -N 2 -n 4 --mpi=pmi2" "after_scenario body-throws" "1 137" 'The body of the pool failed on rank 0 of 4'
    ending "srun --mpi=pmi2: Environment.Exit(7) in a task" "srun -N 2 -n 4 --mpi=pmi2" "after_scenario exit exit-7 task" "7 137" 'ended with exit code 7 while the pool was open'
    endings_under_mpirun openmpi 'Open MPI'
    endings_under_mpirun mpich MPICH
}

# endings_under_srun MPI OPTION...: srun gives the largest code of its tasks: 137 where Slurm killed one, 143 where it terminated one.
endings_under_srun() {
    local start="srun -N 2 -n 4 --mpi=$*" name="srun --mpi=$*" killed=137
    # What MPI_Abort makes of a code: Slurm kills the other ranks when MPICH aborts the job.
    local aborted=1 seven=7 terminated="143 137"
    if [[ $1 == pmi2 ]]; then aborted="1 137" seven="7 137"; fi
    ending "$name: a worker killed by SIGKILL" "$start" "after_signal kill_rank KILL 1" "$killed" 'task 1: Killed'
    ending "$name: main killed by SIGKILL" "$start" "after_signal kill_rank KILL 0" "$killed" 'task 0: Killed'
    ending "$name: SIGTERM to a worker" "$start" "after_signal kill_rank TERM 1" "$terminated" 'rank 1 of 4 on .*SIGTERM'
    ending "$name: scancel" "$start" "after_signal cancel_jobs" "$terminated" 'CANCELLED AT'
    ending "$name: Ctrl-C twice" "$start" "after_signal interrupt_twice" "130 137" 'rank [0-3] of 4 on .*SIGINT'
    ending "$name: SIGTERM to srun" "$start" "after_signal kill_launcher TERM" "$terminated" 'forcing job termination'
    ending "$name: SIGKILL to srun" "$start" "after_signal kill_launcher KILL" "$killed" ''
    ending "$name: an exception in the body" "$start" "after_scenario body-throws" "$aborted" 'The body of the pool failed on rank 0 of 4'
    ending "$name: Environment.Exit(0) in a task" "$start" "after_scenario exit exit-0 task" "$aborted" 'ended with exit code 0 while the pool was open'
    ending "$name: Environment.Exit(7) in a task" "$start" "after_scenario exit exit-7 task" "$seven" 'ended with exit code 7 while the pool was open'
    ending "$name: FailFast in a task" "$start" "after_scenario exit fail-fast task" "134 137 143" 'the test fails fast'
    ending "$name: a rank throws before the pool" "$start" "after_scenario rank-throws" "134 137 143" 'rank 1 never comes to the pool'
}

# endings_under_mpirun KIND MPI: in an allocation; the codes are those of mpirun and of the srun that runs its daemons.
endings_under_mpirun() {
    local start name="salloc, mpirun of $2"
    start="salloc -Q -N 2 -n 4 $(mpi_launcher "$1")"
    ending "$name: a worker killed by SIGKILL" "$start" "after_signal kill_rank KILL 1" any ''
    ending "$name: main killed by SIGKILL" "$start" "after_signal kill_rank KILL 0" any ''
    ending "$name: scancel" "$start" "after_signal cancel_jobs" any ''
    ending "$name: Environment.Exit(7) in a task" "$start" "after_scenario exit exit-7 task" 7 'ended with exit code 7 while the pool was open'
}

# ending NAME START CAUSE CODES PATTERN: START, CAUSE and CODES as words; the code any is one that is not 0.
ending() {
    local name=$1
    shift
    check "$name" ends "$@"
}

# All processes are gone soon after the cause.
ends() {
    local pattern=$4 code=0 since launcher
    local -a start cause scenario=(signal tasks)
    read -r -a start <<< "$1"
    read -r -a cause <<< "$2"
    if [[ ${cause[0]} == after_scenario ]]; then scenario=("${cause[@]:1}"); fi
    # A shell without job control has its background processes ignore SIGINT.
    MPIPOOL_TEST_FOLDER=$run env --default-signal=INT "${start[@]}" "$pool_program" "${scenario[@]}" > "$run/out" 2> "$run/err" &
    launcher=$!
    if ! wait_for_cause "${cause[0]}"; then
        kill_run "$launcher"
        wrong "the job has not come to the cause within $start_limit s"
        return 1
    fi
    since=$(date +%s%N)
    if [[ ${cause[0]} == after_signal ]]; then "${cause[@]:1}"; fi
    # Here bash would tell of a launcher that was killed.
    if ! wait_for_end 2> /dev/null; then
        slurm_processes "MPIPOOL_TEST_FOLDER=$run" | xargs -r ps -o pid,stat,args -p >> "$run/wrong"
        kill_run "$launcher"
        wrong "these processes were left $end_limit s after the cause"
        return 1
    fi
    took="$(elapsed "$since") s"
    wait "$launcher" 2> /dev/null || code=$?
    took+=", exit code $code"
    [[ " $3 " == *" $code "* || ($3 == any && $code != 0) ]] || wrong "the exit code is $code, not $3" || return 1
    [[ -z $pattern ]] || grep -q -- "$pattern" "$run/err" || wrong "no line matches '$pattern'"
}

# kill_run LAUNCHER: what is left of a run that hangs.
kill_run() {
    slurm_processes "MPIPOOL_TEST_FOLDER=$run" | xargs -r kill -KILL 2> /dev/null || true
    wait "$1" 2> /dev/null || true
}

wait_for_cause() {
    local i
    for ((i = 0; i < start_limit * 20; i++)); do
        if [[ $1 == after_signal ]] && grep -qs '^state tasks' "$run/out"; then return 0; fi
        if [[ -e $run/end.cause ]]; then return 0; fi
        sleep 0.05
    done
    return 1
}

wait_for_end() {
    local i
    for ((i = 0; i < end_limit * 20; i++)); do
        # The launcher itself has the variable too; a process that has ended has none.
        [[ -n $(slurm_processes "MPIPOOL_TEST_FOLDER=$run") ]] || return 0
        sleep 0.05
    done
    return 1
}

elapsed() {
    local tenths=$((($(date +%s%N) - $1) / 100000000))
    say "$((tenths / 10)).$((tenths % 10))"
}

kill_rank() { kill -s "$1" "$(sed -n "s/^process \([0-9]*\) rank $2\$/\1/p" "$run/out")"; }

kill_launcher() { kill -s "$1" "$launcher"; }

# The first one asks srun for the state of its tasks, the next one within a second ends the job. srun may be late on a busy machine.
interrupt_twice() {
    local i
    for ((i = 0; i < 20; i++)); do
        kill_launcher INT 2> /dev/null || return 0
        sleep 0.3
        if grep -q 'sending Ctrl-C' "$run/err"; then return 0; fi
    done
}

cancel_jobs() { scancel --user="$(id -un)" --state=RUNNING; }

main "$@"
