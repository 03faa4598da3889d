#!/bin/sh
# TLS from the first byte, by libcurl: what every kind of server makes of one submission, what must never have been said, tokens, and
# sessions with several messages. What libesmtp is asked in tests/mail/submit.sh is asked here again.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/smtps.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start

message() { # LINES
	printf 'From: alice@lab.test\r\nTo: bob@lab.test\r\nSubject: prova\r\nDate: Tue, 24 Nov 2026 03:00:00 +0100\r\n'
	printf 'Message-ID: <2026-0001.n1.00ff@lab.test>\r\nMIME-Version: 1.0\r\n\r\n'
	printf 'perch=C3=A9\r\n.una riga col punto\r\n.\r\n..\r\nFrom qui\r\n'
	[ "$1" -eq 0 ] || yes 'una riga qualunque di sessanta byte, per riempire il messaggio' | head -n "$1" | sed 's/$/\r/'
}
message 0 >"$work/small"
message 150000 >"$work/large"

# verdict MESSAGE [OPTION...] SERVER FROM TO...: one line of JSON
verdict() {
	file=$1
	shift
	timeout 60 "$builddir/tests/submit" "$@" <"$work/$file" 9>&-
}

login="--user alice --secret alice-secret --ca $work/pki/ca.pem --envid 2026-0001.n1.00ff"

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

# at SCENARIO VERDICT CODE WORDS [RECIPIENT...]
at() {
	scenario=$1 wanted=$2 code=$3 words=$4
	shift 4
	# shellcheck disable=SC2086
	line=$(verdict small $login --timeout "${limit:-15}" "smtps://localhost:$(port "s-$scenario")" alice@lab.test "${@:-bob@lab.test}")
	expect "$scenario: $wanted $code" "$line" "{\"verdict\":\"$wanted\",\"code\":$code,*" "*\"reply\":\"*$words*\"*"
}

# never SCENARIO WORD: the client did not say it
never() {
	if grep -q "^$2" "$work/faulty/$1.log"; then bad "$1: never $2"; else good "$1: never $2"; fi
}

echo "# what works"
at good sent 250 '250 2.0.0 Ok: queued as FAULTY123'
expect 'good: who, how and under which name it was queued' "$line" \
	'*"queue_id":"FAULTY123","tls":"TLSv1.3 *","dsn":true,"authenticated":true,"stored":false,*' \
	'*"heard":\[{"at":"greeting","reply":"220 faulty ESMTP"},*{"at":"login","reply":"235 2.7.0 *{"at":"final","reply":"250 2.0.0 *'
holds 'good: the message arrives byte for byte' cmp "$work/small" "$work/faulty/s-good.eml"
holds 'good: the server is told the name that was meant' grep -q '^sni localhost' "$work/faulty/s-good.log"
holds 'good: delivery reports are asked for' \
	grep -q '^command MAIL FROM:<alice@lab.test> RET=HDRS ENVID=2026-0001.n1.00ff' "$work/faulty/s-good.log"
holds 'good: for each recipient' \
	grep -q '^command RCPT TO:<bob@lab.test> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@lab.test' "$work/faulty/s-good.log"
holds 'good: it says good-bye' grep -q '^command QUIT' "$work/faulty/s-good.log"
for scenario in noenhanced onlylogin xusr chunking tls13only; do
	at $scenario sent 250 '250 2.0.0 Ok: queued'
done
at nodsn sent 250 queued
expect 'nodsn: no delivery report was asked for' "$line" '*"dsn":false,*'
never s-nodsn 'command RCPT.*NOTIFY'
# shellcheck disable=SC2086
expect 'a long message, to an address instead of a name' \
	"$(verdict large $login "smtps://127.0.0.1:$(port s-good)" alice@lab.test bob@lab.test)" '{"verdict":"sent",*'
holds 'a long message: byte for byte' cmp "$work/large" "$work/faulty/s-good.eml"
# shellcheck disable=SC2086
expect 'a plus in an address is written as its number' \
	"$(verdict small $login "smtps://localhost:$(port s-good)" alice@lab.test bob+breach@lab.test)" '{"verdict":"sent",*'
