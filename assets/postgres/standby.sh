#!/bin/sh
# A second disk for a post whose database is on a PostgreSQL server (15 or later): a standby on another machine, to which
# the server hands every act before it answers.
#
#   1. on the server            standby.sh prepare ADDRESS -o FILE --authority CA.pem
#                                  ADDRESS is the second machine's, such as 10.0.0.3; CA.pem is the certificate of the authority
#                                  that vouches for the server. --again: although a standby follows already, it needs a new FILE
#   2. on the second machine    standby.sh join SERVER FILE
#                                  SERVER is the server, by a name in its certificate; FILE was carried there
#   3. on the server            standby.sh rely
#                                  from here on an answered act is on both disks
#
#   on either                   standby.sh show     how the two stand
#   on the server               standby.sh forgo    the second machine is gone for good: wait for it no more
#
# Run it as root; on Debian that is all. FILE holds a password and goes to the second machine by hand; delete it then. Between two
# machines everything goes over TLS, and the second one checks the server's certificate.
# When the server is lost: osbpctl post promote, on the second machine. It says what is to be done afterwards.
#
# Elsewhere than on Debian, or for a trial, run it as the user of PostgreSQL, with the variables of libpq (PGHOST, PGPORT,
# PGUSER) for whoever may do anything on the server, and for `join` DATA, an empty folder for the standby, and PORT.
set -eu
here=$(pwd)

