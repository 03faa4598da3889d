# For the tests of the courier, to be read by them: faulty servers, a register with a DPO, a configuration, a courier.
# shellcheck shell=sh disable=SC2154,SC2034
#
# Needs $work (a folder of the test's own). Leaves $failed.
failed=0

good() {
	echo "ok - $1"
}

bad() {
	echo "not ok - $1"
	failed=1
}

# holds NAME COMMAND...
holds() {
	name=$1
	shift
	if "$@" >/dev/null 2>&1; then good "$name"; else bad "$name"; fi
}

fails() {
	name=$1
	shift
	if "$@" >/dev/null 2>&1; then bad "$name"; else good "$name"; fi
}

# same NAME WANTED GOT
same() {
	if [ "$2" = "$3" ]; then good "$1"; else bad "$1: wanted $2, got $3"; fi
}

# until_true COMMAND...: at most ten seconds
until_true() {
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 1500 ] || return 1
		sleep 0.02
	done
}

# The servers end when the pipe is closed, that is with the test, however it ends.
faulty_start() { # PROGRAM of tests/lab
	if ! command -v python3 >/dev/null || ! command -v openssl >/dev/null; then
		echo "skipped: python3 and openssl are needed for the faulty servers"
		exit 77
	fi
	rm -rf "$work"
	mkdir -p "$work/faulty" && mkfifo "$work/hold" && "$srcdir/tests/lab/pki.sh" "$work/pki" || exit 99
	python3 "$srcdir/tests/lab/$1" "$work/faulty" "$work/pki" <"$work/hold" &
	servers=$!
	exec 9>"$work/hold"
	trap 'exec 9>&-; wait $servers; rm -rf "$work"' EXIT
	until_true test -f "$work/faulty/ports" || { echo "the faulty servers do not start" >&2; exit 99; }
}

# Real servers: exim4 and dovecot of tests/lab/lab.sh, with their $LAB_ settings. A courier of the test's own, $daemon, ends with them.
lab_start() {
	command -v dovecot >/dev/null || { echo "skipped: dovecot is needed for a real mailbox"; exit 77; }
	rm -rf "$work"
	mkdir -p "$work"
	"$srcdir/tests/lab/lab.sh" start "$work/lab"
	started=$?
	[ $started -ne 77 ] || { echo "skipped: exim4, openssl and python3 are needed for a real server"; exit 77; }
	[ $started -eq 0 ] || exit 99
	# shellcheck disable=SC1091
	. "$work/lab/settings"
	trap 'kill ${daemon:-} 2>/dev/null; "$srcdir/tests/lab/lab.sh" stop "$work/lab"; rm -rf "$work"' EXIT
	exec 9</dev/null
}

servers_start() {
	faulty_start faulty.py
}

port() {
	sed -n "s/^$1 //p" "$work/faulty/ports"
}

messages() { # SCENARIO: how many it received
	cat "$work/faulty/$1.log" 2>/dev/null | grep -c '^message'
}

said() { # SCENARIO COMMAND: how often it was told that
	cat "$work/faulty/$1.log" 2>/dev/null | grep -c "^command $2"
}

# account GROUP SCENARIO [LINE...]: one account of the configuration, by the kind of TLS that the scenario has
account() {
	scheme=smtp
	case $2 in s-*) scheme=smtps ;; esac
	printf '[%s]\nserver = %s://localhost:%s\nuser = alice\npassword-command = echo secret\nfrom = Rossi Contact <alice@lab.test>\n' \
		"$1" $scheme "$(port "$2")"
	printf 'ca-file = %s\ntimeout = 5\n' "$work/pki/ca.pem"
	shift 2
	[ $# -eq 0 ] || printf '%s\n' "$@"
}

# register NAME [OPTION...]: makes $work/NAME.db with a DPO, and the shell's `breccia` and `courier` use it from now on. Who is at work is
# $me; without an address nobody is reminded of anything: what reminders do is tests/mail/remind.sh's
register() {
	db=$work/$1.db conf=$work/$1.conf
	shift
	: >"$work/none.conf"
	[ -f "$conf" ] || : >"$conf"
	breccia init --org 'Rossi Contact S.p.A.' --me "${me:-Maria Bianchi}" --role security --dpo 'Giulia Verdi <giulia@lab.test>' \
		--dpo-no-conflict --language it --code ROSSI --no-input "$@" >/dev/null || exit 99
}

