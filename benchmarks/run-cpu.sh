#!/usr/bin/env bash
# The main rank's processor time a submitted task, with and without what only looks for messages or gives the processor away, on each MPI, unbound
# and bound to a core, Native AOT, 2 ranks (perf, 5,000 samples a second with their callers, between the first submit and the last). Half a minute.
# Two bounds of the time without polls: "tasks" counts what a task passes through and what that calls; "all but polls" leaves out yields, waits
# and what runs inside the MPI library, whose sends of tasks are lost with its polls. The target is 250 ns.
#
#   benchmarks/run-cpu.sh [MILLISECONDS]      how long the counted run takes at least, 500 where it is not given
set -euo pipefail
source "$(dirname "$0")/lib.sh"

readonly milliseconds=${1:-500}
readonly work='WorkerPool__Submit|Submissions__SubmitAsync|Dispatcher__|ResultHandler__|FrameSender__|RankRuntime__Enqueue|Continuations|gc_heap|GCHeap'
readonly polls='sched_yield|Backoff__|nanosleep|futex'
readonly inside='libmpi|libmpich|libopen-|libuc|mca_|libpmix'

"$root/eng/setup.sh" --all-mpi
has perf || { say "perf is not installed (Debian: linux-perf)"; exit 1; }
publish_pool
program=$build/aot/MpiPool.Benchmarks
samples=$build/cpu.data

say "                  tasks/s  CPU a task, ns:     all     tasks   all but polls"
for kind in "${kinds[@]}"; do
    for binding in none core; do
        line=$(mpi_run "$(mpi_launcher "$kind")" 1 "$binding" perf record -q -F 5000 -g -o "$samples" "$program" submit "$milliseconds" : -n 1 "$program" submit "$milliseconds" | grep '^submit')
        # A sample is a paragraph; its first line is where it was taken, the others are its callers. What comes before the first submit and after
        # the last task is the start and the end of the process.
        shares=$(perf script -i "$samples" -F ip,sym,dso 2> /dev/null | awk -v work="$work" -v polls="$polls" -v inside="$inside" '
            BEGIN { RS = ""; FS = "\n" }
            $0 ~ work { all += pending + 1; other += pendingOther + 1; tasks++; pending = pendingOther = 0; begun = 1; next }
            begun { pending++; if ($0 !~ polls && $1 !~ inside) pendingOther++ }
            END { if (tasks == 0) exit 1; printf "%.4f %.4f", tasks / all, other / all }')
        awk -v kind="$kind" -v binding="$binding" -v line="$line" -v shares="$shares" 'BEGIN {
            n = split(line, words, " ")
            for (i = 2; i <= n; i++) { split(words[i], pair, "="); value[pair[1]] = pair[2] }
            split(shares, share, " ")
            printf "%-8s %-5s %11.0f %24.0f %9.0f %15.0f\n", kind, binding, value["per_s"], value["cpu_ns"], value["cpu_ns"] * share[1], value["cpu_ns"] * share[2] }'
    done
done
