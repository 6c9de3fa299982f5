# shellcheck shell=bash
# Sourced by the scripts of this folder: which MPI launchers this machine has, and how each is called.

# Where systems keep a launcher: on the path, under a name of its own (Debian), or in a folder of its own (Fedora, openSUSE).
mpi_candidates=(
    mpirun mpiexec mpirun.openmpi mpirun.mpich mpiexec.hydra
    /usr/lib64/openmpi/bin/mpirun /usr/lib64/mpich/bin/mpirun
    /usr/lib64/mpi/gcc/openmpi{5,4,}/bin/mpirun /usr/lib64/mpi/gcc/mpich/bin/mpirun
)

# mpi_kind LAUNCHER: prints openmpi or mpich, or nothing for what is neither.
mpi_kind() {
    case $("$1" --version 2>&1 | head -n 5) in
        *'Open MPI'* | *OpenRTE* | *PRRTE*) say openmpi ;;
        *HYDRA* | *MPICH* | *'Intel(R) MPI'*) say mpich ;;
    esac
}

# mpi_launcher [KIND]: prints the path of the first launcher of that kind, or of any; fails if there is none.
mpi_launcher() {
    local candidate
    for candidate in "${mpi_candidates[@]}"; do
        if has "$candidate" && [[ ${1:-$(mpi_kind "$candidate")} == "$(mpi_kind "$candidate")" && -n $(mpi_kind "$candidate") ]]; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# mpi_compiler KIND: prints the path of the C compiler wrapper that stands beside the launcher of that kind; fails if there is none.
mpi_compiler() {
    local launcher folder name
    launcher=$(mpi_launcher "$1") || return 1
    folder=$(dirname "$launcher")
    for name in "mpicc.$1" mpicc; do
        if [[ -x $folder/$name ]] && mpi_compiler_is "$folder/$name" "$1"; then
            say "$folder/$name"
            return 0
        fi
    done
    return 1
}

mpi_compiler_is() {
    case $("$1" -show 2> /dev/null) in
        *mpich*) [[ $2 == mpich ]] ;;
        *openmpi* | *open-mpi*) [[ $2 == openmpi ]] ;;
        *) [[ $(dirname "$1")/mpirun -ef $(mpi_launcher "$2") ]] ;;
    esac
}

# mpi_run LAUNCHER RANKS BINDING PROGRAM...: starts the program; BINDING is core, none, or default for the launcher's own choice. More
# ranks than cores are allowed, and so is root, because containers have only that user. It ends after MPI_TIMEOUT seconds at the latest.
mpi_run() {
    local launcher=$1 ranks=$2 binding=$3 library
    local -a options=()
    shift 3
    library=$(dirname "$launcher")/../lib
    # A launcher in a folder of its own has its library beside it, where the loader does not look.
    if compgen -G "$library/libmpi*.so*" > /dev/null; then
        local -x LD_LIBRARY_PATH=$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    fi
    if [[ $(mpi_kind "$launcher") == openmpi ]]; then
        local -x OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
        options+=(--oversubscribe)
        if [[ $binding == core ]]; then options+=(--bind-to core:overload-allowed); fi
        if [[ $binding == none ]]; then options+=(--bind-to none); fi
    elif [[ $binding != default ]]; then
        options+=(-bind-to "$binding")
    fi
    timeout --foreground -k 5 "${MPI_TIMEOUT:-300}" "$launcher" "${options[@]}" -n "$ranks" "$@"
}
