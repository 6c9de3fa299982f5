#!/usr/bin/env bash
# The main rank's processor time a submitted task, with and without what only looks for messages or gives the processor away (perf, 5,000 samples a
# second with their callers; the start and the end of the process are left out): on each MPI, unbound and bound to a core, Native AOT, 2 ranks. Half a
# minute. The target is 250 ns without them.
#
#   benchmarks/run-cpu.sh [MILLISECONDS]      how long a run takes at least, 500 where it is not given
set -euo pipefail
source "$(dirname "$0")/lib.sh"

readonly milliseconds=${1:-500}
# A task passes through these; whatever they call counts, MPI's sends and the collector too.
readonly work='WorkerPool__Submit|Submissions__SubmitAsync|Dispatcher__|ResultHandler__|FrameSender__|RankRuntime__Enqueue|Continuations|gc_heap|GCHeap'
# Where the callers of a library's code are not known, nothing else than a poll calls it so often.
readonly polls='FrameReceiver__Poll|Scheduler__Poll|FrameLink__Poll|sched_yield|Backoff|ProgressLoop|Scheduler__Step|libmpi|libmpich|libopen-|libuc|mca_|libpmix'

"$root/eng/setup.sh" --all-mpi
has perf || { say "perf is not installed (Debian: linux-perf)"; exit 1; }
publish_pool
program=$build/aot/MpiPool.Benchmarks
samples=$build/cpu.data

say "                  tasks/s   CPU, ns   without polls, ns   polls and yields"
for kind in "${kinds[@]}"; do
    for binding in none core; do
        line=$(mpi_run "$(mpi_launcher "$kind")" 1 "$binding" perf record -q -F 5000 -g -o "$samples" "$program" submit "$milliseconds" : -n 1 "$program" submit "$milliseconds" | grep '^submit')
        share=$(perf script -i "$samples" -F ip,sym,dso 2> /dev/null | awk -v work="$work" -v polls="$polls" '
            BEGIN { RS = "" }
            $0 ~ work { working++; next }
            $0 ~ polls { polling++; next }
            END { if (working + polling == 0) exit 1; printf "%.4f", working / (working + polling) }')
        awk -v kind="$kind" -v binding="$binding" -v line="$line" -v share="$share" 'BEGIN {
            n = split(line, words, " ")
            for (i = 2; i <= n; i++) { split(words[i], pair, "="); value[pair[1]] = pair[2] }
            printf "%-8s %-5s %11.0f %9.0f %19.0f %17.0f %%\n", kind, binding, value["per_s"], value["cpu_ns"], value["cpu_ns"] * share, 100 * (1 - share) }'
    done
done
