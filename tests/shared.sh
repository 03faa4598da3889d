#!/bin/sh
# A register of a whole machine: set up by root, used by several people at once, and by accounts that cannot reach its file. Runs as
# root, with numbers of its own for people and group: no account is made on this machine, the tools that would are stubs. What is
# not tested here: those tools themselves, and the unit under a real systemd.
# shellcheck disable=SC2015,SC2031
set -u
[ "$(id -u)" -eq 0 ] || { echo "skipped: only root can be several people"; exit 77; }
command -v setpriv >/dev/null || { echo "skipped: setpriv (util-linux) is not here"; exit 77; }
python=/usr/bin/python3 # others use it too: root's own may lie where they cannot go
"$python" -c 'import sqlite3' 2>/dev/null || { echo "skipped: $python with sqlite3 is needed"; exit 77; }

dir=$builddir/tests/shared.dir
root=$dir/root
group=64310 # of the service, as are all these numbers of this test
anna=64301 bruno=64302 carla=64303
failed=0
status=0
holder=
umask 022
rm -rf "$dir"
mkdir -p "$dir/stubs" "$dir/home" "$root/bin" "$root/var/lib" "$root/etc" || exit 99
finish() {
	[ -z "$holder" ] || kill "$holder" 2>/dev/null
	cd / && rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 99
chmod 1777 "$dir/home"
cp "$builddir/tests/at/breccia" "$builddir/tests/at/breccia-courier" "$root/bin/" || exit 99
unset AT BRECCIA_REGISTER BRECCIA_CONFIG BRECCIA_AS SUDO_UID LANGUAGE
TZ=UTC LC_ALL=C.UTF-8
export TZ LC_ALL

cat >"$dir/stubs/groupadd" <<-STUB
	#!/bin/sh
	echo "groupadd \$*" >>"$dir/calls"
	echo $group >"$root/gid"
STUB
cat >"$dir/stubs/useradd" <<-STUB
	#!/bin/sh
	echo "useradd \$*" >>"$dir/calls"
	echo $group >"$root/uid"
STUB
cat >"$dir/stubs/systemctl" <<-STUB
	#!/bin/sh
	echo "systemctl \$*" >>"$dir/calls"
STUB
chmod +x "$dir"/stubs/*
PATH=$dir/stubs:$PATH

ok() {
	echo "ok - $*"
}

not_ok() {
	echo "not ok - $*"
	echo "  status $status"
	sed 's/^/  out: /' "$dir/out" | head -n 20
	sed 's/^/  err: /' "$dir/err" | head -n 20
	failed=1
}

# as UID COMMAND...: with the group of that number only; member UID COMMAND...: in the service's group too.
as() {
	who=$1
	shift
	status=0
	HOME=$dir/home/$who timeout 60 setpriv --reuid "$who" --regid "$who" --clear-groups "$@" >"$dir/out" 2>"$dir/err" </dev/null || status=$?
}
member() {
	who=$1
	shift
	status=0
	HOME=$dir/home/$who timeout 60 setpriv --reuid "$who" --regid "$who" --groups "$group" "$@" >"$dir/out" 2>"$dir/err" </dev/null || status=$?
}
me() {
	status=0
	HOME=$dir/home/root timeout 60 "$@" >"$dir/out" 2>"$dir/err" </dev/null || status=$?
}
done_ok() { # NAME
	if [ "$status" -eq 0 ] && [ ! -s "$dir/err" ]; then ok "$1"; else not_ok "$1"; fi
}
refused() { # STATUS WORDS NAME
	if [ "$status" -eq "$1" ] && [ "$(wc -l <"$dir/err")" -eq 1 ] && grep -qF -e "$2" "$dir/err"; then ok "$3"; else not_ok "$3 (wanted $1, \"$2\")"; fi
}
says() { # TEXT NAME
	if grep -qF -e "$1" "$dir/out"; then ok "$2"; else not_ok "$2 (no \"$1\")"; fi
}
mode() { # WANT FILE NAME
	if [ "$(stat -c '%a %u %g' "$2" 2>&1)" = "$1" ]; then ok "$3"; else not_ok "$3 (wanted $1, is $(stat -c '%a %u %g' "$2" 2>&1))"; fi
}

breccia=$root/bin/breccia
register=$root/var/lib/breccia/register.db
conf=$root/etc/breccia/breccia.conf
as $carla "$breccia" help -q
[ "$status" -eq 0 ] || { echo "skipped: other accounts cannot reach $dir"; exit 77; }

# --- setting up -------------------------------------------------------------------------------------------------------------
set -- init --system --org "Rossi Contact S.p.A." --me "Maria Bianchi <maria@rossi.example>" --dpo "Giulia Verdi <giulia@verdi.example>" \
	--server smtp://127.0.0.1:9 --from breccia@rossi.example --user breccia --password-command "id -g >$dir/home/secret; echo secret"
as $anna "$breccia" "$@"
refused 77 "takes root" "who is not root sets up nothing"
me "$breccia" "$@" --account no-such-login-here
refused 65 "no account" "the administrator's login must be one"
me "$breccia" "$@" -r "$dir/own.db"
refused 64 "its own places" "the machine's register has its own place"
[ ! -e "$root/etc/breccia" ] && [ ! -e "$root/var/lib/breccia" ] && [ ! -e "$dir/calls" ] && ok "a refusal leaves nothing behind" ||
	not_ok "a refusal leaves nothing behind"
mkdir -p "$root/run/systemd/system"
me "$breccia" "$@"
done_ok "root sets up the register of the machine"
says "is now setgid" "it says that the program got the group's bit"
says "breccia-courier.service" "and that the courier runs"
cat >"$dir/wanted" <<-END
	groupadd --system breccia
	useradd --system --gid breccia --home-dir $root/var/lib/breccia --no-create-home --shell /usr/sbin/nologin breccia
	systemctl daemon-reload
	systemctl enable --now breccia-courier.service breccia-courier.timer
END
diff "$dir/calls" "$dir/wanted" && ok "with one account, one group and one service" || { not_ok "with one account, one group and one service"; cat "$dir/calls"; }
mode "2770 $group $group" "$root/var/lib/breccia" "the folder keeps its group"
mode "660 $group $group" "$register" "the register is the group's"
mode "640 0 $group" "$conf" "the configuration is root's, for the group to read"
mode "2755 0 $group" "$breccia" "the program has the group's bit"
grep -qxF "uri = sqlite:$register" "$conf" && ok "the configuration names the register" || not_ok "the configuration names the register"
me "$breccia" "$@"
refused 73 "there already" "it is never done twice"
me "$breccia" person add "Anna Gallo" --role security --account "uid-$anna"
done_ok "root is the first person of the register"
me "$breccia" person add "Bruno Costa" --role security --account "uid-$bruno"

# --- several people, in the group ---------------------------------------------------------------------------------------------
chmod 0755 "$breccia"
member $anna "$breccia" log "The first incident" -q
done_ok "one person logs"
member $bruno sh -c 'umask 077; exec "$@"' sh "$breccia" note 1 "A note by another"
done_ok "another, with umask 077, sees it and adds to it"
member $anna "$breccia" show 1
says "A note by another" "and the first sees that"
member $anna "$breccia" journal 1 --json
"$python" -I -c 'import json; e = json.load(open("out"))["events"]; by = {x["kind"]: x["by"] for x in e}
assert by["incident.logged"] == "p3" and by["note.added"] == "p4", by' 2>"$dir/err" && ok "the journal names the right person" ||
	not_ok "the journal names the right person"

# Somebody with umask 077 has it open: what SQLite makes beside the register is then theirs.
mkfifo "$dir/hold" "$dir/held"
chmod 666 "$dir/hold" "$dir/held"
setpriv --reuid $bruno --regid $bruno --groups $group sh -c 'umask 077; exec "$@"' sh timeout 60 "$python" -I -c '
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("SELECT count(*) FROM journal").fetchone()
open(sys.argv[3], "w").write("held\n")
open(sys.argv[2]).read()' "$register" "$dir/hold" "$dir/held" &
holder=$!
timeout 60 head -n 1 "$dir/held" >/dev/null
mode "660 $bruno $group" "$register-wal" "what lies beside the register keeps mode and group"
mode "660 $bruno $group" "$register-shm" "its shared memory too"
member $anna sh -c 'umask 077; exec "$@"' sh "$breccia" log "While another has it open" -q
done_ok "so nobody is locked out"
timeout 60 sh -c ': >"$1"' sh "$dir/hold"
wait "$holder"
holder=

# --- who is not in the group --------------------------------------------------------------------------------------------------
as $carla "$breccia" list
refused 77 "put you into the group" "who cannot open the register is told whom to ask"
as $carla "$breccia" init --org Own --me Carla
refused 1 "this machine has a register" "and is offered no other one"
[ ! -e "$dir/home/$carla/.local" ] && ok "so there is none" || not_ok "so there is none"
as $carla "$breccia" init -r "sqlite:$dir/home/carla.db" -c "$dir/home/carla.conf" --org Own --me "Carla" -q
done_ok "one of their own needs to be named"
as $carla "$breccia" -r "sqlite:$dir/home/carla.db"
says "OTHER REGISTER" "and says that it is another"
as $carla env BRECCIA_REGISTER="$dir/home/carla.db" "$breccia"
says "OTHER REGISTER" "also where a variable names it"
member $anna "$breccia"
if grep -q OTHER "$dir/out"; then not_ok "the machine's own does not"; else ok "the machine's own does not"; fi

# --- installed setgid ---------------------------------------------------------------------------------------------------------
chmod 2755 "$breccia"
as $carla "$breccia" log "Found by a stranger"
if [ "$status" -eq 74 ] || [ "$status" -eq 77 ]; then
	echo "skipped the rest: programs with such bits do not work on this file system"
	exit $((failed ? 1 : 77))
fi
done_ok "an account that the register does not know logs, through the program alone"
says "NOTHING LEAVES" "and is told that no courier runs"
if pgrep -u $carla breccia-courier >/dev/null; then not_ok "it starts none"; else ok "it starts none"; fi
as $carla "$breccia" show 3
done_ok "it follows what it logged"
as $carla "$breccia" show 1
refused 77 "may not" "and nothing else"
for command in list due "journal" "person list" "outbox" "seal" "config list" "doctor" "verify" "note 1 x" "take 1" "notify 3 -y" "send"; do
	# shellcheck disable=SC2086 # words
	as $carla "$breccia" $command
	refused 77 "may not" "not $command"
done
as $carla "$breccia"
refused 77 "may not" "nor the board"
as $bruno "$breccia" note 3 "Known to the register, not in the group"
done_ok "somebody it knows works in it without reaching its file"
as $bruno "$breccia" doctor
[ ! -e "$dir/home/secret" ] && ok "nobody else's password command is run" || not_ok "nobody else's password command is run"
as $bruno "$breccia" send
refused 69 "systemctl start breccia-courier" "nor its courier"
as $bruno "$breccia" --as p1 note 3 "as another"
refused 77 "nobody whom the account" "and nobody is somebody else"

# The group is for the register of the machine and nothing else.
printf '[register]\nuri = sqlite:%s\n' "$dir/home/carla.db" >"$dir/home/private.conf"
chown 0:$group "$dir/home/private.conf"
chmod 0640 "$dir/home/private.conf"
as $carla "$breccia" -c "$dir/home/private.conf" list
refused 74 "cannot be read" "a configuration is read with the person's own rights"
as $carla env BRECCIA_CONFIG="$dir/home/private.conf" "$breccia" list
refused 74 "cannot be read" "also where a variable names it"
as $carla "$breccia" -r "sqlite:$root/var/lib/../lib/breccia/register.db" show 3
refused 77 "cannot be reached" "a register that is named too"
as $carla "$breccia" -r "sqlite:$register" show 3
done_ok "unless it is that of the machine"
as $carla "$breccia" demo "$dir/home/demo"
mode "600 $carla $carla" "$dir/home/demo/register.db" "a demonstration is the person's"
mkdir -p "$dir/home/$bruno/.config/breccia"
printf '[email\n' >"$dir/home/$bruno/.config/breccia/breccia.conf"
as $bruno "$breccia" show 3
done_ok "the person's own configuration is not read with it"
as $bruno env XDG_DATA_HOME="$dir/home" SQLITE_TMPDIR="$dir/home" BRECCIA_AS=p1 "$breccia" note 3 "With another environment"
done_ok "variables of breccia do not count with it"

# What it starts has the person's group.
mkdir "$dir/home/page"
chown $bruno "$dir/home/page"
: >"$dir/answers"
as $bruno env TERM=xterm PAGER="id -g >$dir/home/page/id; id -G >>$dir/home/page/id; cat >/dev/null" \
	"$python" "$srcdir/tests/cli/terminal.py" "$dir/answers" /bin/sh -c 'stty rows 5; exec "$1" journal' sh "$breccia"
[ "$(tr '\n' ' ' <"$dir/home/page/id" 2>/dev/null)" = "$bruno $bruno " ] && ok "a pager runs with the person's group" ||
	not_ok "a pager runs with the person's group ($(cat "$dir/home/page/id" 2>&1))"

# Descriptors that are closed, a file that may not grow: nothing but the program writes the register.
as $carla sh -c 'exec "$@" <&- >&- 2>&-' sh "$breccia" log "Without descriptors" -q
as $carla sh -c 'exec "$@" <&- >&- 2>&-' sh "$breccia" show 99
as $carla sh -c 'ulimit -f 1; exec "$@"' sh "$breccia" log "Without room" -q
as $group sh -c 'umask 077; exec "$@"' sh "$root/bin/breccia-courier" --once -q
done_ok "the service's courier works on it"
mode "660 $group $group" "$register-courier" "and its lock can be looked at by the group"
[ "$(cat "$dir/home/secret")" = "$group" ] && ok "with the password command that is its alone" || not_ok "with the password command that is its alone"

me "$breccia" verify
done_ok "closed descriptors and limits leave the register sound"
mode "660 $group $group" "$register" "and as it was"

exit $failed
