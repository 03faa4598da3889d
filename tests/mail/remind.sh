#!/bin/sh
# Reminders and escalation, as whole stories: the DPO who is silent, the action that nobody does, the clock that runs out, the outage of three
# days, the courier that is killed; and the drill, which stays quiet.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/remind.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start
me='Maria Bianchi <maria@lab.test>'

# people: a deputy in the DPO's act, a manager, an auditor; the DPO takes charge from this account
people() {
	{
		breccia person add 'Vera Vice <vera@lab.test>' --role dpo && breccia person add 'Carla Capo <carla@lab.test>' --role manager &&
			breccia person add 'Ugo Conti <ugo@lab.test>' --role auditor && breccia dpo appoint p2 --deputy p3 &&
			breccia person change p1 --account "$(id -un)" && breccia person change p2 --account "$(id -un)"
	} >/dev/null || exit 99
}

# mine ARGUMENT...: what Maria does, now that the DPO shares her account
mine() {
	breccia --as p1 "$@"
}

# sent [REF]: who was reminded, in the order of the messages, with the letter: "escalation person:p3"
sent() {
	mine --json show "${1:-1}" | python3 -c 'import json, sys
print(" ".join("%s %s" % (n["letter"], n["kind"]) for n in sorted(json.load(sys.stdin)["notices"], key=lambda n: int(n["id"].split("/n")[1]))
	if n.get("reminds_of") and n["state"] == "sent"))'
}

# steps ID: "clock:dpo-24h/6h"
steps() {
	mine --json outbox show "$1" | python3 -c 'import json, sys
print(" ".join("%s/%s" % (s["rule"], s["step"]) for s in json.load(sys.stdin).get("reminds_of", [])))'
}

# newest TEXT: the newest message that the server has says it, once its lines are whole again
newest() {
	python3 - "$work/faulty/good.eml" "$1" <<'PY'
import email, email.policy, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
sys.exit(sys.argv[2] not in " ".join(message.get_content().split()))
PY
}

echo "# a DPO who is silent: the deputy, then the managers"
at 2026-11-24T09:00:00Z
register silent
account email good >"$conf"
people
mine log 'Elenco inviato a Mario Rossi' --own-data no >/dev/null
at 2026-11-24T09:10:00Z
courier --once -q
same 'the DPO was told' met "$(breccia() { timeout 60 "$builddir/tests/at/breccia" -q -r "sqlite:$db" -c "$work/none.conf" --as p1 "$@" </dev/null 9>&-; }; clock_state 1)"
at 2026-11-24T20:59:59Z
courier --once -q
same 'twelve hours have not passed' '' "$(sent)"
at 2026-11-24T21:00:00Z
courier --once 2>"$work/lines"
same 'the deputy is told' 'escalation person:p3' "$(sent)"
holds 'to the deputy alone' grep -q '^To: Vera Vice <vera@lab.test>' "$work/faulty/good.eml"
holds 'the subject says what it is' grep -q '^Subject: \[ROSSI 2026-0001\] Sollecito: incidente non ancora preso in carico dal' "$work/faulty/good.eml"
holds 'it is marked as automatic' grep -q '^Auto-Submitted: auto-generated' "$work/faulty/good.eml"
holds 'the text says what to do' newest "agire in sua vece come prevede l'atto di nomina"
fails 'and neither title nor person' newest 'Mario Rossi'
fails 'its line names nobody' grep -qiE 'vera|lab\.test|elenco' "$work/lines"
courier --once -q
at 2026-11-25T08:59:59Z
courier --once -q
same 'once' 'escalation person:p3' "$(sent)"
at 2026-11-25T09:00:00Z
courier --once -q
same 'then the managers' 'escalation person:p3 escalation person:p4' "$(sent)"
breccia --as p2 take 1 >/dev/null || bad 'the DPO takes charge'
at 2026-12-24T09:00:00Z
courier --once -q
same 'nothing more once it is taken' 'escalation person:p3 escalation person:p4' "$(sent)"
holds 'a notice of a breach is not marked as automatic' sh -c "! grep -q '^Auto-Submitted' '$work/faulty/good.1.eml'"
holds 'outbox calls it by its name' sh -c "'$builddir/tests/at/breccia' -q -r 'sqlite:$db' -c '$work/none.conf' --lang it --as p1 show 1 | grep -q 'Vera Vice: sollecito'"
holds 'the register is sound' mine verify

