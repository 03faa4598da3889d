#!/bin/sh
# notify, outbox, send: what goes out, and what became of it. A demonstration's mail counts as sent once it lies in the folder.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
demonstration --lang it
without_mail

works "an incident that sends nothing" log -q --no-send --own-data no --client none "Badge smarrito"
works "notify" notify 8 --json
json "queues a first notice" 'd["notices"] == ["2026-0008/n1"]' 'd["released"] is False' 'd["supplement"] is False'
works "notify again" --lang it notify 8
says "what waits is released, not doubled" "2026-0008/n1"
works "the outbox" outbox --json
json "has it once" 'len([n for n in d["notices"] if n["id"].startswith("2026-0008")]) == 1' \
	'next(n for n in d["notices"] if n["id"] == "2026-0008/n1")["state"] == "queued"' \
	'next(n for n in d["notices"] if n["id"] == "2026-0008/n1")["channel"] == "email"'
before=$(seal)
refused 64 "a channel that is none" "auto, email or pec" notify 8 --channel sms
refused 1 "a client that is not affected is not told" "not among those affected" notify 8 --to alfa
refused 66 "of nothing" "there is no incident" notify 99
refused 77 "the manager sends nothing" "may not" --as p4 notify 8
unchanged "nothing of that stands" "$before"
works "one without any" log -q --no-send "Per PEC"
refused 1 "a PEC to who has none" "has no PEC address" notify 9 --channel pec
works "a preliminary one" notify 9 --preliminary --channel email
works "says so" outbox show 9/n1
says "in its subject" "(preliminare)"
works "as JSON" outbox show 9/n1 --json
json "with what it will say" 'd["letter"] == "preliminary"' '"Per PEC" in d["text"]' 'd["state"] == "queued"' '"bytes_sha256" not in d'

works "what waits is held back" outbox hold 9/n1
works "and withdrawn" outbox withdraw 9/n1 --reason "doppione" --json
json "with its whole number" 'd["id"] == "2026-0009/n1"'
works "it stands there withdrawn" show 9 --json
json "with the reason" 'd["notices"][0]["state"] == "cancelled"' 'd["notices"][0]["reason"] == "doppione"'
before=$(seal)
refused 1 "what was withdrawn is not sent" "was withdrawn" outbox retry 9/n1
refused 1 "nor held" "was withdrawn" outbox hold 9/n1
refused 64 "no reason" "--reason" outbox withdraw 8/n1
refused 66 "a notice that is not there" "there is no notice 2026-0008/n9" outbox show 8/n9
refused 65 "an incident is no notice" "2026-0013/n1" outbox show 8
refused 65 "evidence is no notice" "is no notice" outbox show 8/e1
refused 64 "a verb that is none" "there are list, show, retry, hold, withdraw" outbox delete 8/n1
refused 64 "which" "outbox hold 2026-0013/n1" outbox hold
refused 64 "too much" "one word too many" outbox show 8/n1 8/n2
refused 77 "an auditor's hand off" "may not" --as p4 outbox hold 8/n1
unchanged "nothing of that stands" "$before"

BRECCIA_CONFIG=$dir/demo/breccia.conf
works "send" send --json
json "sends what waits, the held ones too" 'next(n for n in d["notices"] if n["id"] == "2026-0008/n1")["state"] == "sent"' \
	'next(n for n in d["notices"] if n["id"] == "2026-0006/n1")["state"] == "sent"' \
	'next(n for n in d["notices"] if n["id"] == "2026-D01/n1")["proof"] == "none"'
works "the clock" show 8 --json
json "is met, by proof" 'clock(d, "dpo-24h")["state"] == "met"' 'clock(d, "dpo-24h")["proof"] == "submitted"' 'clock(d, "dpo-24h")["met_at"] == "2026-11-24T02:02:00Z"' \
	'd["stage"] == "notified"' 'd["notices"][0]["state"] == "sent"' 'd["notices"][0]["to"][0]["address"] == "giulia.verdi@studioverdi.example"' \
	'd["notices"][0]["message_id"].startswith("<2026-0008.n1.")' 'len(d["notices"][0]["bytes_sha256"]) == 64' 'd["notices"][0]["reply"]'
