#!/bin/sh
# doctor --send-test: a message to oneself, in the server's own words, and what is learnt of the account; a list of providers of
# this machine's own; what the courier prints by itself.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/send-test.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start

programs=$builddir/tests/at
# try OPTION...: doctor --send-test with the accounts of $conf; its output in $work/out, what it says in $status
try() {
	timeout 60 "$programs/breccia" -q -r "sqlite:$db" -c "$conf" doctor --send-test "$@" </dev/null >"$work/out" 2>&1 9>&-
	status=$?
}
has() { # NAME STATUS WORDS...
	name=$1 wanted=$2
	shift 2
	same "$name: status" "$wanted" "$status"
	for words; do
		if grep -qF -e "$words" "$work/out"; then good "$name: $words"; else bad "$name: $words"; cat "$work/out"; fi
	done
}

register test
for scenario in good s-good; do
	account email $scenario >"$conf"
	try
	has $scenario 0 '[email] alice@lab.test writes to alice@lab.test' '220 faulty ESMTP' '235 2.7.0 Authentication successful' '250 2.1.0 Ok' \
		'250 2.0.0 Ok: queued as FAULTY123' 'TLSv1.' 'The server took it.'
	same "$scenario: one message" 1 "$(messages $scenario)"
	holds "$scenario: which says what it is" grep -q '^Subject: breccia: messaggio di prova' "$work/faulty/$scenario.eml"
	holds "$scenario: and that nobody answers" grep -q '^Auto-Submitted: auto-generated' "$work/faulty/$scenario.eml"
done
same 'the register has no event of it' 0 "$(events notice.queued)"
try --to bob@lab.test
has 'to somebody else' 0 'alice@lab.test writes to bob@lab.test'
holds 'who gets it' grep -q '^command RCPT TO:<bob@lab.test>' "$work/faulty/s-good.log"
try --to 'bob@lab.test>'
has 'an address that is none' 69 'address'
account pec s-auth535 'provider = aruba-pec' >>"$conf"
try
has 'both accounts' 1 '[email] alice' '[pec] alice' '535 5.7.8 Error: authentication failed: bad password' 'The account cannot be used' \
	'three months'
try --account email
has 'one of them' 0 '[email] alice'
fails 'and not the other' grep -q '\[pec\]' "$work/out"
try --account pec --json
same 'as JSON' 'account 535 login' "$(python3 -c 'import json, sys
t = json.load(sys.stdin)["tests"][0]
print(t["verdict"], t["code"], [h["at"] for h in t["heard"]][-1])' <"$work/out")"
cli_conf=$conf breccia doctor >"$work/out"
holds 'doctor knows the last good login' grep -q '\[email\].*last good login' "$work/out"
holds 'and the account that is stopped' grep -q '\[pec\].*STOPPED: 535 5.7.8' "$work/out"
holds 'and what is known of its provider' grep -q '\[pec\].*three months' "$work/out"

echo "# what works starts the account again"
{ account email s-nodsn; account pec s-auth535; } >"$conf"
breccia log 'Uno' --detected=-1h >/dev/null
account email auth535 >"$conf"
courier --once -q
same 'stopped' composed "$(notice 2026-0001/n1 state)"
account email s-noenhanced >"$conf"
try
courier --once -q
same 'and sent' sent "$(notice 2026-0001/n1 state)"

echo "# what else a server may do"
for row in 's-untrusted 1 not trusted' 's-wronghost 1 not for localhost' 's-greet421 1 421 4.3.2 too busy' 's-mail550 1 The server refused it: 550' \
	's-dropafterdot 1 nobody can tell' 'nostarttls 1 does not offer STARTTLS'; do
	# shellcheck disable=SC2086
	set -- $row
	scenario=$1 wanted=$2
	shift 2
	account email "$scenario" >"$conf"
	try
	has "$scenario" "$wanted" "$*"
done
printf '[email]\nserver = maildir:%s\nfrom = alice@lab.test\n' "$work/posta" >"$conf"
try
has 'a folder' 0 'Written to a folder: nothing was sent.'

