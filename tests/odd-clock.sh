#!/bin/sh
# The clock goes back, ten years ahead, and over a suspend: nothing is lost, the journal says what the clock did, and the courier
# neither waits for ever nor tries without end.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/odd-clock.dir
rm -rf "$work"
mkdir -p "$work" || exit 99
trap '[ -z "${daemon:-}" ] || kill $daemon 2>/dev/null; rm -rf "$work"' EXIT
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
command -v python3 >/dev/null || { echo "skipped: python3 is needed"; exit 77; }

# The Maildir cannot be made as long as a file is in the place of its folder: then each attempt is to be made again later.
mail_fails() {
	rm -rf "$work/posta"
	: >"$work/posta"
}
mail_works() {
	rm -rf "$work/posta"
	mkdir "$work/posta"
}
left() {
	find "$work/posta" -path '*/new/*' -type f 2>/dev/null | wc -l
}
account() {
	printf '[email]\nserver = maildir:%s/in\nfrom = alice@lab.test\nmax-per-minute = 60\n' "$work/posta" >"$conf"
}
marked() { # KEY: what the newest heads say of the clock
	breccia journal export | cut -f 2 | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" | tail -n 1
}
start_courier() {
	"$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" </dev/null >"$work/lines" 2>&1 &
	daemon=$!
}
end_courier() {
	kill -TERM $daemon
	wait $daemon
	same "$1: it ends well" 0 $?
	daemon=
}
# In hundredths of a second: a courier that waits needs next to none.
cpu() {
	sed 's/.*) //' "/proc/$daemon/stat" | awk '{ print $12 + $13 }'
}

echo "# back by an hour"
at 2026-11-24T10:00:00Z
register back
account
mail_works
breccia log 'Prima' >/dev/null
at 2026-11-24T09:00:00Z
breccia log 'Dopo' >/dev/null
same 'the journal says by how much' 3600 "$(marked back)"
same 'both are there' 2 "$(events incident.logged)"
courier --once -q
same 'both leave' 2 "$(left)"
holds 'sound' breccia verify

echo "# ten years ahead, and right again"
at 2026-11-24T09:00:00Z
register ahead
account
mail_fails
breccia log 'Prima' --no-send >/dev/null
at 2036-11-24T09:00:00Z
breccia log 'Tra dieci anni' >/dev/null
[ "$(marked jump)" -gt 300000000 ] && good 'the journal says by how much' || bad "the journal says by how much: $(marked jump)"
courier --once -q
same 'it was tried, and is to be tried again' tempfail "$(notice 2036-0001/n1 verdict)"
breccia log 'Non ancora tentata' >/dev/null
breccia outbox hold 2036-0002/n1
at 2026-11-24T09:10:00Z
breccia log 'Di nuovo oggi' >/dev/null
[ "$(marked back)" -gt 300000000 ] && good 'and by how much it went back' || bad "and by how much it went back: $(marked back)"
same 'the number of this year goes on' 2026-0002 "$(breccia --json list | grep -o '"ref":"2026-0002"' | cut -d '"' -f 4)"
mail_works
courier --once -q
same 'what was to be tried in ten years leaves now' sent "$(notice 2036-0001/n1 state)"
same 'what a person holds stays' queued "$(notice 2036-0002/n1 state)"
breccia outbox retry 2036-0002/n1
courier --once -q
same 'until it is released' sent "$(notice 2036-0002/n1 state)"
holds 'sound' breccia verify

echo "# queued ten years ahead, and never tried"
at 2026-11-24T08:00:00Z
register queued
account
at 2036-11-24T09:00:00Z
breccia log 'Tra dieci anni' >/dev/null
at 2026-11-24T09:00:00Z
breccia due >"$work/out"
case $? in
0 | 1 | 2) good 'due says so' ;;
*) bad 'due says so' ;;
esac
courier --once -q
same 'it leaves now' sent "$(notice 2036-0001/n1 state)"

echo "# a suspend while the courier runs"
at 2026-11-24T09:00:00Z
register suspend
account
mail_works
breccia log 'Dimenticato' --detected=2026-11-24T09:00:00Z --no-send >/dev/null
breccia log 'Subito' --detected=2026-11-24T09:00:00Z >/dev/null
start_courier
submitted() { [ "$(events notice.submitted)" -ge "$1" ]; }
until_true submitted 1 || bad 'the courier works'
same 'one of two leaves' 1 "$(left)"
at 2026-11-25T07:30:00Z
holds "the dead-man's switch fires when it wakes" until_true submitted 2
same 'once' 2 "$(events notice.queued)"
grep -q 'nobody has notified the DPO' "$work/lines" && good 'it says why' || bad 'it says why'

echo "# ahead and back again while it runs"
mail_fails
before=$(cpu)
breccia log 'In sospeso' >/dev/null
failed_once() { [ "$(events notice.failed)" -ge "${1:-1}" ]; }
until_true failed_once || bad 'the courier tries'
at 2036-11-25T07:30:00Z
holds 'it tries again' until_true failed_once 2
at 2026-11-25T07:32:00Z
holds 'and again' until_true failed_once 3
attempts=$(events notice.attempted)
if [ "$attempts" -le 6 ]; then good "not without end ($attempts attempts)"; else bad "$attempts attempts"; fi
at 2026-11-25T06:00:00Z
mail_works
breccia log 'Nel passato' >/dev/null
holds 'what is new leaves at once, an hour and a half before' until_true submitted 3
at 2026-11-25T08:00:00Z
holds 'what waited leaves in its time' until_true submitted 4
used=$(($(cpu) - before))
if [ $used -lt 200 ]; then good "and it did not spin"; else bad "it used $used hundredths of a second"; fi
end_courier 'after all that'
holds 'sound' breccia verify
exit $failed
