#!/usr/bin/env bash
# Everything side by side, in turns, round after round: the pool (JIT, Native AOT; on each MPI, and in one process), C programs that do the
# same by hand, and the pool's peers in Python. Prints tables with medians, spread, ratios and targets; writes results.txt, results.json
# and results.png to artifacts/benchmarks. Exits with 1 where a contestant failed (with --strict also where a target is missed).
#
#   benchmarks/run.sh [--rounds N] [--milliseconds N] [--only TITLE] [--contestant NAME] [--binding None|Core] [--strict]
#
# TITLE and NAME are regular expressions: --only 'round trip' --contestant 'C|AOT'. MPI_KINDS=mpich leaves the other MPI out. A whole run
# of 5 rounds takes about half an hour; the numbers are worth something on a machine that does nothing else.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$root/eng/setup.sh" --all-mpi
install_peers
compile_c
publish_pool
publish_pool_jit
publish_runner
runner run --peers "$root/benchmarks/python/peers.py" "$@"
