#!/bin/sh
# What was tried in vain, was refused or came back: due, monitoring and doctor see it until something newer stands in its place.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/vain.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start

# Only what looks has the account: who acts would start a courier of its own.
# due WANTED NAME [OPTION...]: its exit status; what it prints is in $work/out
due() {
	want=$1 name=$2 status=0
	shift 2
	cli_conf=$conf breccia due "$@" >"$work/out" || status=$?
	same "$name" "$want" "$status"
}

says() { # NAME WORDS
	holds "$1" grep -qF -e "$2" "$work/out"
}

doctor() {
	cli_conf=$conf breccia --json doctor >"$work/out"
}

# finding GROUP: the states of what doctor says of it
finding() {
	python3 -c 'import json, sys
print(" ".join(c["state"] for c in json.load(open(sys.argv[1]))["checks"] if c["check"] == sys.argv[2]))' "$work/out" "[$1]"
}

echo "# the server takes nothing for an hour"
at 2026-11-24T09:00:00Z
register down
account email greet421 >"$conf"
breccia log 'Elenco inviato' --no-send --own-data no >/dev/null
breccia notify 1 >/dev/null
courier --once -q
due 0 'a first failure is ordinary'
doctor
same 'doctor notes it' 'ok note' "$(finding email)"
says "in the server's words" '421 4.3.2 too busy'
for minute in 10 20 31; do
	at 2026-11-24T09:$minute:00Z
	courier --once -q
done
due 1 'half an hour of them presses'
says 'which notice, and the words of the server' '421 4.3.2 too busy'
says 'by its name' '2026-0001/n1'
due 1 'for monitoring' --nagios
says 'which says so' '1 tried in vain for half an hour'
due 1 'as JSON' --json
says 'counted' '"failing":1'
doctor
same 'doctor finds it wrong' 'ok wrong' "$(finding email)"
breccia outbox hold 1/n1 >/dev/null
due 0 'what a person holds back is not tried'

echo "# it is refused"
at 2026-11-24T09:00:00Z
register refused
account email good >"$conf"
breccia person change p2 --email unknown@lab.test >/dev/null
breccia log 'Rifiutata' --no-send --own-data no >/dev/null
breccia notify 1 >/dev/null
courier --once -q
same 'for good' failed "$(notice 2026-0001/n1 state)"
due 1 'a refused notice presses'
says 'by its name' '2026-0001/n1'
says 'in red' 'REFUSED'
due 1 'for monitoring' --nagios
says 'counted' 'failed=1'
due 1 'as JSON' --json
says 'counted there too' '"failed":1'
doctor
same 'doctor notes it' 'ok note' "$(finding email)"
breccia person change p2 --email giulia@lab.test >/dev/null
breccia notify 1 >/dev/null
courier --once -q
due 0 'until a newer one stands in its place'

echo "# it comes back"
at 2026-11-24T09:00:00Z
register back
mkdir -p "$work/back/new" "$work/back/cur" "$work/back/tmp"
account email good "inbox = maildir:$work/back" >"$conf"
breccia log 'Tornata' --no-send --own-data no >/dev/null
breccia notify 1 >/dev/null
courier --once -q
due 0 'it left'
id=$(notice 1/n1 message_id)
cat >"$work/back/new/1.lab" <<END
Return-Path: <>
From: Mail Delivery System <mailer-daemon@lab.test>
To: alice@lab.test
Subject: Undelivered Mail Returned to Sender
Date: Tue, 24 Nov 2026 10:01:00 +0100
Message-ID: <bounce1@lab.test>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; lab.test

Final-Recipient: rfc822; giulia@lab.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: $id
From: alice@lab.test
To: giulia@lab.test

--b--
END
at 2026-11-24T09:02:00Z
courier --once -q
same 'it is known' refuted "$(notice 1/n1 proof)"
due 1 'what came back presses'
says 'by its name' '2026-0001/n1'
due 1 'for monitoring' --nagios
says 'counted' 'failed=1'
breccia notify 1 --channel email >/dev/null
courier --once -q
due 0 'until a newer one stands in its place'

echo "# an account that is stopped, and nothing waits for it any more"
at 2026-11-24T09:00:00Z
register stopped
account email auth535 >"$conf"
breccia log 'Fermata' --no-send --own-data no >/dev/null
breccia notify 1 >/dev/null
courier --once -q
doctor
same 'doctor finds it wrong' wrong "$(finding email)"
says 'and names a command' 'then breccia outbox retry'
breccia outbox withdraw 1/n1 --reason prova >/dev/null
holds 'which works as it is written' breccia outbox retry
doctor
same 'the account is tried again' ok "$(finding email)"

echo "# one account of two is stopped: the other is no less for that"
at 2026-11-24T09:00:00Z
register half --dpo-pec giulia@pec.lab.test
{
	account email good
	account pec auth535
} >"$conf"
breccia log 'Prima' --no-send --own-data no >/dev/null
breccia notify 1 --channel pec >/dev/null
courier --once -q
doctor
same 'one is stopped' 'ok wrong' "$(finding email) $(finding pec)"
breccia log 'Seconda' --own-data no --source-id x >/dev/null
# The same again starts no courier, and says where it stands.
timeout 60 "$builddir/tests/at/breccia" -r "sqlite:$db" -c "$conf" --lang en log 'Seconda' --own-data no --source-id x >"$work/out" </dev/null
says 'log promises the other' 'It leaves now by e-mail.'
fails 'and does not say that nothing leaves' grep -q 'NOTHING LEAVES' "$work/out"
exit $failed
