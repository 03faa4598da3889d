#!/bin/sh
# What every kind of server makes of one submission: the verdict, the code, the kept words, and what must never have been said.
set -u
if ! command -v python3 >/dev/null || ! command -v openssl >/dev/null; then
	echo "skipped: python3 and openssl are needed for the faulty servers"
	exit 77
fi
work=$builddir/tests/mail/submit.dir
rm -rf "$work"
mkdir -p "$work/faulty" || exit 99
failed=0
"$srcdir/tests/lab/pki.sh" "$work/pki" || exit 99

# The servers end when the pipe is closed, that is with this script, however it ends.
mkfifo "$work/hold" || exit 99
python3 "$srcdir/tests/lab/faulty.py" "$work/faulty" "$work/pki" <"$work/hold" &
servers=$!
exec 9>"$work/hold"
finish() {
	exec 9>&-
	wait $servers
	rm -rf "$work"
}
trap finish EXIT
tries=0
until [ -f "$work/faulty/ports" ]; do
	tries=$((tries + 1))
	[ $tries -lt 500 ] || { echo "the faulty servers do not start" >&2; exit 99; }
	sleep 0.02
done

message() { # LINES
	printf 'From: alice@lab.test\r\nTo: bob@lab.test\r\nSubject: prova\r\nDate: Tue, 24 Nov 2026 03:00:00 +0100\r\n'
	printf 'Message-ID: <2026-0001.n1.00ff@lab.test>\r\nX-Breccia-Ref: 2026-0001\r\n'
	printf 'References: <a@lab.test>\r\nIn-Reply-To: <a@lab.test>\r\nMIME-Version: 1.0\r\n'
	printf 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
	printf 'perch=C3=A9\r\n.una riga col punto\r\n.\r\n..\r\nFrom qui\r\n'
	[ "$1" -eq 0 ] || yes 'una riga qualunque di sessanta byte, per riempire il messaggio' | head -n "$1" | sed 's/$/\r/'
}
message 0 >"$work/small"
message 150000 >"$work/large"

port() {
	sed -n "s/^$1 //p" "$work/faulty/ports"
}

# verdict MESSAGE [OPTION...] SERVER FROM TO...: one line of JSON
verdict() {
	file=$1
	shift
	timeout 60 "$builddir/tests/submit" "$@" <"$work/$file" 9>&-
}

login="--user alice --secret alice-secret --ca $work/pki/ca.pem --envid 2026-0001.n1.00ff"

good() {
	echo "ok - $1"
}
bad() {
	echo "not ok - $1"
	failed=1
}

# expect NAME LINE PATTERN...: each pattern of `case` must match the line
expect() {
	name=$1 line=$2
	shift 2
	for pattern; do
		# shellcheck disable=SC2254
		case $line in
		$pattern) ;;
		*)
			bad "$name"
			printf '  wanted: %s\n  got:    %s\n' "$pattern" "$line"
			return
			;;
		esac
	done
	good "$name"
}

# holds NAME COMMAND...
holds() {
	name=$1
	shift
	if "$@" >/dev/null; then good "$name"; else bad "$name"; fi
}

# at SCENARIO VERDICT CODE WORDS [RECIPIENT...]
at() {
	scenario=$1 wanted=$2 code=$3 words=$4
	shift 4
	# shellcheck disable=SC2086
	line=$(verdict small $login --timeout "${limit:-15}" "smtp://localhost:$(port "$scenario")" alice@lab.test "${@:-bob@lab.test}")
	expect "$scenario: $wanted $code" "$line" "{\"verdict\":\"$wanted\",\"code\":$code,*" "*\"reply\":\"*$words*\"*"
}

# never SCENARIO WORD: the client did not say it
never() {
	if grep -q "^$2" "$work/faulty/$1.log"; then bad "$1: never $2"; else good "$1: never $2"; fi
}

