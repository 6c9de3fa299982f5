#!/usr/bin/env bash
# Takes the place of ssh: start-on-host.sh [OPTION]... HOST COMMAND... runs the command on this machine, where the processes see HOST as their host's name.
# So a launcher starts one daemon for each host, and its ranks are as far from each other as those of several machines: no shared memory, sockets between them.
set -eu
while [[ ${1:-} == -* ]]; do
    # ssh's options that have a value.
    case $1 in
        -[bcDEeFIiJLlmOopQRSWw]) shift 2 ;;
        *) shift ;;
    esac
done
host=$1
shift
namespaces=(--uts)
((EUID == 0)) || namespaces+=(--user --map-root-user)
exec unshare "${namespaces[@]}" bash -c 'hostname "$1" && shift && eval "exec $*"' start-on-host "$host" "$@"
