#!/usr/bin/env bash
# Sets up what the project needs beside the .NET SDK, with the system's package manager: an MPI, and a C compiler, which links Native
# AOT programs. What is there already stays as it is, so a second run is quick.
#
#   eng/setup.sh             an MPI if there is none, a C compiler if there is none
#   eng/setup.sh --all-mpi   both Open MPI and MPICH with their headers, for the tests
#
# Where packages cannot be installed, it says what is missing and succeeds as long as the samples can run (in-process without an MPI);
# with --all-mpi everything is needed.
set -euo pipefail
source "$(dirname "$0")/lib/common.sh"
source "$root/eng/lib/mpi.sh"

main() {
    local all=false
    case ${1-} in
        '') ;;
        --all-mpi) all=true ;;
        *) die "unknown option '$1'. Usage: eng/setup.sh [--all-mpi]" ;;
    esac
    check_sdk
    local -a wanted=()
    can_link || wanted+=(compiler)
    if $all; then
        mpi_compiler openmpi > /dev/null || wanted+=(openmpi-dev)
        mpi_compiler mpich > /dev/null || wanted+=(mpich-dev)
    elif ! mpi_launcher > /dev/null; then
        wanted+=(openmpi)
    fi
    ((${#wanted[@]} == 0)) && return 0
    install_packages "${wanted[@]}" || say "warning: could not install: ${wanted[*]}"
    hash -r
    can_link || die "no working C compiler (gcc or clang), which links Native AOT programs. Install one with the C library's headers (Debian: gcc libc6-dev)."
    if $all; then
        mpi_compiler openmpi > /dev/null || die "Open MPI with its headers is missing (Debian: openmpi-bin libopenmpi-dev). The tests run on both MPIs."
        mpi_compiler mpich > /dev/null || die "MPICH with its headers is missing (Debian: mpich libmpich-dev). The tests run on both MPIs."
    fi
}

check_sdk() {
    local version
    has dotnet || die "no .NET SDK on the path. Install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"
    version=$(cd "$root" && dotnet --version 2> /dev/null) || die "no .NET SDK that fits global.json (10.0 or a later feature band of it). Installed: $(dotnet --list-sdks | tr '\n' ' ')"
    [[ $version == 10.* ]] || die "the .NET 10 SDK is needed, and global.json selects $version."
}

# can_link: whether a C program can be linked, by the compiler that the Native AOT build will take.
can_link() {
    local compiler
    compiler=$(first_of clang gcc) || return 1
    echo 'int main(void) { return 0; }' | "$compiler" -x c - -o /dev/null 2> /dev/null
}

# install_packages WHAT...: installs packages by our own names for them (see packages_for).
install_packages() {
    local manager packages
    local -a as_root=()
    manager=$(first_of apt-get dnf zypper pacman brew) || { say "warning: no package manager that this script knows (apt-get, dnf, zypper, pacman, brew)."; return 1; }
    packages=$(for what in "$@"; do packages_for "$manager" "$what"; done | tr ' \n' '\n\n' | sort -u | tr '\n' ' ')
    if [[ $manager != brew && $EUID -ne 0 ]]; then
        sudo -n true 2> /dev/null || { say "warning: neither root nor passwordless sudo, so nothing is installed. Needed packages: $packages"; return 1; }
        as_root=(sudo -n)
    fi
    say "installing: $packages"
    # The names are separated by blanks, so they are split on purpose.
    # shellcheck disable=SC2086
    quietly "$root/artifacts/logs/install.log" install_with "$manager" $packages
}

install_with() {
    local manager=$1
    shift
    case $manager in
        apt-get)
            "${as_root[@]}" apt-get update -q
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
            ;;
        dnf) "${as_root[@]}" dnf install -y "$@" ;;
        zypper) "${as_root[@]}" zypper --non-interactive install "$@" ;;
        pacman) "${as_root[@]}" pacman -Sy --needed --noconfirm "$@" ;;
        brew) brew install "$@" ;;
    esac
}

packages_for() {
    case $1:$2 in
        apt-get:compiler) say gcc libc6-dev ;;
        apt-get:openmpi) say openmpi-bin ;;
        apt-get:openmpi-dev) say openmpi-bin libopenmpi-dev gcc libc6-dev ;;
        apt-get:mpich-dev) say mpich libmpich-dev gcc libc6-dev ;;
        dnf:compiler) say gcc ;;
        dnf:openmpi) say openmpi ;;
        dnf:openmpi-dev) say openmpi-devel gcc ;;
        dnf:mpich-dev) say mpich-devel gcc ;;
        zypper:compiler) say gcc ;;
        zypper:openmpi) say openmpi4 ;;
        zypper:openmpi-dev) say openmpi4-devel gcc ;;
        zypper:mpich-dev) say mpich-devel gcc ;;
        pacman:compiler) say gcc ;;
        pacman:openmpi*) say openmpi gcc ;;
        pacman:mpich-dev) say mpich gcc ;;
        brew:compiler) say gcc ;;
        brew:openmpi*) say open-mpi ;;
        brew:mpich-dev) say mpich ;;
    esac
}

first_of() {
    local name
    for name in "$@"; do
        if has "$name"; then
            say "$name"
            return 0
        fi
    done
    return 1
}

main "$@"