echo "# an action that is over: its owner, outside too, and the DPO"
at 2026-11-24T09:00:00Z
register action
account email good >"$conf"
people
mine log 'Portatile perso' --own-data no >/dev/null
courier --once -q
breccia --as p2 take 1 >/dev/null
breccia --as p2 action add 1 'Bloccare il portatile' --kind containment --owner 'Reparto IT <it@fornitore.test>' --due 2026-11-25T09:00:00Z >/dev/null || bad 'action add'
at 2026-11-25T09:00:00Z
courier --once -q
same 'not on its day' '' "$(sent)"
at 2026-11-25T09:01:00Z
courier --once -q
same 'the owner and the DPO' 'reminder action:1 reminder person:p2' "$(sent)"
holds 'the owner reads which' sh -c "cat '$work'/faulty/good.[0-9]*.eml | grep -A40 '^To: it@fornitore.test' | grep -q 'Bloccare il portatile'"
at 2026-12-02T09:01:00Z
courier --once -q
same 'once more after a week' 'reminder action:1 reminder person:p2 reminder action:1 reminder person:p2' "$(sent)"
holds 'sound' mine verify

echo "# a clock that nobody meets: twelve hours, six, one, and over"
at 2026-11-24T09:00:00Z
register clock
account email good >"$conf"
people
mine log 'Accesso abusivo' --own-data yes >/dev/null
courier --once -q
breccia --as p2 take 1 >/dev/null
for step in 12h:2026-11-26T21:00:00Z 6h:2026-11-27T03:00:00Z 1h:2026-11-27T08:00:00Z late:2026-11-27T09:00:01Z; do
	before=$(messages good)
	at "$(date -u -d "${step#*:} - 1 second" +%Y-%m-%dT%H:%M:%SZ)"
	courier --once -q
	same "not before its second: ${step%%:*}" "$before" "$(messages good)"
	at "${step#*:}"
	courier --once -q
	courier --once -q
	same "security and the manager, once: ${step%%:*}" $((before + 2)) "$(messages good)"
done
same 'each step by its name' 'clock:authority-72h/12h clock:authority-72h/6h clock:authority-72h/1h clock:authority-72h/late' \
	"$(steps 1/n2) $(steps 1/n4) $(steps 1/n6) $(steps 1/n8)"
holds 'it says for how long' newest 'SCADUTO da 1 s'
same 'the setting decides' 0 "$(mine config set reminders off >/dev/null && echo $?)"
mine log 'Altro accesso' --own-data yes --detected=-71h >/dev/null
courier --once -q
breccia --as p2 take 2 >/dev/null
at 2026-11-30T09:00:00Z
before=$(messages good)
courier --once -q
same 'off is off' "$before" "$(messages good)"
fails 'a list that is none' mine config set reminders '12h, yesterday'
same 'in order, each once' '12h, 1h30m, 10m' "$(mine config set reminders '10 min; 12h; 90m; 12h' >/dev/null && mine --json config get reminders |
	python3 -c 'import json, sys; d = json.load(sys.stdin); print(d.get("value", d))')"

