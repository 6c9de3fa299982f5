#!/usr/bin/env bash
# A map of 10,000 tasks over a shared array of BYTES (256 MiB) beside sending the array once to each worker, in turns for ROUNDS rounds (5), on
# RANKS ranks (3) of every MPI that is here: as an array that each worker has for itself, and as memory that the host has once. A ratio of
# 1.2 is the target.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

rounds=${ROUNDS:-5} bytes=${BYTES:-268435456} ranks=${RANKS:-3}
export MPI_TIMEOUT=300
"$root/eng/setup.sh" --all-mpi
publish_data
for kind in "${kinds[@]}"; do
    say "$kind"
    for form in array memory; do
        mpi_run "$(mpi_launcher "$kind")" "$ranks" none "$build/data/MpiPool.DataBenchmarks" common "$form" "$bytes" "$rounds"
    done
done
