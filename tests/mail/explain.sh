#!/bin/sh
# breccia-courier --explain: what a message is taken for, as a person would ask; and receipts that tests/lab/pec.py signs on the spot.
set -u
command -v openssl >/dev/null && command -v python3 >/dev/null || { echo "skipped: openssl and python3 are needed"; exit 77; }
dir=${builddir:?}/tests/mail-explain.dir
courier=$builddir/breccia-courier
mail=${srcdir:?}/tests/data/mail
rm -rf "$dir"
mkdir -p "$dir/home" || exit 99
trap 'rm -rf "$dir"' EXIT
HOME=$dir/home XDG_CONFIG_HOME=$dir/home/config XDG_DATA_HOME=$dir/home/data XDG_STATE_HOME=$dir/home/state
export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
failed=0

ok() { # ok STATUS NAME
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		head -n 20 "$dir/out" "$dir/err" 2>/dev/null
		failed=1
	fi
}

explain() {
	status=0
	timeout 60 "$courier" "$@" >"$dir/out" 2>"$dir/err" || status=$?
}

says() { # says EXPRESSION: of Python, about the document d
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
sys.exit(not eval(sys.argv[2]))' "$dir/out" "$1"
}

explain --explain "$mail/pec-delivered.eml" --ca-file "$mail/ca.pem"
[ $status -eq 0 ] && says 'd["v"] == 1 and list(d)[0] == "v" and d["kind"] == "pec-delivered" and d["signature"]["verdict"] == "valid"'
ok $? "a receipt is explained, with its verdict"
says 'd["pec"]["at"] == "2026-11-23T09:15:31Z" and d["pec"]["delivered_to"] == "dpo@altrapec.example" and len(d["why"]) == 3'
ok $? "with its facts and the reasons"

explain --explain "$mail/pec-delivered.eml"
[ $status -eq 0 ] && says 'd["signature"]["verdict"] == "untrusted"'
ok $? "without the authority it is untrusted"

timeout 60 "$courier" --explain - --ca-file "$mail/ca.pem" <"$mail/forged-altered-daticert.eml" >"$dir/out" 2>"$dir/err"
status=$?
[ $status -eq 0 ] && says 'd["signature"] ["verdict"] == "invalid" and d["signature"]["reason"] == "altered"'
ok $? "from standard input, and a forgery is named"

mkdir -p "$dir/home/config/breccia"
printf '[pec]\nreceipt-ca-file = %s\n' "$mail/ca.pem" >"$dir/home/config/breccia/breccia.conf"
chmod 600 "$dir/home/config/breccia/breccia.conf"
explain --explain "$mail/pec-accepted.eml"
[ $status -eq 0 ] && says 'd["signature"]["verdict"] == "valid"'
ok $? "receipt-ca-file of [pec] names the authority"

explain --explain "$dir/nothing.eml"
[ $status -eq 66 ] && [ ! -s "$dir/out" ] && grep -q nothing.eml "$dir/err"
ok $? "a file that is not there is 66"
explain --explain "$mail/pec-accepted.eml" --ca-file /dev/null
[ $status -eq 78 ] && [ ! -s "$dir/out" ]
ok $? "a file without authorities is 78"
explain --lang it --explain "$mail/pec-accepted.eml" --ca-file /dev/null
[ $status -eq 78 ] && grep -q 'autorità per le ricevute' "$dir/err"
ok $? "and is said in the person's language"
explain --ca-file "$mail/ca.pem" --once
[ $status -eq 64 ]
ok $? "--ca-file alone is 64"
printf 'GIF89a\001\000' >"$dir/picture"
explain --explain "$dir/picture"
[ $status -eq 0 ] && says 'd["kind"] == "other"'
ok $? "what is no message is something else, and no error"
[ ! -e "$dir/home/data" ] && [ ! -e "$dir/home/state" ]
ok $? "no register was made or opened"

# The provider of the tests: every kind, now, about a message of ours.
pec=$srcdir/tests/lab/pec.py
"$pec" pki "$dir/pki" || exit 99
printf 'From: titolare@pec.example\nTo: dpo@altrapec.example\nSubject: [ROSSI 2026-0001] prova\nMessage-ID: <2026-0001.n1.00ff@pec.example>\n\nciao\n' >"$dir/sent.eml"
wrong=0
while read -r kind taken_for; do
	"$pec" make "$kind" --pki "$dir/pki" --sent "$dir/sent.eml" >"$dir/receipt.eml" </dev/null || exit 99
	explain --explain "$dir/receipt.eml" --ca-file "$dir/pki/ca.pem" </dev/null
	says "d['kind'] == '$taken_for' and d['signature']['verdict'] == 'valid' and any(i['id'] == '<2026-0001.n1.00ff@pec.example>' for i in d['ids'])" ||
		{ echo "	$kind"; wrong=1; }
done <<END
accepted pec-accepted
not-accepted pec-not-accepted
delivered pec-delivered
not-delivered pec-not-delivered
warning-24 pec-warning
envelope pec-envelope
END
ok $wrong "what the provider of the tests signs now is valid"
exit $failed
