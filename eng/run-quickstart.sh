#!/usr/bin/env bash
# Sets up what is needed, publishes samples/Quickstart as Native AOT (only if its sources changed) and runs it on 4 ranks. On a machine
# without any MPI it runs in one process, and says so.
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"
source "$root/eng/lib/mpi.sh"

"$root/eng/setup.sh"

program=$root/artifacts/samples/Quickstart/Quickstart
if ! up_to_date "$program" "$root"/{src,samples/Quickstart,samples/Directory.Build.props,samples/Directory.Build.targets,Directory.Build.props,Directory.Packages.props,global.json}; then
    say "publishing samples/Quickstart as Native AOT"
    quietly "$root/artifacts/logs/publish-Quickstart.log" \
        dotnet publish "$root/samples/Quickstart" -c Release -o "$(dirname "$program")" -nologo
    touch "$program"
fi

if launcher=$(mpi_launcher); then
    say "running on 4 ranks with $launcher ($(mpi_kind "$launcher"))"
    mpi_run "$launcher" 4 default "$program"
else
    say "no MPI on this machine: running in one process, with worker threads"
    "$program"
fi