echo "# tokens, and providers of this machine's own"
# The root of this machine is the folder above the program's.
programs=$work/root/bin own=$work/root/etc/breccia/providers
mkdir -p "$programs" "$work/root/etc/breccia" && cp "$builddir/tests/at/breccia" "$builddir/tests/at/breccia-courier" "$programs" || exit 99
printf '# ours\n[lab]\nserver = smtp://localhost:%s\nmax-per-minute = 0\nhint-en = ask Alice\n' "$(port xoauth2)" >"$own"
printf '[email]\nprovider = lab\nuser = alice@lab.test\noauth2-command = cat %s/token\nfrom = alice@lab.test\nca-file = %s/pki/ca.pem\n' \
	"$work" "$work" >"$conf"
echo old-token >"$work/token"
try
has 'a token that has expired' 1 'the token was refused: {"status":"400"' 'Of this provider is known: ask Alice.'
echo good-token >"$work/token"
try
has 'a good one' 0 'The server took it.'
printf '[lab]\nserver = nonsense\n' >"$own"
try
has 'a list that is none' 78 'providers:2'
rm "$own"
sed -i 's/^provider = lab$/server = smtp:\/\/localhost:1/; s/^oauth2-command.*/oauth2-command = sleep 60/' "$conf"
begin=$(date +%s)
try
has 'a command that does not end' 1 'oauth2-command'
[ $(($(date +%s) - begin)) -lt 40 ] && good 'is not waited for' || bad 'is not waited for'

echo "# the script of breccia.conf(5) for Microsoft 365, with a server of tokens of our own"
sed -n '/^#!\/bin\/sh/,/^\.Ed/{s/^\\&//;s/\\e/\\/g;/^\.Ed/!p}' "$srcdir/man/breccia.conf.5" |
	sed "s|/etc/breccia/microsoft365|$work/microsoft365|; s|https://login.microsoftonline.com|\$server|" >"$work/breccia-token"
chmod +x "$work/breccia-token"
if command -v curl >/dev/null; then
	cat >"$work/tokens.py" <<-'P'
	import http.server, json, sys, urllib.parse
	class Tokens(http.server.BaseHTTPRequestHandler):
	    def do_POST(self):
	        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers['Content-Length'])).decode())
	        good = self.path == '/rossi/oauth2/v2.0/token' and form == {
	            'client_id': ['c-1'], 'client_secret': ['s&1~x'], 'grant_type': ['client_credentials'],
	            'scope': ['https://outlook.office365.com/.default']}
	        answer = {'token_type': 'Bearer', 'expires_in': 3599, 'access_token': 'good-token'} if good else {'error': 'invalid_client'}
	        self.send_response(200 if good else 401)
	        self.end_headers()
	        self.wfile.write(json.dumps(answer).encode())
	    def log_message(self, *args):
	        pass
	server = http.server.HTTPServer(('127.0.0.1', 0), Tokens)
	with open(sys.argv[1] + '.tmp', 'w') as f:
	    f.write(str(server.server_port))
	import os, threading
	os.rename(sys.argv[1] + '.tmp', sys.argv[1])
	threading.Thread(target=server.serve_forever, daemon=True).start()
	sys.stdin.read()
	P
	mkfifo "$work/hold2"
	python3 "$work/tokens.py" "$work/tokens.port" <"$work/hold2" 9>&- &
	tokens=$!
	exec 8>"$work/hold2"
	until_true test -f "$work/tokens.port" || bad 'the server of tokens starts'
	printf 'server=http://127.0.0.1:%s\ntenant=rossi\nclient=c-1\nsecret=%s\n' "$(cat "$work/tokens.port")" "'s&1~x'" >"$work/microsoft365"
	printf '[email]\nserver = smtp://localhost:%s\nuser = alice@lab.test\noauth2-command = %s/breccia-token\nfrom = alice@lab.test\nca-file = %s/pki/ca.pem\n' \
		"$(port xoauth2)" "$work" "$work" >"$conf"
	try
	has 'the script' 0 'The server took it.'
	sed -i 's/c-1/c-2/' "$work/microsoft365"
	try
	has 'with another client' 1 'oauth2-command'
	exec 8>&-
	wait $tokens
else
	echo "  without curl this is not tried"
fi

echo "# the courier by itself"
courier --confinement >"$work/out" && good 'says what confines its children' || bad 'says what confines its children'
holds 'as JSON' python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert d["v"] == 1 and d["network"]["limits"] and d["parser"]["limits"]' "$work/out"
courier --to alice@lab.test 2>/dev/null
same '--to without --send-test' 64 $?
exit $failed
