#!/usr/bin/env bash
# What an idle pool costs, and how fast it wakes: the CPU time of every rank over the first 10 s without work and over the 10 s after
# them, from /proc, and the time from a submit to the start of the task in both phases; on both MPIs, bound to cores and unbound. Prints
# a table with the targets (3 % and 1 ms, then 0.5 % and 10 ms); exits with 1 where one is missed.
#
#   benchmarks/run-idle.sh [--binding None|Core] [--ranks N] [--later-seconds N] [--first-wakes N] [--later-wakes N]
#
# MPI_KINDS=mpich leaves the other MPI out. A whole run takes about 8 minutes.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$root/eng/setup.sh" --all-mpi
publish_pool
publish_runner
runner idle "$@"
