#!/bin/sh
# The courier is killed between any two of its steps while it collects. Whatever the moment: the register is sound, nothing that came
# back is lost, nothing is kept twice, and the cursor never stands beyond what is kept.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/crash-inbox.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
imap_start
box good
register first
inbox good >"$conf"
breccia log 'Interrotto' --no-send >/dev/null
courier --once -q
for n in 1 3 4; do echo "risposta $n" | mail good $n 'From: giulia@lab.test' "Subject: Re: [ROSSI 2026-0001] $n"; done
echo 'altro' | mail good 2 'Subject: fattura'

cursor() {
	python3 -c 'import sqlite3, sys; print(*[r[0] for r in sqlite3.connect(sys.argv[1]).execute("SELECT uid FROM local_mailbox")])' "$db"
}

between=0
none_twice() {
	kept=$(receipts) uid=$(cursor)
	# Of the messages 1, 3 and 4: how many the cursor stands behind.
	case $uid in 0) behind=0 ;; 1 | 2) behind=1 ;; 3) behind=2 ;; *) behind=3 ;; esac
	[ "$behind" -le "$kept" ] || bad "killed at $n: the cursor stands at $uid, and $kept are kept"
	[ "$behind" -eq "$kept" ] || between=$((between + 1))
	courier --once -q
	same "killed at $n: then all are kept, once" '3 4' "$(receipts) $(cursor)"
}
killed_everywhere 15 '' none_twice breccia-courier --once
if [ $between -ge 3 ]; then good "$between of them between a message and its cursor"; else bad "only $between between a message and its cursor"; fi
exit $failed
