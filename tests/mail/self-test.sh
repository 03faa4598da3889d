#!/bin/sh
# The PEC that the register sends to itself: both receipts, signed, prove the whole way; anything less is told. A real server takes it, a real
# mailbox gives the receipts, which an authority of the tests has signed as a provider does.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/self-test.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start
pec=$srcdir/tests/lab/pec.py
"$pec" pki "$work/ca" || exit 99
mkdir -p "$work/box/new" "$work/box/cur" "$work/box/tmp"
me='Maria Bianchi <maria@lab.test>'
cli_conf=$work/cli.conf # doctor looks at the accounts
: >"$cli_conf"

accounts() { # SCENARIO [LINE...]
	account email good
	account pec "$@" "inbox = maildir:$work/box" "receipt-ca-file = $work/ca/ca.pem"
}

use() { # SCENARIO: of the PEC
	accounts "$1" >"$conf"
	cp "$conf" "$cli_conf"
}

# answer KIND [OPTION...]: of a provider, about the newest message that went by PEC
answers=0
answer() {
	kind=$1
	shift
	answers=$((answers + 1))
	"$pec" make "$kind" --pki "$work/ca" --sent "$work/faulty/s-good.eml" "$@" >"$work/box/tmp/$answers" || exit 99
	mv "$work/box/tmp/$answers" "$work/box/new/$answers.lab"
}

state() { # of the check "self-test" of doctor
	breccia --json doctor | python3 -c 'import json, sys
print([c["state"] for c in json.load(sys.stdin)["checks"] if c["check"] == "self-test"][0])'
}

failed_now() {
	breccia --json due | python3 -c 'import json, sys; print(json.load(sys.stdin)["self_test_failed"])'
}

echo "# each week, from Monday at 9: both receipts"
at 2026-11-23T07:59:59Z
register weekly
use s-good
courier --once -q
same 'off unless it is switched on' 0 "$(events bulletin.attempted)"
breccia config set self-test weekly >/dev/null || bad 'it is switched on'
at 2026-11-30T07:59:59Z
courier --once -q
same 'of the week before, once' 1 "$(events bulletin.attempted)"
at 2026-11-30T08:00:00Z
rm -f "$work"/box/new/*
courier --once -q
courier --once -q
same 'Monday at 9: this week, once' 2 "$(events bulletin.attempted)"
holds 'to itself' grep -q '^To: alice@lab.test' "$work/faulty/s-good.eml"
same 'under way' False "$(failed_now)"
answer accepted --at 2026-11-30T09:00:01+01:00
answer envelope
at 2026-11-30T08:01:00Z
courier --once -q
same 'accepted' 1 "$(events bulletin.proven)"
answer delivered --at 2026-11-30T09:00:04+01:00
answer delivered --at 2026-11-30T09:00:04+01:00
at 2026-11-30T08:02:00Z
courier --once 2>"$work/lines"
same 'delivered, and the second receipt is none more' 2 "$(events bulletin.proven)"
holds 'it says so' grep -q 'a receipt of self-test:2026-W49, with a valid signature' "$work/lines"
same 'doctor: fine' ok "$(state)"
same 'nothing else is kept of it' 0 "$(events receipt.recorded)"
holds 'the register is sound, the receipts are in it' breccia verify
at 2026-12-05T08:00:00Z
courier --once -q
same 'fine for the rest of the week' False "$(failed_now)"

echo "# what does not come back within 15 minutes is told, once"
at 2026-12-07T08:00:00Z
courier --once -q
answer accepted
at 2026-12-07T08:15:00Z
courier --once -q
same 'not before' False "$(failed_now)"
before=$(messages good)
at 2026-12-07T08:15:01Z
courier --once -q
courier --once -q
same 'due' True "$(failed_now)"
same 'doctor' wrong "$(state)"
fails 'and their exit status' breccia due
same 'the administrator, by the other account' $((before + 1)) "$(messages good)"
holds 'what came and what did not' grep -q 'La ricevuta di accettazione' "$work/faulty/good.eml"
answer delivered
at 2026-12-07T09:00:00Z
courier --once -q
same 'late is better than never' False "$(failed_now)"

echo "# forged, unsigned, of another message: nothing is proven, and nothing is kept"
at 2026-12-14T08:00:00Z
courier --once -q
proven=$(events bulletin.proven)
answer delivered --signer none
answer accepted --signer other
answer delivered --id '<another@lab.test>'
answer not-accepted
at 2026-12-14T08:05:00Z
courier --once -q
same 'not proven' "$proven" "$(events bulletin.proven)"
at 2026-12-14T08:16:00Z
same 'and so it fails' True "$(failed_now)"
same 'no receipt is kept' 0 "$(events receipt.recorded)"
holds 'sound' breccia verify
same 'the mailbox witnesses the seals, and calls no self-test unknown' 'True 0 0' "$(courier --witness | python3 -c 'import json, sys
w = json.load(sys.stdin)
print(w["seals"] >= 2, len(w["broken"]), len(w["unknown"]))')"

echo "# a person asks: there and back"
unset AT
register trip
use s-good
rm -f "$work"/box/new/* "$work"/faulty/s-good*
breccia --json doctor --round-trip >"$work/trip" &
trip=$!
until_true test -f "$work/faulty/s-good.eml" || bad 'it leaves'
sleep 1
answer accepted
answer delivered
wait $trip
same 'it ends well' 0 $?
same 'with all three instants' 'True True True True' "$(python3 -c 'import json, sys
t = json.load(open(sys.argv[1]))["round_trip"]
print(t["good"], "sent_at" in t, "accepted_at" in t, "delivered_at" in t)' "$work/trip")"
use s-mail550
fails 'a server that refuses is no good end' breccia -q doctor --round-trip
account email good >"$conf"
cp "$conf" "$cli_conf"
breccia doctor --round-trip 2>"$work/lines"
same 'without a PEC mailbox it is refused' 78 $?
exit $failed
