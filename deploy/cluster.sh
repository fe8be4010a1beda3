#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A PostgreSQL cluster to throw away: reached through a Unix socket that only its owner and root
# may open, without fsync, gone with its folder. To be sourced.
#
#     cluster_start      sets cluster_url; the cluster's superuser is `postgres`
#     cluster_stop       also when it was never started

cluster_folder=""
cluster_url=""

# PostgreSQL refuses to run as root, so root hands its programs to the user `postgres`.
as_cluster_owner() {
    if [[ $EUID -eq 0 ]]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        "$@"
    fi
}

# Debian keeps each version's programs in a folder of its own, off the PATH.
postgres_program() {
    local found
    found=$(compgen -G "/usr/lib/postgresql/*/bin/$1" | sort --version-sort | tail -n 1)
    echo "${found:-$1}"
}

cluster_start() {
    # A socket's path may have no more than 107 bytes: stay near the root.
    cluster_folder=$(mktemp -d /tmp/probity-cluster.XXXXXX) || return 1
    if [[ $EUID -eq 0 ]]; then chown postgres:postgres "$cluster_folder" || return 1; fi
    # The programs start in the folder that they may enter; ours may be closed to them.
    (
        cd "$cluster_folder" || exit 1
        as_cluster_owner "$(postgres_program initdb)" --pgdata=data --username=postgres \
            --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync &&
            as_cluster_owner "$(postgres_program pg_ctl)" start --pgdata=data --log=server.log \
                --wait --options="-k $cluster_folder -c listen_addresses= -c fsync=off"
    ) >"$cluster_folder/start.log" 2>&1
    local status=$?
    if [[ $status -ne 0 ]]; then
        cat "$cluster_folder"/*.log >&2
    fi
    # shellcheck disable=SC2034 # Read by the scripts that source this file.
    cluster_url="postgresql://postgres@/postgres?host=$cluster_folder"
    return $status
}

cluster_stop() {
    [[ -n $cluster_folder ]] || return 0
    (
        cd "$cluster_folder" || exit 1
        as_cluster_owner "$(postgres_program pg_ctl)" stop --pgdata=data --mode=immediate
    ) >/dev/null 2>&1
    rm -rf "$cluster_folder"
    cluster_folder=""
}
