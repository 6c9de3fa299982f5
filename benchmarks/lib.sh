# shellcheck shell=bash
# Sourced by the scripts of this folder: builds what they run. The C programs are built with the compiler of each MPI.

# shellcheck source=../eng/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../eng/lib/common.sh"
# shellcheck source=../eng/lib/mpi.sh
source "$root/eng/lib/mpi.sh"

build=$root/artifacts/benchmarks
# Which MPIs take part: MPI_KINDS=mpich leaves the other one out.
read -r -a kinds <<< "${MPI_KINDS:-openmpi mpich}"

# publish_pool: the measured program as Native AOT.
publish_pool() {
    quietly "$root/artifacts/logs/publish-benchmarks.log" \
        dotnet publish "$root/benchmarks/MpiPool.Benchmarks" -c Release -o "$build/aot" -nologo
}

# publish_pool_jit: the measured program for the JIT, as a user publishes it.
publish_pool_jit() {
    quietly "$root/artifacts/logs/publish-benchmarks-jit.log" \
        dotnet publish "$root/benchmarks/MpiPool.Benchmarks" -c Release -p:PublishAot=false -o "$build/jit" -nologo
}

# publish_runner: what takes the contestants through their rounds.
publish_runner() {
    quietly "$root/artifacts/logs/publish-runner.log" \
        dotnet publish "$root/benchmarks/MpiPool.BenchmarkRunner" -c Release -o "$build/runner" -nologo
}

# publish_data: the program of large values as Native AOT.
publish_data() {
    quietly "$root/artifacts/logs/publish-data.log" \
        dotnet publish "$root/benchmarks/MpiPool.DataBenchmarks" -c Release -o "$build/data" -nologo
}

# run_data RANKS ARGUMENTS...: the program of large values on so many ranks of every MPI that is here. MPI_TIMEOUT bounds each run, in seconds.
run_data() {
    local ranks=$1 kind
    shift
    "$root/eng/setup.sh" --all-mpi
    publish_data
    for kind in "${kinds[@]}"; do
        say "$kind"
        mpi_run "$(mpi_launcher "$kind")" "$ranks" none "$build/data/MpiPool.DataBenchmarks" "$@"
    done
}

# compile_c: the C programs, one file for each MPI.
compile_c() {
    local kind source
    mkdir -p "$build"
    for kind in "${kinds[@]}"; do
        for source in "$root"/benchmarks/c/*.c; do
            "$(mpi_compiler "$kind")" -O2 -o "$build/$(basename "$source" .c)-$kind" "$source"
        done
    done
}

# runner COMMAND ARGUMENTS...: calls the runner with the MPIs.
runner() {
    local command=$1 kind
    local -a mpis=()
    shift
    for kind in "${kinds[@]}"; do mpis+=(--mpi "$kind=$(mpi_launcher "$kind")"); done
    "$build/runner/MpiPool.BenchmarkRunner" "$command" --build "$build" "${mpis[@]}" "$@"
}

# install_peers: the peers in Python, and a font for the plots, where packages can be installed. The runner says what is missing.
install_peers() {
    local -a wanted=()
    /usr/bin/python3 -c 'import mpi4py' 2> /dev/null || wanted+=(python3-mpi4py)
    compgen -G '/usr/share/fonts/*' > /dev/null || wanted+=(fonts-dejavu-core)
    ((${#wanted[@]} > 0)) || return 0
    if has apt-get && ((EUID == 0)); then
        quietly "$root/artifacts/logs/install-peers.log" apt-get update -q &&
            quietly "$root/artifacts/logs/install-peers.log" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${wanted[@]}" ||
            say "warning: could not install: ${wanted[*]}"
    else
        say "warning: not installed, for it takes apt-get and root: ${wanted[*]}"
    fi
}
