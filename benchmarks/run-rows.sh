#!/usr/bin/env bash
# COUNT (1,000,000) arrays of LENGTH (8) doubles as the rows of one large array, on RANKS ranks (3) of every MPI that is here: by MapInto, and by
# Map with a copy of each result.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

export MPI_TIMEOUT=300
run_data "${RANKS:-3}" rows "${COUNT:-1000000}" "${LENGTH:-8}" "${ROUNDS:-3}"