holds 'in the original recipient, and nowhere else' \
	grep -q '^command RCPT TO:<bob+breach@lab.test> .*ORCPT=rfc822;bob+2Bbreach@lab.test' "$work/faulty/s-good.log"

echo "# the account is at fault"
at untrusted account 0 'not trusted: unable to get local issuer certificate'
at expired account 0 'not trusted: certificate has expired'
at wronghost account 0 'not for localhost'
for scenario in untrusted expired wronghost; do
	never s-$scenario 'command'
done
at noauth account 0 'offers no login'
never s-noauth 'command MAIL'
at auth535 account 535 '535 5.7.8 Error: authentication failed: bad password'
expect 'auth535: who we are was refused' "$line" '*"refused":true,*'
never s-auth535 'command MAIL'
same 'auth535: one try, not one for each mechanism' 1 "$(said s-auth535 AUTH)"
at auth535open account 535 '535 5.7.8'
never s-auth535open 'command MAIL'
at auth454 account 454 '454 4.7.0'
expect 'auth454: which is not a refusal' "$line" '*"refused":false,*'
never s-auth454 'command MAIL'
at mail530 account 530 '530 5.7.0 Authentication required'
expect 'mail530: who we are was refused' "$line" '*"refused":true,*'
# shellcheck disable=SC2086
expect 'a server that speaks no TLS there' \
	"$(verdict small $login "smtps://localhost:$(port good)" alice@lab.test bob@lab.test)" \
	'{"verdict":"account","code":0,*TLS cannot be established:*"refused":false,*'
never good 'command EHLO'
# shellcheck disable=SC2086
expect 'a file of certificates that is not there' \
	"$(verdict small $login --ca "$work/none.pem" "smtps://localhost:$(port s-good)" alice@lab.test bob@lab.test)" \
	'{"verdict":"account","code":0,*certificates*'
expect 'an account without a password is not tried' \
	"$(verdict small --ca "$work/pki/ca.pem" "smtps://localhost:$(port s-good)" alice@lab.test bob@lab.test 2>&1; echo $?)" \
	'submit: *password-command*78'
expect 'TLS cannot be waived' \
	"$(verdict small --no-login --no-tls "smtps://localhost:$(port s-good)" alice@lab.test bob@lab.test 2>&1; echo $?)" '*78'
expect 'a relay that is named on purpose needs no login' \
	"$(verdict small --no-login --ca "$work/pki/ca.pem" "smtps://localhost:$(port s-noauth)" alice@lab.test bob@lab.test)" \
	'{"verdict":"sent",*"authenticated":false,*'

echo "# nothing was sent, and trying again helps"
at auth421 tempfail 421 '421 4.7.0'
at greet554 tempfail 554 '554 5.3.2 no service here'
at greet421 tempfail 421 '421 4.3.2 too busy'
at ehlo421 tempfail 421 '421 4.3.2'
at mail421 tempfail 421 '421 4.7.0 Too many messages, closing'
at rcpt421 tempfail 421 '421 4.3.2'
at data451 tempfail 451 '451 4.3.0 not now'
at final451 tempfail 451 '451 4.3.0 queue full'
at good tempfail 451 '451 4.7.1 greylisted' temp@lab.test
for scenario in garbage dropatconnect dropatehlo dropinhandshake dropatauth dropatmail dropatrcpt dropatdata; do
	at $scenario tempfail 0 ''
done
at dropatrcpt2 tempfail 0 '' bob@lab.test alice@lab.test
limit=2 at notsmtp tempfail 0 'within 1 s'
for scenario in hangatconnect hangatehlo hanginhandshake hangatauth hangatmail hangatrcpt; do
	limit=2 at $scenario tempfail 0 'within 1 s'
done
free=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# shellcheck disable=SC2086
expect 'nobody listens' "$(verdict small $login "smtps://localhost:$free" alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":0,*"reply":"no connection: Connection refused"*'
# shellcheck disable=SC2086
expect 'no such host' "$(verdict small $login smtps://no-such-host.invalid alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":0,*"reply":"no connection: *'

