#!/usr/bin/env bash
# The round trip of one blocking task at 2 ranks beside two C programs' in the same run, on every MPI that is here: bound to cores and
# unbound. The programs take turns for ROUNDS rounds (5), each round WARM uncounted and COUNT counted round trips; the table shows
# the median of the rounds' medians, their spread, and the pool's ratio to each C program.
set -euo pipefail
source "$(dirname "$0")/../eng/lib/common.sh"
source "$root/eng/lib/mpi.sh"

rounds=${ROUNDS:-5} warm=${WARM:-2000} count=${COUNT:-20000} bytes=${BYTES:-8}
build=$root/artifacts/benchmarks
export MPI_TIMEOUT=120

"$root/eng/setup.sh" --all-mpi
quietly "$root/artifacts/logs/publish-benchmarks.log" \
    dotnet publish "$root/benchmarks/MpiPool.Benchmarks" -c Release -o "$build/pool" -nologo

# median_of: the median_us of the line a program prints.
median_of() { sed -n 's/.*median_us=\([0-9.]*\).*/\1/p'; }

printf '%-8s %-5s %-14s %10s %21s %8s\n' MPI bind program 'median us' 'of rounds: min - max' 'pool is'
for kind in openmpi mpich; do
    launcher=$(mpi_launcher "$kind")
    "$(mpi_compiler "$kind")" -O2 -o "$build/pingpong-$kind" "$root/benchmarks/c/pingpong.c"
    for binding in core none; do
        log=$(mktemp)
        for ((round = 0; round < rounds; round++)); do
            for form in blocking probe; do
                say "c-$form $(mpi_run "$launcher" 2 "$binding" "$build/pingpong-$kind" "$form" "$bytes" "$warm" "$count" | median_of)" >> "$log"
            done
            say "pool $(mpi_run "$launcher" 2 "$binding" "$build/pool/MpiPool.Benchmarks" roundtrip "$warm" "$count" | median_of)" >> "$log"
        done
        sort -k1,1 -k2,2n "$log" | awk -v kind="$kind" -v binding="$binding" '
            NF != 2 { print "error: a program printed no median" > "/dev/stderr"; exit 1 }
            { values[$1, ++n[$1]] = $2 }
            function median(name) { m = n[name]; return (values[name, int((m + 1) / 2)] + values[name, int((m + 2) / 2)]) / 2 }
            function row(name, ratio) {
                printf "%-8s %-5s %-14s %10.2f %10.2f - %8.2f %8s\n", kind, binding, name, median(name), values[name, 1], values[name, n[name]], ratio
            }
            END {
                row("c-blocking", sprintf("%.2f x", median("pool") / median("c-blocking")))
                row("c-probe", sprintf("%.2f x", median("pool") / median("c-probe")))
                row("pool", "")
            }'
        rm -f "$log"
    done
done
