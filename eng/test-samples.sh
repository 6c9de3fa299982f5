#!/usr/bin/env bash
# Only the tests of the samples: each is published as Native AOT without a warning, and run in-process and on both MPIs, bound to cores
# and unbound, with its output checked.
set -euo pipefail
exec "$(dirname "$0")/test.sh" Samples
