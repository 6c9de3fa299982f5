#!/usr/bin/env bash
# From which length on an array is better sent as a message of its own than copied into its frame, at 2 ranks, on every MPI that is here:
# where PayloadBuffer.SegmentThreshold comes from.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

export MPI_TIMEOUT=300
run_data 2 threshold
