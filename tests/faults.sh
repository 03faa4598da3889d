#!/bin/sh
# Whole programs on a disk that fails, and killed at any write: one line and its exit status, nothing half done, and the next run goes on.
# What a failing disk does to each step of a register is check_faults' matter; this is about what a person sees.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/faults.dir
rm -rf "$work"
mkdir -p "$work" || exit 99
trap 'rm -rf "$work"' EXIT
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
crash=$builddir/tests/crash

# faulty FAULT PROGRAM ARGS...: leaves $status, the file err, and says whether the fault happened
faulty() {
	FAULT=$1 FAULT_MARK=$work/mark
	export FAULT FAULT_MARK
	shift
	rm -f "$work/mark"
	status=0
	timeout 60 "$@" </dev/null >"$work/out" 2>"$work/err" 9>&- || status=$?
	unset FAULT FAULT_MARK
	[ -e "$work/mark" ]
}

one_line() { # NAME: of what was refused
	case $status in
	73 | 74) ;;
	*) bad "$1: exit status $status: $(cat "$work/err")" ;;
	esac
	[ "$(wc -l <"$work/err")" -eq 1 ] && grep -q '^breccia[a-z-]*: .*: ' "$work/err" || bad "$1: $(cat "$work/err")"
}

quiet_and_sound() { # NAME
	breccia verify >"$work/verdict" 2>&1 || bad "$1: $(cat "$work/verdict")"
}

# Steps n of which every fourth is tried, from a start of its own for each kind of fault.
sweep() { # FAULT START COMMAND...: COMMAND gets the fault, and ends with 1 when that did not happen any more
	fault=$1 n=$2 hits=0
	shift 2
	while [ $n -lt 2000 ] && "$@" "$fault $n"; do
		hits=$((hits + 1))
		n=$((n + ${stride:-4}))
	done
}

register start
printf '[email]\nserver = maildir:%s\nfrom = alice@lab.test\n' "$work/posta" >"$work/mail.conf"
breccia log 'Primo' --detected=-1h >/dev/null
cp "$db" "$work/start.copy"
start() {
	rm -f "$db"*
	cp "$work/start.copy" "$db"
}

echo "# a change on a disk that fails"
change() { # FAULT
	start
	faulty "$1" "$crash/breccia" -q -r "sqlite:$db" -c "$work/none.conf" amend 1 what='Sul treno' || return 1
	case $1 in
	kill*) ;;
	*) [ $status -eq 0 ] || one_line "amend, $1" ;;
	esac
	said=$status
	quiet_and_sound "amend, $1"
	case $said:$(events incident.amended):$(cat "$work/err") in
	0:1:* | 7[34]:0:* | 137:[01]:* | 74:1:*'whether it is there'*) ;;
	*) bad "amend, $1: exit status $said, $(events incident.amended) amendments" ;;
	esac
	breccia amend 1 what='Sul treno per Roma' >/dev/null || bad "amend, $1: the next run does not go on"
}
for fault in 'full 1' 'full+ 2' 'io 3' 'kill 4'; do
	kind=${fault% *}
	case $kind in
	full+) lasting() { change "$1+"; }; sweep full "${fault#* }" lasting ;;
	*) sweep "$kind" "${fault#* }" change ;;
	esac
	if [ $hits -ge 3 ]; then good "amend, $kind: $hits times all or nothing"; else bad "amend, $kind: only $hits"; fi
done

echo "# a register is made whole or not at all"
make_register() { # FAULT
	rm -rf "$work/made"
	faulty "$1" "$crash/breccia" -q -r "sqlite:$work/made/r.db" -c "$work/made/b.conf" init --org Rossi --me 'Maria <maria@lab.test>' \
		--role security --no-input || return 1
	case $1 in
	kill*) ;;
	*) [ $status -eq 0 ] || one_line "init, $1" ;;
	esac
	if [ -e "$work/made/r.db" ]; then
		db=$work/made/r.db quiet_and_sound "init, $1"
		[ "$(db=$work/made/r.db events register.created)" = 1 ] || bad "init, $1: it is not founded"
	else
		[ $status -ne 0 ] || bad "init, $1: nothing was made"
		[ $status -eq 137 ] || [ ! -e "$work/made" ] || bad "init, $1: left $(ls -A "$work/made")"
		"$builddir/tests/at/breccia" -q -r "sqlite:$work/made/r.db" -c "$work/made/b.conf" init --org Rossi --me 'Maria <maria@lab.test>' \
			--role security --no-input >/dev/null 2>"$work/err" </dev/null || bad "init, $1: not the second time either: $(cat "$work/err")"
	fi
}
stride=41
for fault in 'full 1' 'io 5' 'kill 2'; do
	sweep "${fault% *}" "${fault#* }" make_register
	if [ $hits -ge 3 ]; then good "init, ${fault% *}: $hits times whole or not at all"; else bad "init, ${fault% *}: only $hits"; fi
done

echo "# the courier: nothing is lost, nothing is taken for sent"
stride=13
send() { # FAULT
	start
	rm -rf "$work/posta"
	faulty "$1" "$crash/breccia-courier" --once -q -r "sqlite:$db" -c "$work/mail.conf" || return 1
	case $1 in
	kill*) ;;
	*) [ $status -eq 0 ] || one_line "send, $1" ;;
	esac
	state=$(notice 2026-0001/n1 state)
	[ "$state" != sent ] || [ -d "$work/posta/new" ] || bad "send, $1: sent, and nothing left"
	conf=$work/mail.conf courier --once -q 2>/dev/null
	[ "$(notice 2026-0001/n1 state)" = sent ] || bad "send, $1: it does not leave afterwards"
	case $(find "$work/posta/new" -type f | wc -l) in
	1 | 2) ;;
	*) bad "send, $1: not once or twice" ;;
	esac
	quiet_and_sound "send, $1"
}
command -v python3 >/dev/null || { echo "skipped: python3 is needed"; exit 77; }
AT=2026-11-24T09:00:00Z
export AT
rm -f "$db"*
register start
breccia log 'Primo' --detected=-1h >/dev/null
cp "$db" "$work/start.copy"
for fault in 'full 1' 'io 3' 'kill 5'; do
	sweep "${fault% *}" "${fault#* }" send
	if [ $hits -ge 2 ]; then good "send, ${fault% *}: $hits times"; else bad "send, ${fault% *}: only $hits"; fi
done

echo "# verify, which only looks; demo, which makes everything anew"
start
faulty 'kill 2' "$crash/breccia" -q -r "sqlite:$db" -c "$work/none.conf" verify
quiet_and_sound 'verify, killed'
good 'verify, killed: as it was'
for fault in 'full 20' 'io 300' 'kill 100' 'kill 350'; do
	rm -rf "$work/demo"
	faulty "$fault" "$crash/breccia" -q demo "$work/demo" || bad "demo, $fault: it did not happen"
	case $fault:$status in
	kill*:137) ;;
	*) one_line "demo, $fault" ;;
	esac
	rm -rf "$work/demo"
	"$crash/breccia" -q demo "$work/demo" >/dev/null 2>&1 </dev/null || bad "demo, $fault: not the second time either"
done
good 'demo: in another run'
exit $failed