echo "# what works"
at good sent 250 '250 2.0.0 Ok: queued as FAULTY123'
expect 'good: who, how and under which name it was queued' "$line" \
	'*"queue_id":"FAULTY123","tls":"TLSv1.2 *","dsn":true,"authenticated":true,"stored":false,*'
holds 'good: the message arrives byte for byte' cmp "$work/small" "$work/faulty/good.eml"
holds 'good: the server is told the name that was meant' grep -q '^sni localhost' "$work/faulty/good.log"
holds 'good: delivery reports are asked for' \
	grep -q '^command MAIL FROM:<alice@lab.test>.* RET=HDRS ENVID=2026-0001.n1.00ff' "$work/faulty/good.log"
holds 'good: for each recipient' \
	grep -q '^command RCPT TO:<bob@lab.test> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@lab.test' "$work/faulty/good.log"
at nopipelining sent 250 queued
at noenhanced sent 250 '250 2.0.0 Ok'
at no8bitmime sent 250 queued
at onlylogin sent 250 queued
at xusr sent 250 queued
at chunking sent 250 '250 2.0.0 Ok: queued'
holds 'chunking: byte for byte' cmp "$work/small" "$work/faulty/chunking.eml"
at nodsn sent 250 queued
expect 'nodsn: no delivery report was asked for' "$line" '*"dsn":false,*'
# shellcheck disable=SC2086
expect 'a long message, to an address instead of a name' \
	"$(verdict large $login "smtp://127.0.0.1:$(port good)" alice@lab.test bob@lab.test)" '{"verdict":"sent",*'
holds 'a long message: byte for byte' cmp "$work/large" "$work/faulty/good.eml"

echo "# the account is at fault"
at nostarttls account 0 'does not offer STARTTLS'
never nostarttls 'command AUTH'
at starttls502 account 502 '502 5.5.1 not here'
at tls13only account 0 'TLS cannot be established'
at untrusted account 0 'not trusted: unable to get local issuer certificate'
at expired account 0 'not trusted: certificate has expired'
at wronghost account 0 'not for localhost'
at noauth account 0 'offers no login'
never noauth 'command MAIL'
at auth535 account 535 '535 5.7.8 Error: authentication failed: bad password'
never auth535 'command MAIL'
holds 'auth535: one try, not one for each mechanism' test "$(grep -c '^command AUTH' "$work/faulty/auth535.log")" = 1
at auth535open account 535 '535 5.7.8'
never auth535open 'command MAIL'
at auth454 account 454 '454 4.7.0'
never auth454 'command MAIL'
at mail530 account 530 '530 5.7.0 Authentication required'
for scenario in inject injectearly injecthalf injectlate; do
	at $scenario account 0 ''
	never $scenario 'command AUTH'
	never $scenario 'command MAIL'
	never $scenario message
done
expect 'an account without a password is not tried' \
	"$(verdict small --ca "$work/pki/ca.pem" "smtp://localhost:$(port good)" alice@lab.test bob@lab.test 2>&1; echo $?)" \
	'submit: *password-command*78'
expect 'without TLS only this machine is written to' \
	"$(verdict small --no-login --no-tls smtp://mail.example.com alice@lab.test bob@lab.test 2>&1; echo $?)" \
	'submit: without TLS only this machine*78'

echo "# nothing was sent, and trying again helps"
at starttls454 tempfail 454 '454 4.7.0 TLS not available'
at auth421 tempfail 421 '421 4.7.0'
at greet554 tempfail 554 '554 5.3.2 no service here'
at greet421 tempfail 421 '421 4.3.2 too busy'
at notsmtp tempfail 0 ''
at ehlo421 tempfail 421 '421 4.3.2'
at mail421 tempfail 421 '421 4.7.0 Too many messages, closing'
at rcpt421 tempfail 421 '421 4.3.2'
at data451 tempfail 451 '451 4.3.0 not now'
at final451 tempfail 451 '451 4.3.0 queue full'
at good tempfail 451 '451 4.7.1 greylisted' temp@lab.test
for scenario in dropatconnect dropatehlo dropatstarttls dropinhandshake dropatauth dropatmail dropatrcpt dropatdata; do
	at $scenario tempfail 0 ''
