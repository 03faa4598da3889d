#!/bin/sh
# From sent to kept by real servers: exim4 takes the notice and reports on it, dovecot gives the mailbox, breccia collects.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/imap.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
lab_start

receipts() {
	breccia --json receipt list | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["receipts"]))'
}

receipts_are() {
	[ "$(receipts)" -eq "$1" ]
}

poll() {
	courier --once 2>"$work/lines"
}

# Everything that is in the mailbox and its flags, as another program sees it.
flags() {
	python3 - "$LAB_IMAPS" "$LAB_CA" <<-'P'
	import imaplib, ssl, sys
	m = imaplib.IMAP4_SSL('localhost', int(sys.argv[1]), ssl_context=ssl.create_default_context(cafile=sys.argv[2]))
	m.login('alice', 'alice-secret')
	m.select('INBOX', readonly=True)
	print(*[d.decode() for d in m.fetch('1:*', '(UID FLAGS)')[1] if d], sep='\n')
	P
}

# deliver NAME: a message from standard input into alice's mailbox, as a mail server would
deliver() {
	cat >"$LAB_MAIL/alice/tmp/$1"
	chmod 644 "$LAB_MAIL/alice/tmp/$1"
	mv "$LAB_MAIL/alice/tmp/$1" "$LAB_MAIL/alice/new/$1"
}

last_session() { # bytes in and out of the newest session that ended
	tr ' ' '\n' <"$LAB_IMAP_LOG" | grep -E '^(in|out)=' | tail -n 2 | tr '\n' ' '
}

register real --dpo 'Giulia Verdi <bob@lab.test>'
cat >"$conf" <<-C
[email]
server = smtp://localhost:$LAB_SMTP
user = alice
password-command = echo alice-secret
from = Rossi Contact <alice@lab.test>
ca-file = $LAB_CA
inbox = imaps://localhost:$LAB_IMAPS
poll = 5
C

echo "# from sent to kept"
printf 'Subject: vecchio\n\nqualcosa\n' | deliver 1.vecchio
poll
same 'the mailbox is read' '' "$(cat "$work/lines")"
breccia log 'Elenco inviato' --detected=-1h >/dev/null
poll
same 'the notice left' sent "$(notice 2026-0001/n1 state)"
collected() {
	poll
	receipts_are 1
}
holds 'the delivery report comes back and is kept' until_true collected
breccia receipt show r1 --eml >"$work/r1.eml"
holds 'whole, as the server sent it' grep -q '^Action: delivered' "$work/r1.eml"
holds 'in the lines of the wire' grep -q "$(printf '\r$')" "$work/r1.eml"
same 'about the notice' 2026-0001/n1 "$(breccia --json receipt show r1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["notice"])')"
fails 'another program finds nothing marked as read' sh -c "$(printf '%s' 'grep -q Seen')" <<-F
$(flags)
F
same 'nothing was moved' 2 "$(find "$LAB_MAIL/alice/new" -type f | wc -l)"

echo "# a bounce"
breccia person change p2 --email latefail@lab.test
breccia log 'Indirizzo sbagliato' >/dev/null
poll
bounced() {
	poll
	receipts_are 2
}
holds 'comes back and is kept' until_true bounced
breccia receipt show r2 --eml >"$work/r2.eml"
holds 'with its reason' grep -q '^Action: failed' "$work/r2.eml"

echo "# new numbers"
rm -f "$LAB_MAIL"/alice/dovecot*
poll
same 'what is kept is known' '2 ' "$(receipts) $(cat "$work/lines")"
printf 'Subject: Re: [ROSSI 2026-0001] ricevuto\n\nva bene\n' | deliver 2.nuovo
poll
same 'what is new is kept' 3 "$(receipts)"

echo "# a courier that stays looks by itself"
breccia verify >/dev/null || bad 'the register is sound'
"$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" </dev/null >"$work/out" 2>&1 &
daemon=$!
printf 'Subject: R: [ROSSI 2026-0002] anche questo\n\nva bene\n' | deliver 3.nuovo
holds 'within its time' until_true receipts_are 4
kill -TERM $daemon
wait $daemon
same 'and ends when it is asked to' 0 $?
daemon=

echo "# a large mailbox costs what is new in it"
few() { # FIRST: twenty messages, two of them about us
	for n in $(seq "$1" $(($1 + 19))); do
		case $n in
		*5) printf 'Subject: [ROSSI 2026-0001] n. %s\n\nricevuto\n' "$n" ;;
		*) printf 'From: tribunale@giustizia.example\nSubject: ricorso\n\nEgregi.\n' ;;
		esac | deliver "20.$n"
	done
}
few 100
poll
small=$(last_session)
same 'twenty new ones' 6 "$(receipts)"
python3 - "$LAB_MAIL/alice/cur" <<-'P'
import os, sys
folder = sys.argv[1]
with open(f'{folder}/30.first:2,S', 'w') as f:
    f.write('From: fornitore@example.org\nSubject: fattura\n\nVedi allegato.\n')
os.chmod(f'{folder}/30.first:2,S', 0o644)
for i in range(50000):
    os.link(f'{folder}/30.first:2,S', f'{folder}/30.{i}:2,S')
P
# They are old, so they are behind the cursor of a mailbox that begins here.
flags | tail -n 1 >"$work/newest"
sed -i 's/^poll/timeout = 300\npoll/; s/^password-command.*/&\ninbox-user = alice/' "$conf"
register large --dpo 'Giulia Verdi <bob@lab.test>'
cp "$work/real.conf" "$conf"
poll
same 'fifty thousand are there' '' "$(cat "$work/lines")"
begin=$(last_session)
breccia log 'Grande' --no-send >/dev/null
few 200
poll
large=$(last_session)
same 'two of twenty new ones are kept' 2 "$(receipts)"
# at_most SMALL LARGE: in=A out=B of two sessions, the second no more than a tenth above the first
at_most() {
	python3 - "$1" "$2" <<-'P'
	import re, sys
	a, b = ([int(n) for n in re.findall(r'\d+', s)] for s in sys.argv[1:])
	sys.exit(0 if len(a) == len(b) == 2 and all(y <= x * 1.1 for x, y in zip(a, b)) else 1)
	P
}
at_most "$small" "$large" && good 'for the bytes of twenty' || bad "twenty took $small in a small mailbox and $large in a large one"
poll
again=$(last_session)
at_most "$begin" "$again" && good 'and nothing new for those of a look' || bad "a look took $begin at first and $again now"
holds 'the register is sound' breccia verify
exit $failed
