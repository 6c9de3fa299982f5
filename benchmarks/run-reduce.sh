#!/usr/bin/env bash
# COUNT (20,000) short items summed up in an accumulator of LENGTH (200,000) doubles, on RANKS ranks (3) of every MPI that is here: in any order, and
# in fixed order by blocks of 250 items. "steps" are the runs of items, and the steps of the tree of workers.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

export MPI_TIMEOUT=300
run_data "${RANKS:-3}" reduce "${COUNT:-20000}" "${LENGTH:-200000}" "${ROUNDS:-3}"
