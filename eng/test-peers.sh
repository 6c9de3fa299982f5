#!/usr/bin/env bash
# Only the peers' test cases (docs/peer-tests.md): in one process, and on each MPI with 2, 3 and 5 ranks, or with the numbers that are given.
#
#   eng/test-peers.sh [RANKS[,RANKS]...]      such as eng/test-peers.sh 64
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"

eng/setup.sh --all-mpi
dotnet build tests/MpiPool.Mpi.Tests -v q -nologo
MPIPOOL_PEER_RANKS=${1:-} exec tests/MpiPool.Mpi.Tests/bin/Debug/net10.0/MpiPool.Mpi.Tests -class '*.PeerTests'