echo "# refused for good"
at good permfail 550 '550 5.1.1 <unknown>: Recipient address rejected: User unknown' unknown@lab.test
at mail550 permfail 550 '550 5.7.1 sender not allowed'
at multiline permfail 550 '550 5.1.1 The email account that you tried does not exist try again'
at multimismatch permfail 550 '550 5.1.1 The email account 5.7.1 no such user'
at eightbit permfail 550 '550 5.1.1 utente sconosciuto'
expect 'eightbit: no control character is kept' "$(printf %s "$line" | LC_ALL=C tr -d '[:print:]\200-\377' | wc -c)" 0
at longline permfail 550 '550 5.1.1 xxx'
at data554 permfail 554 '554 5.6.0 refused'
at final554 permfail 554 '554 5.7.1 looks like spam'
at good sent 250 queued bob@lab.test unknown@lab.test temp@lab.test
expect 'one of three has it, and of each its own reply is kept' "$line" \
	'*"address":"bob@lab.test","verdict":"sent","code":250,*' \
	'*"address":"unknown@lab.test","verdict":"permfail","code":550,*"reply":"550 5.1.1 *' \
	'*"address":"temp@lab.test","verdict":"tempfail","code":451,*"reply":"451 4.7.1 *'

echo "# it may have been sent"
at dropafterdot uncertain 0 'broke the connection off'
limit=6 at hangafterdot uncertain 0 'did not answer within 3 s'
limit=4 at trickle uncertain 0 'within'
echo "# and it was not, when the end of the message had not left"
for scenario in dropindata resetindata; do
	# shellcheck disable=SC2086
	expect "$scenario: the end had not left" \
		"$(verdict large $login --timeout 10 "smtps://localhost:$(port s-$scenario)" alice@lab.test bob@lab.test)" \
		'{"verdict":"tempfail","code":0,*'
done
# shellcheck disable=SC2086
expect 'hangindata: the end had not left' \
	"$(verdict large $login --timeout 2 "smtps://localhost:$(port s-hangindata)" alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":0,*within*'

echo "# it was sent, whatever comes after"
at dropatquit sent 250 queued
at hangatquit sent 250 queued

echo "# only the login"
# shellcheck disable=SC2086
{
	expect 'by libcurl' "$(verdict small $login --only-login "smtps://localhost:$(port s-nopipelining)" alice@lab.test bob@lab.test)" \
		'{"verdict":"sent",*"authenticated":true,*"recipients":\[\],*'
	expect 'by libesmtp' "$(verdict small $login --only-login "smtp://localhost:$(port nopipelining)" alice@lab.test bob@lab.test)" \
		'{"verdict":"sent",*"authenticated":true,*"recipients":\[\],*'
	for scenario in nopipelining s-nopipelining; do
		same "$scenario: one login" 1 "$(said $scenario AUTH)"
		never $scenario 'command MAIL'
		holds "$scenario: it says good-bye" until_true grep -q '^command QUIT' "$work/faulty/$scenario.log"
	done
	for scheme in smtp smtps; do
		prefix=$([ $scheme = smtp ] || echo s-)
		expect "$scheme: refused" \
			"$(verdict small $login --only-login "$scheme://localhost:$(port "${prefix}auth535")" alice@lab.test bob@lab.test)" \
			'{"verdict":"account","code":535,*"refused":true,*'
		expect "$scheme: not trusted" \
			"$(verdict small $login --only-login "$scheme://localhost:$(port "${prefix}untrusted")" alice@lab.test bob@lab.test)" \
			'{"verdict":"account","code":0,*not trusted*"refused":false,*'
		expect "$scheme: too busy" \
			"$(verdict small $login --only-login "$scheme://localhost:$(port "${prefix}greet421")" alice@lab.test bob@lab.test)" \
			'{"verdict":"tempfail","code":421,*'
		expect "$scheme: no login is offered" \
			"$(verdict small $login --only-login "$scheme://localhost:$(port "${prefix}noauth")" alice@lab.test bob@lab.test)" \
			'{"verdict":"account","code":0,*offers no login*'
	done
}

