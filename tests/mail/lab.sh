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
exit $failed