# Names a file whatever the folder is.
absolute() {
    case $1 in
    /*) echo "$1" ;;
    *) echo "$here/$1" ;;
    esac
}

me=$(absolute "$0")
[ -z "${DATA:-}" ] || DATA=$(absolute "$DATA")
# The user of PostgreSQL may be in no folder of root's.
cd /

# What the standby is called: its role, its place in the server's log, its name among those that are waited for. Workstations
# know it by synchronous_standby_names.
NAME=osbp_standby

# What it is called while it is copied: nobody waits for a copy.
COPY=osbp_copy

# How much of the log the server keeps for a standby that is away. Beyond it the standby is set up anew, and the server's
# disk does not fill.
KEPT=10GB

# After how long without a word a standby counts as gone, and a server.
SILENT=10s

fail() {
    echo "standby.sh: $*" >&2
    exit 1
}

# Runs a program as the user of PostgreSQL, as which nobody has to give a password on the machine itself.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# Asks the database on this machine. What is changed does not wait for a standby that may be the one which is to be replaced.
ask() {
    as_postgres env PGOPTIONS="${PGOPTIONS:-} -c synchronous_commit=local" psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname postgres "$@"
}

# Finds a program of the server: Debian does not have them on the path.
server_program() {
    if command -v "$1" >/dev/null 2>&1; then
        command -v "$1"
    elif [ -x "/usr/lib/postgresql/$2/bin/$1" ]; then
        echo "/usr/lib/postgresql/$2/bin/$1"
    else
        fail "there is no $1 for PostgreSQL $2 (Debian: apt-get install postgresql-$2)"
    fi
}

# Waits until an answer of the database is the wanted one.
wait_for() {
    tries=0
    while [ "$(ask --command "$2" 2>/dev/null || true)" != "$1" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 120 ] || return 1
        sleep 0.5
    done
}

# Whether an address is this machine's own, between whose programs nobody listens.
is_here() {
    case $1 in
    127.* | ::1 | localhost) return 0 ;;
    *) return 1 ;;
    esac
}

# Prints the certificates in a file, and nothing else of it.
certificates_of() {
    sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' "$1"
}

# A workstation that broke down while it waited for the standby holds all others up: whoever owns the post may see how the standby
# stands and end its wait. The post's owner is whoever owns its tables, its functions and the database, and nobody who calls a
# function of his own by that name.
let_owners_end_waits() {
    ask --command "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate" | while read -r database; do
        ask --dbname "$database" >/dev/null <<'SQL'
SET search_path = pg_catalog, pg_temp;
SET client_min_messages = warning;
SELECT format('GRANT pg_read_all_stats, pg_signal_backend TO %I', pg_get_userbyid(ends.proowner))
FROM pg_proc AS ends
INNER JOIN pg_namespace ON pg_namespace.oid = ends.pronamespace AND pg_namespace.nspname NOT LIKE 'pg\_%'
INNER JOIN pg_database ON pg_database.datname = current_database()
WHERE ends.proname = 'end_waits_for_standby'
    AND pg_get_userbyid(ends.proowner) <> current_user
    AND pg_has_role(ends.proowner, pg_database.datdba, 'USAGE')
    AND 2 = (
        SELECT count(*)
        FROM pg_class
        WHERE pg_class.relnamespace = ends.pronamespace
            AND pg_class.relowner = ends.proowner
            AND pg_class.relkind = 'r'
            AND pg_class.relname IN ('act', 'feed')
    ) \gexec
SQL
    done
}

is_server() {
    [ "$(ask --command 'SELECT pg_is_in_recovery()')" = f ] || fail "this is the standby: call that on the server"
}

prepare() {
    address='' file='' authority='' again=''
    while [ $# -gt 0 ]; do
        case $1 in
        -o) file=${2:-} ;;
        --authority) authority=${2:-} ;;
        --again)
            again=yes
            shift
            continue
            ;;
        -*) address='' && break ;;
        *)
            [ -z "$address" ] || { address='' && break; }
            address=$1
            shift
            continue
            ;;
        esac
        shift
        [ $# -gt 0 ] || break
        shift
    done
    [ -n "$address" ] && [ -n "$file" ] || fail "usage: standby.sh prepare ADDRESS -o FILE [--authority CA.pem] [--again]"
    address=${address#[}
    address=${address%]}
    file=$(absolute "$file")
    [ ! -e "$file" ] || fail "there is a file $file already"
    if [ -n "$authority" ]; then
        authority=$(absolute "$authority")
        [ -r "$authority" ] && [ -n "$(certificates_of "$authority")" ] || fail "there is no certificate in $authority"
    fi
    is_server
    [ "$(ask --command "SELECT current_setting('server_version_num')::int >= 150000")" = t ] ||
        fail "PostgreSQL 15 is the oldest that will do"
    [ "$(ask --command "SELECT current_setting('wal_level') <> 'minimal'")" = t ] ||
        fail "set wal_level = replica in postgresql.conf, and start PostgreSQL again"
    kind=host
    [ "$(ask --command 'SHOW ssl')" = off ] || kind=hostssl
    is_here "$address" || [ "$kind" = hostssl ] ||
        fail "every act would go to $address as it is: set ssl = on with a certificate, and start PostgreSQL again"
    # The password of one that works would be another from here on, and it could not come back.
    [ -n "$again" ] || [ "$(ask --command "SELECT count(*) FROM pg_stat_replication WHERE usename = '$NAME'")" = 0 ] ||
        fail "a standby follows already; if it is to be set up anew, call with --again"
    case $address in
    *:*) one=$address/128 ;;
    *) one=$address/32 ;;
    esac

    # The role copies the whole database, whatever stands between the States, and can do nothing else: it belongs to no State,
    # and its password lies on the second machine alone.
    password=$(od -An -tx1 -N24 /dev/urandom | tr -d ' \n')
    ask >/dev/null <<SQL
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET password_encryption = 'scram-sha-256';
SELECT format('CREATE ROLE %I', '$NAME')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$NAME') \gexec
ALTER ROLE $NAME WITH LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 4 PASSWORD '$password';
SELECT pg_create_physical_replication_slot('$NAME', true)
WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '$NAME');
ALTER SYSTEM SET max_slot_wal_keep_size = '$KEPT';
ALTER SYSTEM SET wal_sender_timeout = '$SILENT';
SELECT pg_reload_conf();
SQL

    let_owners_end_waits

    hba=$(ask --command 'SHOW hba_file')
    line="$kind replication $NAME $one scram-sha-256"
    grep -qxF "$line" "$hba" || echo "$line" >>"$hba"
    ask --command 'SELECT pg_reload_conf()' >/dev/null

    # Who may sign in at the server may sign in at the standby once it is the server.
    (
        umask 077
        {
            echo "$password"
            [ -z "$authority" ] || certificates_of "$authority"
            grep -v "^[[:space:]]*\(#\|\$\)" "$hba"
        } >"$file"
    )
    echo "The server is ready for a standby at $address."
    echo "Carry $file to it, and call there: standby.sh join SERVER $file"
}

join() {
    authority=''
    if [ "${3:-}" = --authority ] && [ -n "${4:-}" ]; then
        authority=$(absolute "$4")
        [ -r "$authority" ] && [ -n "$(certificates_of "$authority")" ] || fail "there is no certificate in $authority"
    fi
    [ -n "${1:-}" ] && [ -n "${2:-}" ] || fail "usage: standby.sh join SERVER FILE [--authority CA.pem]"
    from=5432
    case $1 in
    \[*\]:*) server=${1%]:*} server=${server#[} from=${1##*]:} ;;
    \[*\]) server=${1#[} server=${server%]} ;;
    # More than one colon: an address of version 6 without a port.
    *:*:*) server=$1 ;;
    *:*) server=${1%:*} from=${1##*:} ;;
    *) server=$1 ;;
    esac
    file=$(absolute "$2")
    [ -r "$file" ] || fail "there is no file $file: standby.sh prepare writes it, on the server"
    [ -n "$authority" ] || [ -z "$(certificates_of "$file")" ] || authority=$file
    is_here "$server" || [ -n "$authority" ] ||
        fail "whose certificate vouches for $server? Call with --authority CA.pem, here or where the standby was prepared"
    PGPASSWORD=$(head -n 1 "$file")
    export PGPASSWORD
    line="host=$server port=$from user=$NAME application_name=$COPY connect_timeout=10"
    if [ -n "$authority" ]; then
        # It is read whenever the standby connects, by PostgreSQL.
        kept=${DATA:-/etc/postgresql/osbp}-authority.pem
        certificates_of "$authority" >"$kept.new"
        chmod 644 "$kept.new"
        mv "$kept.new" "$kept"
        line="$line sslmode=verify-full sslrootcert=$kept"
    fi
    version=$(psql --no-psqlrc --tuples-only --no-align --dbname "$line replication=1" --command 'SHOW server_version') ||
        fail "the server does not let the standby in: is $server its address, a name in its certificate, and is this machine the one
that it was prepared for?"
    version=${version%%.*}

    if [ -n "${DATA:-}" ]; then
        data=$DATA
        port=${PORT:-5432}
    else
        command -v pg_createcluster >/dev/null 2>&1 || fail "set DATA, an empty folder for the standby, and PORT"
        data=/var/lib/postgresql/$version/osbp
        port=${PORT:-5432}
        [ ! -e "/etc/postgresql/$version/osbp/postgresql.conf" ] ||
            fail "there is a cluster 'osbp' already; if nothing in it is needed: pg_dropcluster --stop $version osbp"
        # Debian's own first cluster is empty, and holds the port.
        if [ "$port" = 5432 ] && [ -d "/etc/postgresql/$version/main" ]; then
            echo manual >"/etc/postgresql/$version/main/start.conf"
            pg_ctlcluster "$version" main stop >/dev/null 2>&1 || true
        fi
        pg_createcluster --port "$port" "$version" osbp >/dev/null
        rm -rf "$data"
        sed '1d;/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/d' "$file" \
            >"/etc/postgresql/$version/osbp/pg_hba.conf"
        # How this machine was set up as a server, its certificate above all.
        for settings in "/etc/postgresql/$version/main/conf.d"/*.conf; do
            [ ! -e "$settings" ] || cp -p "$settings" "/etc/postgresql/$version/osbp/conf.d/"
        done
    fi
    [ ! -e "$data" ] || [ -z "$(ls -A "$data")" ] || fail "$data is not empty"

    echo "Copying the whole database from $server …"
    # The password goes into the standby's own settings, which only PostgreSQL can read.
    as_postgres "$(server_program pg_basebackup "$version")" --dbname "$line" --pgdata "$data" --slot "$NAME" \
        --write-recovery-conf --wal-method stream --checkpoint fast
    as_postgres sed -i "/^primary_conninfo = /s/application_name=$COPY/application_name=$NAME/" "$data/postgresql.auto.conf"
    grep -q "^primary_conninfo = .*application_name=$NAME" "$data/postgresql.auto.conf" ||
        fail "the copy does not say what it is to be called: see primary_conninfo in $data/postgresql.auto.conf"

    # A standby must have room for as much as the server, and waits for no standby of its own. What stands last counts.
    room=$(as_postgres env LC_ALL=C "$(server_program pg_controldata "$version")" "$data" | sed -n "
        s/^max_connections setting: */max_connections = /p
        s/^max_worker_processes setting: */max_worker_processes = /p
        s/^max_wal_senders setting: */max_wal_senders = /p
        s/^max_prepared_xacts setting: */max_prepared_transactions = /p
        s/^max_locks_per_xact setting: */max_locks_per_transaction = /p")
    [ "$(echo "$room" | grep -c ' = [0-9]')" = 5 ] || fail "how much room the server has can't be read from $data"
    # Where the copied server listens by ALTER SYSTEM is no place of this machine.
    as_postgres sed -i '/^listen_addresses/d' "$data/postgresql.auto.conf"
    {
        echo "$room"
        echo "synchronous_standby_names = ''"
        echo "wal_receiver_timeout = '$SILENT'"
        echo "port = $port"
        if [ -n "${DATA:-}" ]; then
            echo "unix_socket_directories = '$data'"
        elif ! grep -qs '^[[:space:]]*listen_addresses' "/etc/postgresql/$version/osbp/conf.d"/*.conf; then
            echo "listen_addresses = '*'"
        fi
    } >>"$data/postgresql.auto.conf"

    if [ -n "${DATA:-}" ]; then
        as_postgres "$(server_program pg_ctl "$version")" --pgdata "$data" --log "$data/server.log" --wait --silent start
        export PGHOST="$data"
    else
        # By systemd where there is one: what reloads or stops PostgreSQL there is to reach the standby, too.
        pg_ctlcluster "$version" osbp start ||
            fail "everything is copied, but the standby does not start: put right what its log says
(/var/log/postgresql/postgresql-$version-osbp.log), and call: pg_ctlcluster $version osbp start; it need not join again"
    fi
    unset PGPASSWORD
    export PGPORT="$port"
    wait_for streaming 'SELECT status FROM pg_stat_wal_receiver' || fail "the standby does not follow the server; its log says why"
    is_here "$server" || has_certificate "$kept"
    echo "The standby follows the server. Call on the server: standby.sh rely"
}

# Sees to it that workstations will trust the standby once it is the server.
has_certificate() {
    todo="the standby follows the server, but no workstation would trust it once it is the server: give it a certificate of its own
(ssl, ssl_cert_file and ssl_key_file, in conf.d) and start it again; it need not join again"
    [ "$(ask --command 'SHOW ssl')" = on ] || fail "ssl is off: $todo"
    certificate=$(ask --command 'SHOW ssl_cert_file')
    case $certificate in
    /*) ;;
    *) certificate=$data/$certificate ;;
    esac
    [ -s "$certificate" ] || fail "there is no $certificate: $todo"
    ! command -v openssl >/dev/null 2>&1 || openssl verify -CAfile "$1" "$certificate" >/dev/null 2>&1 ||
        fail "$certificate is not of the authority that vouches for the server: $todo"
}

rely() {
    is_server
    # A post that was founded after the standby was prepared has an owner by now.
    let_owners_end_waits
    wait_for streaming "SELECT state FROM pg_stat_replication WHERE application_name = '$NAME'" ||
        fail "no standby follows: nothing was changed"
    ask --command "ALTER SYSTEM SET synchronous_standby_names = '$NAME'"
    ask --command 'SELECT pg_reload_conf()' >/dev/null
    wait_for sync "SELECT sync_state FROM pg_stat_replication WHERE application_name = '$NAME'" ||
        fail "the standby is not waited for yet; standby.sh show says how it stands"
    echo "From now on every act is on both disks before it is answered."
}

forgo() {
    is_server
    ask --command 'ALTER SYSTEM RESET synchronous_standby_names'
    ask --command 'SELECT pg_reload_conf()' >/dev/null
    ask --command "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '$NAME' AND NOT active" \
        >/dev/null
    echo "Nothing waits for a standby any more: acts are on the server's disk alone."
}

show() {
    if [ "$(ask --command 'SELECT pg_is_in_recovery()')" = t ]; then
        ask --command "SELECT 'standby; follows '
            || coalesce((SELECT sender_host || ' (' || status || ')' FROM pg_stat_wal_receiver), 'nobody')
            || '; last heard of a change at ' || coalesce(pg_last_xact_replay_timestamp()::text, 'no time')"
    else
        ask --command "SELECT 'server; waits for '
            || coalesce(nullif(current_setting('synchronous_standby_names'), ''), 'nobody')
            || '; the standby is '
            || coalesce((SELECT state || ', ' || sync_state FROM pg_stat_replication WHERE application_name = '$NAME'), 'missing')
            || coalesce((SELECT '; its place in the log: ' || wal_status FROM pg_replication_slots WHERE slot_name = '$NAME'), '')"
    fi
}

verb=${1:-}
[ -z "$verb" ] || shift
case $verb in
prepare | join | rely | forgo | show) "$verb" "$@" ;;
*)
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$me"
    exit 2
    ;;
esac