echo "# three days without a courier: one pass, one message to each"
at 2026-11-24T09:00:00Z
register outage
account email good >"$conf"
people
mine log 'Fermo di tre giorni' --own-data yes >/dev/null
courier --once -q
at 2026-11-27T21:00:00Z
before=$(messages good)
courier --once -q
same 'deputy, manager, security: one each' 'escalation person:p3 escalation person:p4 reminder person:p1' "$(sent)"
same 'and no more' $((before + 3)) "$(messages good)"
same 'with the newest step of each' 'take-charge/managers clock:authority-72h/late' "$(steps 1/n3)"
courier --once -q
at 2026-11-24T10:00:00Z
courier --once -q
at 2026-11-27T22:00:00Z
courier --once -q
same 'a clock that goes back and forth repeats nothing' $((before + 3)) "$(messages good)"
holds 'sound' mine verify

echo "# a notice that is refused: security is told"
at 2026-11-24T09:00:00Z
register refused
account email good >"$conf"
people
mine person change p2 --email unknown@lab.test >/dev/null
mine log 'Rifiutata' --own-data no >/dev/null
courier --once -q
same 'security, once' 'reminder person:p1' "$(sent)"
holds 'which notice' newest 'La comunicazione n1 non è stata inviata'
courier --once -q
same 'and not again' 'reminder person:p1' "$(sent)"

echo "# a DPO who is away, by an automatic reply: the deputy at once"
at 2026-11-24T09:00:00Z
register away
mkdir -p "$work/away/new" "$work/away/cur" "$work/away/tmp"
account email good "inbox = maildir:$work/away" >"$conf"
people
mine log 'DPO in ferie' --own-data no >/dev/null
at 2026-11-24T09:15:00Z
courier --once -q
id=$(mine --json outbox show 1/n1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["message_id"])')
printf 'From: Giulia Verdi <giulia@lab.test>\r\nTo: alice@lab.test\r\nSubject: Fuori ufficio\r\nMessage-ID: <1@lab.test>\r
In-Reply-To: %s\r\nAuto-Submitted: auto-replied\r\nDate: Tue, 24 Nov 2026 10:16:00 +0100\r\n\r\nTorno il 30.\r\n' "$id" >"$work/away/new/1.lab"
at 2026-11-24T09:16:00Z
courier --once -q
at 2026-11-24T09:17:00Z
courier --once -q
same 'the deputy is told minutes after' 'escalation person:p3' "$(sent)"
holds 'and why' newest 'Il DPO ha risposto con un messaggio automatico di assenza.'
at 2026-11-24T21:15:59Z
courier --once -q
same 'and not again when the time is over' 'escalation person:p3' "$(sent)"
at 2026-11-24T21:17:00Z
courier --once -q
same 'twelve hours later the managers' 'escalation person:p3 escalation person:p4' "$(sent)"

echo "# a drill is quiet"
at 2026-11-24T09:00:00Z
register drill
account email good >"$conf"
people
mine log 'Prova' --drill --send >/dev/null
courier --once -q
at 2026-11-29T09:00:00Z
courier --once -q
same 'nobody is reminded' '' "$(sent D01)"

echo "# killed at every step: each reminder is queued once, whatever leaves twice has the same bytes"
AT=
at "$(date -u -d '-40 hours' +%Y-%m-%dT%H:%M:%SZ)"
register start
account email good >"$conf"
people
mine log 'Interrotto' --own-data no >/dev/null
courier --once -q
unset AT
BRECCIA_AS=p1 # whose account is the DPO's too
export BRECCIA_AS
told_once() {
	courier --once -q
	same "killed at $n: each was told once by the register" 'escalation person:p3 escalation person:p4' "$(sent)"
	for who in vera carla; do
		total=$(grep -l "^To:.*$who@lab.test" "$work"/faulty/good.[0-9]*.eml | wc -l)
		sums=$(grep -l "^To:.*$who@lab.test" "$work"/faulty/good.[0-9]*.eml | xargs sha256sum | cut -d ' ' -f 1 | sort -u | wc -l)
		case $total-$sums in
		1-1 | 2-1) ;;
		*) bad "killed at $n: $who has $total messages, $sums of them different" ;;
		esac
	done
}
killed_everywhere 20 good told_once breccia-courier --once
exit $failed
