#!/usr/bin/env bash
# How evenly maps load their workers: maps of tasks that sleep (uniform, exponential, bimodal, sorted both ways) with 4 and 16 workers, no chunk
# size set, as a ratio to handing out one task at a time in the same order with no overhead. Workers are threads, for sleeping takes no
# processor. ROUNDS (5) rounds, each with other times; a minute. The target is 1.05.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$root/eng/setup.sh"
publish_pool
MPIPOOL_WORKERS=1 "$build/aot/MpiPool.Benchmarks" balance "${ROUNDS:-5}"
