#!/usr/bin/env bash
# Values of gigabytes there and back at 2 ranks, on every MPI that is here, each compared whole: 3 GiB of doubles as argument, as result and
# as both, a record of two arrays beyond 1 GiB, the longest byte[], half a gigabyte of text. Takes 12 GiB of memory; too heavy for CI.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

export MPI_TIMEOUT=900
run_data 2 huge
