# shellcheck shell=bash
# Sourced by eng/test-slurm.sh: a Slurm cluster of two nodes on this machine, in a folder of its own under /tmp, with ports and a munge key
# of its own. It needs no systemd, no cgroups and none of the machine's own configuration, and leaves that alone.

: "${root:?lib/common.sh is sourced first}"

# Everything that belongs to this cluster has this variable in its environment, the ranks too: so its processes are told from all others.
slurm_folder=
slurm_mark=MPIPOOL_SLURM_FOLDER

# slurm_install: Slurm with its plug-ins for PMIx and PMI-2, and munge.
slurm_install() {
    slurm_is_there && return 0
    has apt-get || die "Slurm is missing (slurmctld, slurmd, srun, munged, and the plug-ins mpi_pmix and mpi_pmi2), and this script installs it by apt-get only."
    ((EUID == 0)) || die "Slurm is missing, and only root may install it: apt-get install slurm-wlm munge"
    say "installing: slurm-wlm munge"
    quietly "$root/artifacts/logs/install-slurm.log" slurm_install_packages
    hash -r
    slurm_is_there || die "Slurm or its plug-ins mpi_pmix and mpi_pmi2 are still missing after apt-get install slurm-wlm munge."
}

slurm_install_packages() {
    apt-get update -q
    env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends slurm-wlm munge
}

slurm_is_there() {
    local name plugins
    for name in slurmctld slurmd srun sbatch salloc scancel munged; do
        PATH=$PATH:/usr/sbin:/sbin has "$name" || return 1
    done
    plugins=$(find /usr/lib /usr/lib64 \( -name mpi_pmix.so -o -name mpi_pmi2.so \) -printf '%f\n' 2> /dev/null | sort -u)
    [[ $plugins == *mpi_pmi2.so*mpi_pmix.so* ]]
}

# slurm_start: starts the cluster, and waits until it runs a job on both nodes.
slurm_start() {
    slurm_folder=$(mktemp -d /tmp/mpipool-slurm.XXXXXX)
    export PATH=$PATH:/usr/sbin:/sbin "$slurm_mark=$slurm_folder" SLURM_CONF=$slurm_folder/slurm.conf
    # munge wants a folder that others may enter, Slurm's plug-in for PMIx one for each node's own sockets.
    chmod 755 "$slurm_folder"
    mkdir -p "$slurm_folder"/{state,log,one/spool,one/tmp,two/spool,two/tmp}
    head -c 128 /dev/urandom > "$slurm_folder/munge.key"
    chmod 400 "$slurm_folder/munge.key"
    slurm_configuration > "$SLURM_CONF"

    slurm_daemon munged munged --foreground --force --key-file="$slurm_folder/munge.key" --socket="$slurm_folder/munge.sock" \
        --pid-file="$slurm_folder/munge.pid" --seed-file="$slurm_folder/munge.seed"
    slurm_daemon slurmctld slurmctld -D
    slurm_daemon slurmd-one slurmd -D -N one
    slurm_daemon slurmd-two slurmd -D -N two
    slurm_wait_for_nodes || { tail -n 20 "$slurm_folder"/log/* >&2; die "the Slurm cluster in $slurm_folder has not come up; its logs stand above."; }
}

slurm_daemon() {
    local name=$1
    shift
    "$@" > "$slurm_folder/log/$name" 2>&1 &
}

slurm_wait_for_nodes() {
    local i
    for ((i = 0; i < 60; i++)); do
        [[ $(timeout 10 srun -Q -I5 -N 2 -n 2 printenv SLURMD_NODENAME 2> /dev/null | sort | tr '\n' ' ') == 'one two ' ]] && return 0
        sleep 1
    done
    return 1
}

# Both nodes are this machine, which need not have so many processors; slurmd tracks processes through /proc.
slurm_configuration() {
    local host port
    host=$(hostname -s)
    port=$(slurm_free_ports 3)
    cat << END
ClusterName=mpipool
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$slurm_folder/munge.sock
StateSaveLocation=$slurm_folder/state
SlurmctldPidFile=$slurm_folder/slurmctld.pid
SlurmdPidFile=$slurm_folder/%n/slurmd.pid
SlurmdSpoolDir=$slurm_folder/%n/spool
TmpFS=$slurm_folder/%n/tmp
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MpiDefault=none
ReturnToService=2
KillWait=5
NodeName=one NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=4
NodeName=two NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=4
PartitionName=all Nodes=one,two Default=YES MaxTime=10 State=UP OverSubscribe=FORCE:4
END
}

# slurm_free_ports N: prints the first of N ports in a row that nobody listens on.
slurm_free_ports() {
    local first port
    while true; do
        first=$((20000 + RANDOM % 10000))
        for ((port = first; port < first + $1; port++)); do
            if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then continue 2; fi
        done
        say "$first"
        return 0
    done
}

# slurm_processes ENTRY: the IDs of the processes that have ENTRY (name=value) in their environment.
slurm_processes() {
    { grep -lzsxF -- "$1" /proc/[0-9]*/environ || true; } | cut -d/ -f3 | { grep -vx -e "$$" -e "$BASHPID" || true; }
}

# slurm_stop: ends the jobs, the daemons and whatever else carries the mark, and removes the folder.
slurm_stop() {
    [[ -n $slurm_folder ]] || return 0
    local signal i left
    timeout 10 scancel --full --signal=KILL --user="$(id -un)" 2> /dev/null || true
    # What looks for the others does not belong to them.
    export -n "${slurm_mark?}"
    for signal in TERM KILL; do
        for ((i = 0; i < 50; i++)); do
            left=$(slurm_processes "$slurm_mark=$slurm_folder")
            [[ -n $left ]] || break 2
            # A process may end between the look and the kill. One ID a word.
            # shellcheck disable=SC2086
            if ((i == 0)); then kill -s "$signal" $left 2> /dev/null || true; fi
            sleep 0.1
        done
    done
    rm -rf "$slurm_folder"
}
