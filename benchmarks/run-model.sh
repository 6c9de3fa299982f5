#!/usr/bin/env bash
# Beyond one machine: simulates a pool with 100 to 100,000 workers and tasks of 10 us to 10 s, with one main rank and with a tree of
# sub-mains, from the costs that benchmarks/run.sh measured, or from costs that are given. Prints tables; writes model.txt and model.png
# to artifacts/benchmarks. The network's latency is not measured on one machine: --latency-ns 2000 is that of a common cluster.
#
#   benchmarks/run-model.sh [--message-ns N] [--call-ns N] [--item-ns N] [--latency-ns N] [--seed N]
set -euo pipefail
source "$(dirname "$0")/lib.sh"

quietly "$root/artifacts/logs/publish-model.log" \
    dotnet publish "$root/benchmarks/MpiPool.Model" -c Release -o "$build/model" -nologo
report=()
if [[ -e $build/results.json ]]; then report=(--report "$build/results.json"); fi
"$build/model/MpiPool.Model" "${report[@]}" --output "$build" "$@"