# With the clock of the tests: $AT, or the system's where that is empty. No courier is started by itself: the tests do that.
breccia() {
	timeout 60 "$builddir/tests/at/breccia" -q -r "sqlite:$db" -c "${cli_conf:-$work/none.conf}" "$@" </dev/null 9>&-
}

courier() {
	timeout 60 "$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" "$@" </dev/null 9>&-
}

# at INSTANT: what time it is
at() {
	echo "$1" >"$work/clock.next"
	mv "$work/clock.next" "$work/clock" # a courier that runs never finds half of it
	AT=$work/clock
	export AT
}

notice() { # ID KEY: of `outbox show --json`
	breccia --json outbox show "$1" | python3 -c 'import json, sys; print(json.load(sys.stdin).get(sys.argv[1]))' "$2"
}

clock_state() { # REF: of the clock to the DPO
	breccia --json show "$1" | python3 -c 'import json, sys
print([c["state"] for c in json.load(sys.stdin)["clocks"] if c["rule"] == "dpo-24h"][0])'
}

events() { # KIND: how many
	breccia journal export | cut -f 2 | grep -c "\"kind\":\"$1\"" || :
}

# --- death at each step: tests/crash.c ---

# killed_everywhere LEAST SCENARIO CHECK PROGRAM [ARGUMENT...]: runs PROGRAM on a copy of $db, killed at its first step, on another one killed
# at the second, until a run ends by itself. After each death the register is sound, and CHECK, which finds it as $db and the step as $n,
# says the rest; what the server of SCENARIO ('': none) had is forgotten before. There must be so many steps at LEAST. Leaves $killed.
killed_everywhere() {
	start=$db db=$work/killed.db n=0 killed=0 status=1
	least=$1 scenario=$2 check=$3 program=$4
	shift 4
	while [ $n -lt 200 ]; do
		n=$((n + 1))
		rm -f "$db"*
		[ -z "$scenario" ] || rm -f "$work/faulty/$scenario".*
		cp "$start" "$db"
		CRASH_AT=$n timeout 60 "$builddir/tests/crash/$program" -q -r "sqlite:$db" -c "$conf" "$@" </dev/null >/dev/null 2>&1 9>&-
		status=$?
		[ $status -eq 137 ] || break
		killed=$((killed + 1))
		holds "killed at $n: sound" breccia verify
		"$check"
		holds "killed at $n: sound in the end" breccia verify
	done
	same 'a run that is not killed ends by itself' 0 $status
	if [ $killed -ge "$least" ]; then good "$killed moments"; else bad "only $killed moments: what is wrapped is not called where it was"; fi
}

# --- mailboxes: tests/lab/faulty-imap.py ---

imap_start() {
	faulty_start faulty-imap.py
	mkdir -p "$work/faulty/box/default" "$work/post"
}

# sender: messages are written to a folder: what is tested here is what comes back
sender() {
	printf '[email]\nserver = maildir:%s\nfrom = alice@lab.test\nuser = alice\npassword-command = echo secret\nca-file = %s\ntimeout = %s\n' \
		"$work/post" "$work/pki/ca.pem" "${1:-8}"
}

# inbox SCENARIO [LINE...]: the configuration with that mailbox
inbox() {
	sender
	printf 'inbox = imaps://localhost:%s\n' "$(port "$1")"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@"
}

# box SCENARIO: an empty mailbox of its own
box() {
	rm -rf "$work/faulty/box/$1"
	mkdir -p "$work/faulty/box/$1"
}

# mail SCENARIO UID HEADER... <BODY: a message in CRLF lines; printf's escapes in the headers
mail() {
	file=$work/faulty/box/$1/$2.eml
	shift 2
	{
		for header; do printf '%b\r\n' "$header"; done
		printf '\r\n'
		sed 's/$/\r/'
	} >"$file.new"
	mv "$file.new" "$file"
}

commands() { # SCENARIO VERB: how often it was told that
	cat "$work/faulty/$1.log" 2>/dev/null | grep -c "^command $2"
}

receipts() { # how many are kept
	breccia --json receipt list | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["receipts"]))'
}
