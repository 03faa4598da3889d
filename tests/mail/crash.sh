#!/bin/sh
# The courier is killed between any two of its steps. Whatever the moment: the register is sound, nothing is taken for sent that
# no server has, nothing is lost, and whatever leaves again leaves with the same bytes.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/crash.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start
register first
account email good >"$conf"
breccia log 'Interrotto' >/dev/null
cp "$db" "$work/start.db"

n=0 killed=0
while [ $n -lt 90 ]; do
	n=$((n + 1))
	rm -f "$work"/first.db* "$work"/faulty/good*.eml "$work/faulty/good.log"
	cp "$work/start.db" "$db"
	CRASH_AT=$n timeout 60 "$builddir/tests/crash/breccia-courier" --once -q -r "sqlite:$db" -c "$conf" </dev/null 9>&- 2>/dev/null
	status=$?
	[ $status -eq 137 ] || break
	killed=$((killed + 1))
	state=$(clock_state 1) sent=$(messages good)
	holds "killed at $n: sound" breccia verify
	[ "$state" = running ] || [ "$sent" -ge 1 ] || bad "killed at $n: the clock is $state and nothing was sent"
	courier --once -q
	same "killed at $n: then it is sent" sent "$(notice 2026-0001/n1 state)"
	same "killed at $n: and the clock is met" met "$(clock_state 1)"
	total=$(messages good)
	case $total in
	1 | 2) good "killed at $n: not lost, and at most twice ($total)" ;;
	*) bad "killed at $n: sent $total times" ;;
	esac
	for i in $(seq "$total"); do
		same "killed at $n: message $i is the frozen one" "$(notice 2026-0001/n1 bytes_sha256)" \
			"$(find "$work/faulty" -name 'good*.eml' -newer "$work/start.db" -exec sha256sum {} + | cut -d ' ' -f 1 | sort -u)"
	done
	holds "killed at $n: sound in the end" breccia verify
done
same 'a run that is not killed ends by itself' 0 $status
if [ $killed -ge 20 ]; then good "$killed moments"; else bad "only $killed moments: what is wrapped is not called where it was"; fi
exit $failed
