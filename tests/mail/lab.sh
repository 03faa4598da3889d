#!/bin/sh
# One submission to a real server: exim4 of the mail lab takes it, delivers it, refuses it.
set -u
lab=$builddir/tests/mail/lab.dir
rm -rf "$lab"
"$srcdir/tests/lab/lab.sh" start "$lab"
started=$?
[ $started -ne 77 ] || { echo "skipped: exim4, openssl and python3 are needed for a real server"; exit 77; }
[ $started -eq 0 ] || exit 99
# shellcheck disable=SC1091
. "$lab/settings"
trap '"$srcdir/tests/lab/lab.sh" stop "$lab"; rm -rf "$lab"' EXIT
failed=0

message() { # SUBJECT
	printf 'From: alice@lab.test\r\nTo: bob@lab.test\r\nSubject: %s\r\nDate: Tue, 24 Nov 2026 03:00:00 +0100\r\n' "$1"
	printf 'Message-ID: <2026-0001.n1.00ff@lab.test>\r\n\r\nbuongiorno\r\n'
}

# submit NAME PATTERN SUBJECT SECRET TO...: to $server
server=smtp://localhost:$LAB_SMTP
submit() {
	name=$1 pattern=$2 subject=$3 secret=$4
	shift 4
	line=$(message "$subject" | timeout 60 "$builddir/tests/submit" --user alice --secret "$secret" --ca "$LAB_CA" \
		--envid 2026-0001.n1.00ff "$server" alice@lab.test "$@")
	# shellcheck disable=SC2254
	case $line in
	$pattern) echo "ok - $name" ;;
	*) echo "not ok - $name: $line"; failed=1 ;;
	esac
}

# Until a file of the folder says so: at most five seconds.
arrives() { # USER WORD
	tries=0
	until grep -qs "$2" "$LAB_MAIL/$1"/new/*; do
		tries=$((tries + 1))
		[ $tries -lt 250 ] || { echo "not ok - $1 has $2"; failed=1; return; }
		sleep 0.02
	done
	echo "ok - $1 has $2"
}

# Each case with either kind of TLS, and with what libesmtp and libcurl make of it.
for server in "smtp://localhost:$LAB_SMTP" "smtps://localhost:$LAB_SMTPS"; do
	kind=${server%%:*}
	rm -f "$LAB_MAIL"/*/new/*
	submit "$kind: taken" '{"verdict":"sent","code":250,*"reply":"250 OK id=*"dsn":true,"authenticated":true,*' prova alice-secret bob@lab.test
	arrives bob 'Message-ID: <2026-0001.n1.00ff@lab.test>'
	arrives alice '^Original-Envelope-I[dD]: 2026-0001.n1.00ff'
	submit "$kind: a wrong password" '{"verdict":"account","code":535,*' prova wrong bob@lab.test
	submit "$kind: an unknown recipient" '{"verdict":"permfail","code":550,*5.1.1*unknown user*' prova alice-secret nobody@lab.test
	submit "$kind: a relay that is not permitted" '{"verdict":"permfail","code":550,*5.7.1*' prova alice-secret bob@example.org
	submit "$kind: a full mailbox" '{"verdict":"tempfail","code":452,*4.2.2*' prova alice-secret full@lab.test
	submit "$kind: going away" '{"verdict":"permfail","code":550,*5.3.2*' prova alice-secret dropme@lab.test
	submit "$kind: content refused" '{"verdict":"permfail","code":550,*5.6.0*' REJECTDATA alice-secret bob@lab.test
	submit "$kind: content deferred" '{"verdict":"tempfail","code":451,*4.3.0*' DEFERDATA alice-secret bob@lab.test
	submit "$kind: taken, and failed later" '{"verdict":"sent","code":250,*' prova alice-secret latefail@lab.test
	arrives alice 'Action: failed'
done

# The whole way of a notice to a client: drafted, released, composed, sent by the courier, in the client's mailbox.
: >"$lab/none.conf"
printf '[email]\nserver = smtp://localhost:%s\nuser = alice\npassword-command = echo alice-secret\nfrom = alice@lab.test\nca-file = %s\n' \
	"$LAB_SMTP" "$LAB_CA" >"$lab/mail.conf"
breccia() {
	timeout 60 "$builddir/tests/at/breccia" -q -r "sqlite:$lab/register.db" -c "$lab/none.conf" "$@" </dev/null
}
breccia init --org 'Rossi Contact S.p.A.' --me 'Maria Bianchi <alice@lab.test>' --role security --dpo 'Giulia Verdi <alice@lab.test>' \
	--dpo-no-conflict --language it --code ROSSI --no-input >/dev/null && breccia person change p2 --account "$(id -un)" &&
	breccia --as p1 client add 'Alfa S.p.A.' --hours 24 --email bob@lab.test >/dev/null &&
	breccia --as p1 log 'Elenco spedito' --client alfa-s-p-a --own-data no >/dev/null &&
	breccia --as p2 notify 1 --to alfa-s-p-a >/dev/null || { echo "not ok - a notice to a client is released"; failed=1; }
timeout 60 "$builddir/tests/at/breccia-courier" -q -r "sqlite:$lab/register.db" -c "$lab/mail.conf" --once </dev/null || failed=1
arrives bob '^X-Breccia-Ref: 2026-0001'
arrives bob '^Subject: \[ROSSI 2026-0001\] Violazione di dati personali: comunicazione al'
case $(breccia --as p1 --json show 1) in
*'"rule":"client:alfa-s-p-a","state":"met"'*) echo "ok - which meets the client's clock" ;;
*) echo "not ok - which meets the client's clock"; failed=1 ;;
esac
exit $failed
