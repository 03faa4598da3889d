#!/bin/sh
# `log` is killed at every change of the register's files, also in the middle of a write: the incident is whole or absent, the
# register sound, and the next `log` works and takes the next number.
# shellcheck disable=SC2154 # srcdir, builddir and CC come from the environment of the tests
set -u
work=$builddir/tests/crash/log.dir
rm -rf "$work"
mkdir -p "$work" || exit 99
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2086 # the compiler may be several words
${CC:-cc} -shared -fPIC -O1 -o "$work/die.so" "$srcdir/tests/crash/preload.c" -ldl 2>"$work/cc.log" || {
	echo "skipped: a library to load before a program cannot be built here"
	exit 77
}

AT=2026-11-23T21:44:05Z TZ=UTC
export AT TZ
db=$work/register.db
breccia() {
	timeout 60 "$builddir/tests/at/breccia" -r "sqlite:$db" -c "$work/none.conf" "$@" </dev/null
}
log() {
	timeout 60 env "$@" "$builddir/tests/at/breccia" -q -r "sqlite:$db" -c "$work/none.conf" log 'Intero o assente' --detected=-1h \
		--what 'Fatti' </dev/null
}

: >"$work/none.conf"
breccia init --org 'Rossi Contact S.p.A.' --me 'Maria <maria@rossi.example>' --role security \
	--dpo 'Giulia <giulia@rossi.example>' >"$work/out" 2>&1 || { cat "$work/out"; exit 99; }
mkdir "$work/start"
cp "$work"/register.db* "$work/start/"

# Where the library cannot be loaded (a sanitizer wants to be first) there is nothing to see.
if ! log LD_PRELOAD="$work/die.so" DIE_FILE=/register.db >/dev/null 2>"$work/err"; then
	echo "skipped: nothing can be loaded before this program: $(head -n 1 "$work/err")"
	exit 77
fi

failed=0
bad() {
	echo "not ok - $mode at $n: $*"
	failed=1
}

# One run that dies at the n-th change. Leaves $status.
die_once() {
	rm -f "$work"/register.db*
	cp "$work"/start/register.db* "$work/"
	log LD_PRELOAD="$work/die.so" DIE_FILE=/register.db DIE_AT=$n "$1" >"$work/said" 2>&1
	status=$?
}

# In the order of what could hide what: the exported journal says what is there, before anything else is written.
judge() {
	breccia verify >"$work/verify" 2>&1 || bad "not sound: $(cat "$work/verify")"
	breccia journal export >"$work/journal" 2>/dev/null || bad "the journal cannot be read"
	logged=$(grep -c '"kind":"incident.logged"' "$work/journal")
	queued=$(grep -c '"kind":"notice.queued"' "$work/journal")
	case $logged,$queued in
	0,0 | 1,1) ;;
	*) bad "half an incident: logged $logged, notices $queued" ;;
	esac
	if grep -q '^2026-0001' "$work/said" && [ "$logged" -eq 0 ]; then bad "it was said to be logged"; fi
	present=$((present + logged))
	next=$(breccia -q log 'Il prossimo' 2>&1)
	[ "$next" = "2026-000$((logged + 1))" ] || bad "the next one is: $next"
}

# Half a write can be seen only where there is one, and what the second half of them shows the first does too.
for mode in DIE_BEFORE=1 DIE_TORN=1; do
	n=0 present=0 died=0
	while [ $n -lt 400 ]; do
		n=$((n + 1))
		[ $mode = DIE_BEFORE=1 ] || n=$((n + 1))
		die_once "$mode"
		[ "$status" -eq 137 ] || break
		died=$((died + 1))
		judge
	done
	breccia verify >"$work/verify" 2>&1 || bad "not sound afterwards: $(cat "$work/verify")"
	absent=$((died - present))
	[ "$status" -eq 0 ] || bad "a run that is not killed ends with $status: $(cat "$work/said")"
	if [ $absent -ge 2 ] && [ $present -ge 1 ]; then
		echo "ok - $mode: $absent times absent, $present times whole"
	else
		bad "$absent times absent, $present times whole: not every change was seen"
	fi
done
exit $failed
