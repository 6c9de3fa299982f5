#!/usr/bin/env bash
# The echo of a large array at 2 ranks beside a C program that does the same: into fresh memory on both ranks, and into memory that is used
# again. The programs take turns for ROUNDS rounds (5), each COUNT (15) echoes of BYTES (64 MiB); the table shows the median of the rounds'
# medians, both directions together, and the pool's share of the C program's bandwidth.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

rounds=${ROUNDS:-5} count=${COUNT:-15} bytes=${BYTES:-67108864}
export MPI_TIMEOUT=300
"$root/eng/setup.sh" --all-mpi
publish_data
compile_c

bandwidth_of() { sed -n 's/.*gb_per_s=\([0-9.]*\).*/\1/p'; }

printf '%-8s %-7s %10s %10s %8s\n' MPI memory 'C GB/s' 'pool GB/s' 'pool is'
for kind in "${kinds[@]}"; do
    launcher=$(mpi_launcher "$kind")
    for form in fresh reused; do
        log=$(mktemp)
        for ((round = 0; round < rounds; round++)); do
            say "c $(mpi_run "$launcher" 2 none "$build/echo-$kind" "$form" "$bytes" "$count" | bandwidth_of)" >> "$log"
            say "pool $(mpi_run "$launcher" 2 none "$build/data/MpiPool.DataBenchmarks" echo "$form" "$bytes" "$count" | bandwidth_of)" >> "$log"
        done
        sort -k1,1 -k2,2n "$log" | awk -v kind="$kind" -v form="$form" '
            NF != 2 { print "error: a program printed no bandwidth" > "/dev/stderr"; exit 1 }
            { values[$1, ++n[$1]] = $2 }
            function median(name) { m = n[name]; return (values[name, int((m + 1) / 2)] + values[name, int((m + 2) / 2)]) / 2 }
            END { printf "%-8s %-7s %10.2f %10.2f %6.0f %%\n", kind, form, median("c"), median("pool"), 100 * median("pool") / median("c") }'
        rm -f "$log"
    done
done