echo "# tokens, with either kind of TLS"
token="--bearer --user alice@lab.test --ca $work/pki/ca.pem --envid 2026-0001.n1.00ff"
for server in "smtp://localhost:$(port xoauth2)" "smtps://localhost:$(port s-xoauth2)"; do
	scheme=${server%%:*}
	# shellcheck disable=SC2086
	{
		expect "$scheme: a good one" "$(verdict small $token --secret good-token "$server" alice@lab.test bob@lab.test)" \
			'{"verdict":"sent",*"tls":"TLSv1*"authenticated":true,*'
		expect "$scheme: one that has expired, with the reason" \
			"$(verdict small $token --secret old-token "$server" alice@lab.test bob@lab.test)" \
			'{"verdict":"account","code":0,*"reply":"the token was refused: {*status*400*"refused":true,*'
	}
done
# shellcheck disable=SC2086
expect 'a server that takes no tokens' \
	"$(verdict small $token --secret good-token "smtps://localhost:$(port s-xoauth2old)" alice@lab.test bob@lab.test)" \
	'{"verdict":"account","code":0,*'
never s-xoauth2old 'command MAIL'
echo "# STARTTLS by libcurl"
for scenario in inject injectearly injecthalf injectlate nostarttls starttls502; do
	# shellcheck disable=SC2086
	expect "$scenario: nothing is said" \
		"$(verdict small $token --secret good-token --timeout 4 "smtp://localhost:$(port $scenario)" alice@lab.test bob@lab.test)" \
		'{"verdict":"account",*'
	never $scenario 'command AUTH'
	never $scenario 'command MAIL'
done
# shellcheck disable=SC2086
expect 'starttls454: not now' \
	"$(verdict small $token --secret good-token "smtp://localhost:$(port starttls454)" alice@lab.test bob@lab.test)" \
	'{"verdict":"tempfail","code":454,*'

echo "# several messages over one session"
# copies SCENARIO OPTION...: the verdicts, one a line
copies() {
	scenario=$1
	shift
	# shellcheck disable=SC2086
	verdict small $login "$@" "smtps://localhost:$(port "$scenario")" alice@lab.test "${to:-bob@lab.test}"
}
: >"$work/faulty/s-no8bitmime.log"
copies s-no8bitmime --copies 20 >"$work/lines"
same 'twenty are sent' 20 "$(grep -c '^{"verdict":"sent",.*"stale":false,' "$work/lines")"
same 'after one login' 1 "$(said s-no8bitmime AUTH)"
same 'twenty arrive' 20 "$(messages s-no8bitmime)"
same 'each byte for byte' 1 "$(sha256sum "$work"/faulty/s-no8bitmime.*.eml | cut -d ' ' -f 1 | sort -u | wc -l)"
same 'fifty a session at most' 2 "$(copies s-nodsn --copies 60 >/dev/null; echo $(($(said s-nodsn AUTH) - 1)))"
: >"$work/faulty/s-good.log"
to=unknown@lab.test copies s-good --copies 3 >"$work/lines"
same 'what is refused does not end it' 3 "$(grep -c '^{"verdict":"permfail","code":550,' "$work/lines")"
same 'one login' 1 "$(said s-good AUTH)"
same 'and what was begun is taken back' 2 "$(said s-good RSET)"
for scenario in s-two s-twosilent; do
	copies $scenario --copies 3 >"$work/lines"
	same "$scenario: a session that the server ends is no failure" \
		'sent:false sent:false tempfail:true ' \
		"$(sed 's/.*"verdict":"\([a-z]*\)","code".*"stale":\([a-z]*\),"recipients".*/\1:\2/' "$work/lines" | tr '\n' ' ')"
done

echo "# what may not be asked"
for address in 'bob@lab.test>
RCPT TO:<eve@lab.test' 'bob' 'bob @lab.test' ''; do
	# shellcheck disable=SC2086
	expect 'an address that is none is refused' \
		"$(verdict small $login "smtps://localhost:$(port s-good)" alice@lab.test "$address" 2>&1; echo $?)" '*65'
done
exit $failed