done
at dropatrcpt2 tempfail 0 '' bob@lab.test alice@lab.test
for scenario in hangatconnect hangatehlo hanginhandshake hangatauth hangatmail hangatrcpt; do
	limit=2 at $scenario tempfail 0 'within '
done
# shellcheck disable=SC2086
expect 'hangindata: the end of the message had not left' \
	"$(verdict large $login --timeout 6 "smtp://localhost:$(port hangindata)" alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":0,*no end within 6 s (at data)*'
free=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# shellcheck disable=SC2086
expect 'nobody listens' "$(verdict small $login "smtp://localhost:$free" alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":0,*"reply":"no connection: Connection refused"*'
# shellcheck disable=SC2086
expect 'no such host' "$(verdict small $login smtp://no-such-host.invalid alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":0,*"reply":"no connection: *'

echo "# refused for good"
at good permfail 550 '550 5.1.1 <unknown>: Recipient address rejected: User unknown' unknown@lab.test
at mail550 permfail 550 '550 5.7.1 sender not allowed'
at multiline permfail 550 '550 5.1.1 The email account that you tried does not exist try again'
at multibad permfail 550 '550 5.1.1 The email account no such user'
at multimismatch permfail 550 '550 5.1.1 The email account 5.7.1 no such user'
at eightbit permfail 550 '550 5.1.1 utente sconosciuto'
expect 'eightbit: no control character is kept' "$(printf %s "$line" | LC_ALL=C tr -d '[:print:]\200-\377' | wc -c)" 0
at data554 permfail 554 '554 5.6.0 refused'
at final554 permfail 554 '554 5.7.1 looks like spam'
at chunking554 permfail 554 '554 5.7.1 looks like spam'
at good sent 250 queued bob@lab.test unknown@lab.test temp@lab.test
expect 'one of three has it, and of each its own reply is kept' "$line" \
	'*"address":"bob@lab.test","verdict":"sent","code":250,*' \
	'*"address":"unknown@lab.test","verdict":"permfail","code":550,*"reply":"550 5.1.1 *' \
	'*"address":"temp@lab.test","verdict":"tempfail","code":451,*"reply":"451 4.7.1 *'
at good tempfail 451 '451 4.7.1' unknown@lab.test temp@lab.test

echo "# it may have been sent"
# libesmtp does not say that its writing failed, and goes on to the end: whether that left before the break is not known.
for scenario in dropafterdot dropafterbdat dropindata resetindata dropinbdat; do
	at $scenario uncertain 0 'broke the connection off'
done
limit=6 at hangafterdot uncertain 0 'did not answer within 3 s'
limit=4 at trickle uncertain 0 'no end within 4 s (at final)'

echo "# it was sent, whatever comes after"
at dropatquit sent 250 queued
limit=4 at hangatquit sent 250 queued

echo "# what may not be asked"
for address in 'bob@lab.test>
RCPT TO:<eve@lab.test' 'bob' 'bob @lab.test' ''; do
	# shellcheck disable=SC2086
	expect 'an address that is none is refused' \
		"$(verdict small $login "smtp://localhost:$(port good)" alice@lab.test "$address" 2>&1; echo $?)" '*65'
done
# shellcheck disable=SC2086
expect 'an IPv6 address is refused' "$(verdict small $login 'smtp://[::1]:587' alice@lab.test bob@lab.test 2>&1; echo $?)" '*IPv6*78'
# shellcheck disable=SC2086
expect 'another scheme is refused' "$(verdict small $login 'http://localhost' alice@lab.test bob@lab.test 2>&1; echo $?)" '*78'
printf 'Subject: x\r\n\r\na\n.\nb\r\n' >"$work/bare"
# shellcheck disable=SC2086
expect 'a bare line feed never leaves' "$(verdict bare $login "smtp://localhost:$(port good)" alice@lab.test bob@lab.test 2>&1; echo $?)" '*canonical*70'
exit $failed
