#!/usr/bin/env bash
# Instructions a submitted task takes in the pool's own code (scheduler, wire format and worker; polls, waits, MPI, the runtime and the task left
# out), counted by callgrind, in-process, with 4 and with 64 workers: waves of 10,000 tasks, the first wave left out. Two minutes. The target for
# 64 workers is 1.1 times that of 4.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

readonly wave=10000 waves=3
# Whatever a task passes through, by its compiled name. What only looks whether there is something to do is not among it.
readonly own='MpiPool_Scheduling_(Dispatcher|InFlightTable|CallQueue__(Add|Take|TryTake|PutBack|Begin)|Worker(Table|State)|ResultHandler|TaskTimes|CallEnds|PendingCall|Scheduler__(Enqueue|Add|IndexOf|Step))|MpiPool_Wire_(FrameBuilder|PayloadBuffer|PayloadWriter|PrimitiveWriter|PayloadReader|PrimitiveReader|FixedValues|ReceivedFrame|FramePool|FrameSender__Send|FrameLink__Send)|MpiPool_Serving_(TaskRunner|ResultTarget|ReplyWriter|LocalQueue|CallRing|QueuedCall|Worker__Run|WorkerFrames__(Add|Handle))|MpiPool_TaskCall|WorkerPool__Submit|RankRuntime__Enqueue|ProgressLoop__Notify'

"$root/eng/setup.sh"
if ! has valgrind; then
    has apt-get && ((EUID == 0)) || { say "valgrind is not installed, and it takes apt-get and root to do so"; exit 1; }
    quietly "$root/artifacts/logs/install-valgrind.log" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends valgrind
fi
mkdir -p "$build/symbols"
quietly "$root/artifacts/logs/publish-symbols.log" \
    dotnet publish "$root/benchmarks/MpiPool.Benchmarks" -c Release -p:StripSymbols=false -o "$build/symbols" -nologo
# Names are enough, and valgrind cannot read all of the native compiler's debug information.
objcopy --strip-debug "$build/symbols/MpiPool.Benchmarks" "$build/symbols/named"

# count WORKERS TASKS: instructions of all tasks.
count() {
    local out=$build/symbols/callgrind.$1.$2
    MPIPOOL_WORKERS=$1 quietly "$root/artifacts/logs/callgrind.log" \
        valgrind --tool=callgrind --fair-sched=yes --callgrind-out-file="$out" "$build/symbols/named" submit-count "$2"
    callgrind_annotate --threshold=100 "$out" | awk -v own="$own" '$0 ~ own { gsub(",", "", $1); sum += $1 } END { print sum + 0 }'
}

declare -A each
for workers in 4 64; do
    first=$(count $workers $wave)
    all=$(count $workers $((wave * waves)))
    ((first > 0 && all > first)) || { say "callgrind counted nothing: $first, $all"; exit 1; }
    each[$workers]=$(((all - first) / (wave * (waves - 1))))
    say "$workers workers: ${each[$workers]} instructions a task, $((first / wave)) in the first wave"
done
awk -v a="${each[4]}" -v b="${each[64]}" 'BEGIN { printf "64 workers / 4 workers: %.2f (target 1.1)\n", b / a }'
