#!/bin/sh
# What the register tells people by itself: the digest of a month, a password that is about to expire. Each once, also after an outage, also
# where the courier is killed on the way.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/bulletin.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start

to() { # ADDRESS: how many messages to it
	cat /dev/null "$work"/faulty/good.[0-9]*.eml 2>/dev/null | grep -c "^To:.*$1"
}

newest() { # TEXT: the newest message that the server has says it
	python3 - "$work/faulty/good.eml" "$1" <<'PY'
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
sys.exit(sys.argv[2] not in " ".join((message["Subject"] + " " + message.get_content()).split()))
PY
}

echo "# the digest: off unless it is switched on"
at 2026-11-02T09:00:00Z
register digest
account email good >"$conf"
breccia person add 'Carla Capo <carla@lab.test>' --role manager >/dev/null
breccia log 'Elenco inviato a Mario Rossi' --own-data no >/dev/null
breccia log 'Tardi' --own-data no --detected=-30h >/dev/null
breccia log 'Prova' --drill >/dev/null
courier --once -q
at 2026-12-01T09:00:00Z
courier --once -q
same 'off' 0 "$(events bulletin.attempted)"
breccia config set digest monthly >/dev/null || bad 'it is switched on'
at 2026-12-01T06:59:59Z
courier --once -q
same 'of October nothing: the register was not there yet' 0 "$(events bulletin.attempted)"
at 2026-12-01T07:00:00Z
courier --once 2>"$work/lines"
same 'from 8 in the morning: the DPO and the manager' 2 "$(events bulletin.attempted)"
same 'one each' 'carla@lab.test giulia@lab.test' "$(grep -l '^Subject:.*riepilogo 11/2026' "$work"/faulty/good.[0-9]*.eml | xargs grep -h '^To:' |
	sed 's/.*[ <]\([a-z]*@[a-z.]*\).*/\1/' | tr -d '\r' | sort | tr '\n' ' ' | sed 's/ $//')"
holds 'how many in time' newest 'DPO avvisato nelle 24 ore: 1 su 2'
holds 'what is open' newest 'Incidenti aperti: 2'
holds 'the seal is in it' newest "$(breccia journal export | cut -f 2 | sed -n 's/.*"kind":"bulletin.attempted".*"seal":"\([0-9a-f]*\)".*/\1/p' | tail -1)"
fails 'neither title nor person' newest 'Mario Rossi'
holds 'it is marked as automatic' grep -q '^Auto-Submitted: auto-generated' "$work/faulty/good.eml"
holds 'its line names ids and codes alone' grep -q '^breccia-courier: digest:2026-11:p[0-9]*: sent, 250' "$work/lines"
fails 'and no address' grep -q 'lab.test' "$work/lines"
courier --once -q
at 2026-12-31T09:00:00Z
courier --once -q
same 'once' 2 "$(events bulletin.attempted)"
at 2027-03-15T09:00:00Z
courier --once -q
same 'after an outage of months the last one alone' 4 "$(events bulletin.attempted)"
holds 'of February' newest 'RIEPILOGO DEL MESE 02/2027'
holds 'in which nothing came to its end' newest 'Nessun termine di 24 ore verso il DPO si è chiuso nel mese.'
at 2026-12-15T09:00:00Z
courier --once -q
same 'a clock that goes back sends none again' 4 "$(events bulletin.attempted)"
holds 'the register is sound' breccia verify

echo "# a server that is busy is asked again, and no other is"
at 2026-11-02T09:00:00Z
register busy
account email greet421 >"$conf"
breccia config set digest monthly >/dev/null
at 2026-12-01T09:00:00Z
courier --once -q
courier --once -q
same 'one attempt' 1 "$(events bulletin.attempted)"
account email good >"$conf"
at 2026-12-01T09:16:00Z
courier --once -q
courier --once -q
same 'then it leaves' 2 "$(events bulletin.attempted)"
holds 'and says so' sh -c "'$builddir/tests/at/breccia' -q -r 'sqlite:$db' -c '$work/none.conf' journal export | cut -f 2 | grep -q '\"kind\":\"bulletin.settled\".*\"verdict\":\"sent\"'"

echo "# a password: 30, 14, 7 days before, and one"
at 2026-11-02T09:00:00Z
me='Maria Bianchi <maria@lab.test>'
register password
account email good 'password-expires = 2026-12-31' >"$conf"
for day in 2026-11-30:0 2026-12-01:1 2026-12-02:1 2026-12-16:1 2026-12-17:2 2026-12-24:3 2026-12-29:3 2026-12-30:4 2027-01-09:4; do
	at "${day%:*}T09:00:00Z"
	courier --once -q
	same "on ${day%:*}" "${day#*:}" "$(events bulletin.attempted)"
done
same 'to the administrator' 4 "$(to maria@lab.test)"
holds 'which account, and what to do' newest 'breccia doctor --send-test'
holds 'and how long' newest 'Giorni che restano: 1'
account email good 'password-expires = 2027-01-10' >"$conf"
courier --once -q
holds 'after an outage the newest alone: another day has steps of its own' test "$(events bulletin.attempted)" -eq 5
holds 'sound' breccia verify

echo "# killed at every step: never twice"
at "$(date -u -d '-40 days' +%Y-%m-%dT%H:%M:%SZ)"
me='Maria Bianchi'
register start
account email good >"$conf"
breccia config set digest monthly >/dev/null
unset AT
lost=0
never_twice() {
	courier --once -q
	case $(to giulia@lab.test) in
	0) lost=$((lost + 1)) ;;
	1) ;;
	*) bad "killed at $n: sent twice" ;;
	esac
}
killed_everywhere 10 good never_twice breccia-courier --once
if [ $lost -lt $((killed / 2)) ]; then good "lost only on the wire, at $lost of them"; else bad "lost at $lost of $killed"; fi
exit $failed
