#!/usr/bin/env bash
# The main rank's memory over long maps, on both MPIs: its peak (VmHWM) minus what it had before, over 10 million small items (at most
# 64 MiB), and over 1,000 items of 64 MiB, each made when it is pulled (at most 64 MiB more than the items that are pulled and not yet
# read). Exits with 1 where a bound is exceeded.
#
#   benchmarks/run-memory.sh [--ranks N] [--small N] [--large N] [--bytes N]
#
# MPI_KINDS=mpich leaves the other MPI out.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$root/eng/setup.sh" --all-mpi
publish_pool
publish_runner
runner memory "$@"