works "in words" --lang it show 8
says "never more than is proven" "consegna non provata"
grep -rqs "^Subject: \[ROSSI 2026-0008\]" demo/mail/new && ok "the message lies in the folder" || not_ok "the message lies in the folder"
works "the message as it was sent" outbox show 8/n1 --json
json "is kept" '"VIOLAZIONE DI DATI PERSONALI" in d["text"].upper() or "PERSONAL" in d["text"].upper()' 'd["subject"].startswith("[ROSSI 2026-0008]")'
refused 1 "what has left is not sent again" "has left already" outbox retry 8/n1
refused 1 "nor withdrawn" "has left already" outbox withdraw 8/n1 --reason x
works "sent late" show 5 --json
json "is met late, and wants a reason" 'clock(d, "dpo-24h")["state"] == "met-late"' '"late_reason" not in clock(d, "dpo-24h")'
breccia due --json
json "due says so" 'any(c["state"] == "met-late" and c["ref"] == "2026-0005" for c in d["clocks"])'
works "a drill" show D1 --json
json "is met in its own way, and nothing left" 'clock(d, "dpo-24h")["state"] == "met"' 'clock(d, "dpo-24h")["proof"] == "none"'
grep -rqs "2026-D01" demo/mail/new && not_ok "no message of a drill" || ok "no message of a drill"

without_mail
works "more becomes known" amend 8 subjects=12 --json
works "then a supplement" notify 8 --json
json "is the next notice" 'd["supplement"] is True' 'd["notices"] == ["2026-0008/n2"]'
works "says what changed" --lang it outbox show 8/n2
says "in its subject" "integrazione"
says "and in its text" "12"
BRECCIA_CONFIG=$dir/demo/breccia.conf
works "it is sent" send -q
works "as a second message" show 8 --json
json "of the same thread" '[n["state"] for n in d["notices"]] == ["sent", "sent"]' 'd["notices"][1]["supplement"] == 1' 'd["notices"][1]["letter"] == "supplement"'
grep -rqs "^References: <2026-0008.n1." demo/mail/new && ok "that names the first" || not_ok "that names the first"
works "nothing is left to send" send --json
json "it says the same again" 'next(n for n in d["notices"] if n["id"] == "2026-0008/n2")["attempts"] == 1'
works "in a terminal it asks once" log -q --no-send "Da confermare"
PAGER="cat" typed 'no
' --lang it notify 10
exits 0 "no is an answer"
says "who it goes to is said" "Giulia Verdi"
works "and nothing is queued" show 10 --json
json "then" 'd["notices"] == []'

# Elsewhere than in a demonstration a file is no notice.
unset BRECCIA_CONFIG
BRECCIA_REGISTER=sqlite:$dir/real/register.db
export BRECCIA_REGISTER
company
printf '[email]\nserver = maildir:%s/realmail\nfrom = privacy@rossi.example\n' "$dir" >real.conf
works "a real incident" log -q "Vero"
works "written to a file" -c real.conf send
works "is no proof" show 1 --json
json "the clock runs" 'clock(d, "dpo-24h")["state"] == "running"' 'clock(d, "dpo-24h")["proof"] == "none"' 'd["stage"] == "logged"'
works "without any account" log -q "Senza posta"
breccia --lang it send
says "why nothing leaves is said" "2026-0002/n1"
says "in red letters" "NON PARTE NULLA"
printf '[email]\nserver = smtp://127.0.0.1:9\nfrom = privacy@rossi.example\nauth = none\ntls = none\n' >nobody.conf
breccia -c nobody.conf send --json
if [ "$status" -eq 69 ] && grep -q "did not leave" err; then ok "a server that does not answer fails"; else not_ok "a server that does not answer fails"; fi
json "is told with its words, and when it is tried again" \
	'next(n for n in d["notices"] if n["id"] == "2026-0002/n1")["state"] in ("queued", "composed")' \
	'"refused" in next(n for n in d["notices"] if n["id"] == "2026-0002/n1")["reply"]' \
	'next(n for n in d["notices"] if n["id"] == "2026-0002/n1")["next_at"] > "2026-11-24T02:02:00Z"'
works "all of it again, without naming it" outbox retry --json
json "which was it" 'd["notices"] == ["2026-0002/n1"]'
works "now" outbox --json
json "at once" 'next(n for n in d["notices"] if n["id"] == "2026-0002/n1")["next_at"] <= "2026-11-24T02:02:00Z"'
works "what is held back" outbox hold 2/n1
works "has no instant" outbox --json
json "but says so" '[("hold_until" in n, n["held"]) for n in d["notices"] if n["id"] == "2026-0002/n1"] == [(False, True)]' \
	'not any("held" in n for n in d["notices"] if n["id"] != "2026-0002/n1")'
works "nor with its incident" show 2 --json
json "and whom it is to, by the name of the outbox" '("hold_until" in d["notices"][0], d["notices"][0]["held"]) == (False, True)' \
	'd["notices"][0]["audience"] == d["notices"][0]["kind"] == "dpo"'
works "is left alone" outbox retry --json
json "by that" 'd["notices"] == []'
works "and is called so, whatever was tried before" outbox
says "held back" "held back"
says_not "it has no next try" "next try"
works "the clock runs on" show 2 --json
json "and says nothing else" 'clock(d, "dpo-24h")["state"] == "running"' 'd["notices"][0]["verdict"] == "tempfail"'
works "all of it is sound" verify
end
