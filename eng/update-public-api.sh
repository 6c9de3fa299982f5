#!/usr/bin/env bash
# Rewrites PublicAPI.Unshipped.txt of the runtime from what the public API analyzer reports: the new symbols added, the stale ones dropped.
# Read the diff before committing it: it is the change of the public surface.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
project=$root/src/MpiPool.Runtime/MpiPool.Runtime.csproj
file=$root/src/MpiPool.Runtime/PublicAPI.Unshipped.txt
printf '#nullable enable\n' > "$file"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build "$project" --no-incremental -p:TreatWarningsAsErrors=false -p:WarningsAsErrors= -nologo > "$log" || true
{ printf '#nullable enable\n'; grep -oP "RS0016: Symbol '\K.*(?=' is not part of the declared public API)" "$log" | LC_ALL=C sort -u; } > "$file"
echo "$(( $(wc -l < "$file") - 1 )) public symbols"
